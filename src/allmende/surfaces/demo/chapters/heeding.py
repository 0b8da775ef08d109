"""People follow what they care for, keep things for later, and have their peace from others: for their own eyes alone."""

from __future__ import annotations

from functools import partial

from allmende.commons.bookmarks.commands import save
from allmende.commons.follows.commands import follow, follow_person, follow_tag
from allmende.commons.mutes.commands import mute_thing
from allmende.commons.things.models import Thing
from allmende.surfaces.demo.attention import Attention, attention
from allmende.surfaces.demo.chapters.town import Town


def write(town: Town) -> None:
    """Write down who heeds what."""
    for one in attention(town.story.language):
        town.diary.write(town.diary.at(one.day, one.hour), one.by, partial(_heed, town, one))


def _heed(town: Town, one: Attention) -> None:
    actor = town.actors[one.by]
    for name in one.follows:
        follow(actor, _thing(town, name))
    for handle in one.people:
        follow_person(actor, town.actors[handle])
    for tag in one.tags:
        follow_tag(actor, tag)
    for name in one.saves:
        save(actor, _thing(town, name))
    for name in one.mutes:
        mute_thing(actor, _thing(town, name))


def _thing(town: Town, name: str) -> Thing:
    kind, _colon, key = name.partition(":")
    made = town.posts[key].id if kind == "post" else town.calls[key].id if kind == "call" else town.spaces[key]
    return Thing.objects.select_related("audience").get(id=made)
