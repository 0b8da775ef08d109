"""Contributions are written, handed in, talked about, revised, taken outward, and sometimes thrown away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands import widen
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.rooms.calls import commands
from allmende.surfaces.demo.chapters import reactions
from allmende.surfaces.demo.chapters.places import LAYERS
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import Entry, Invitation, Remark, Step


def write(town: Town, invitation: Invitation) -> None:
    """Write down what becomes of each contribution of a call."""
    for entry in invitation.entries:
        _write_entry(town, invitation, entry)


def _write_entry(town: Town, invitation: Invitation, entry: Entry) -> None:
    diary, key = town.diary, (invitation.slug, entry.slug)
    when = diary.some_time(entry.day, *key)
    if entry.picture:
        town.darkroom.scene("/".join(key), entry.picture.motif, entry.picture.light)
    diary.write(when, entry.title, lambda: _draft(town, invitation, entry))
    if entry.state == "draft":
        return
    diary.write(when + timedelta(minutes=20), entry.title, lambda: _hand_in(town, key, entry))
    diary.write(when + timedelta(minutes=40), entry.title, lambda: town.review(town.entries[key].id, town.curators))
    if entry.state == "bin":
        diary.write(when + timedelta(minutes=45), entry.title, lambda: _throw_away(town, key, entry))
    if entry.revision:
        revised = diary.at(entry.revision.day, 19)
        diary.write(revised, entry.title, lambda: _revise(town, key, entry))
    if step := entry.passage:
        diary.write(diary.at(step.day, 19.2), entry.title, lambda: _ask(town, invitation, key, entry, step))
        if step.decided is not None:
            diary.write(diary.at(step.decided, 19.4), entry.title, lambda: town.decide(town.entries[key].id, step))
    write_talk(town, entry.comments, "/".join(key), lambda: town.entries[key].id)


def write_talk(
    town: Town, remarks: Sequence[Remark], key: str, thing: Callable[[], UUID], after: datetime | None = None
) -> None:
    """Write down comments and their replies; a reply comes at least seven minutes after what was said before, and nothing
    before twenty minutes `after` the thing itself."""
    for number, remark in enumerate(remarks):
        said: dict[str, Comment] = {}
        when = town.diary.some_time(remark.day, key, number)
        when = max(when, after + timedelta(minutes=20 * (number + 1))) if after else when
        town.diary.write(when, remark.text[:40], partial(_say, town, thing, remark, said))
        reactions.write(town, when, f"{key}/{number}", partial(said.__getitem__, "first"))
        for turn, reply in enumerate(remark.replies):
            when = max(town.diary.some_time(reply.day, key, number, turn), when + timedelta(minutes=7))
            town.diary.write(when, reply.text[:40], partial(_say, town, thing, reply, said))


def _say(town: Town, thing: Callable[[], UUID], remark: Remark, said: dict[str, Comment]) -> None:
    made = comment(
        town.actors[remark.author], Thing.objects.get(id=thing()), remark.text, intent=remark.intent,
        parent=said.get("first"), language=remark.language or town.story.language,
    )  # fmt: skip
    said.setdefault("first", made)


def _draft(town: Town, invitation: Invitation, entry: Entry) -> None:
    author, key = town.actors[entry.author], (invitation.slug, entry.slug)
    content: dict[str, object] = {"title": entry.title, "text": entry.text.strip(), "language": entry.language}
    if entry.cost:
        content["cost"] = entry.cost * 100
    behalf = town.space(entry.behalf) if entry.behalf else None
    made = commands.draft_contribution(author, town.calls[invitation.slug], behalf=behalf, **content)
    if entry.picture:
        picture = town.hang(author, made, "/".join(key), entry.picture, entry.language)
        made = commands.save_contribution(author, made, made.revision, picture=picture.id)
    town.entries[key] = made


def _hand_in(town: Town, key: tuple[str, str], entry: Entry) -> None:
    town.entries[key] = commands.submit_contribution(town.actors[entry.author], town.entries[key])


def _revise(town: Town, key: tuple[str, str], entry: Entry) -> None:
    made, revision = town.entries[key], entry.revision
    if revision:
        content: dict[str, object] = {"text": f"{made.text}\n\n{revision.text}"}
        if revision.cost:
            content["cost"] = revision.cost * 100
        commands.save_contribution(town.actors[entry.author], made, made.revision, **content)


def _ask(town: Town, invitation: Invitation, key: tuple[str, str], entry: Entry, step: Step) -> None:
    widen(town.actors[entry.author], town.entries[key], town.space(invitation.space), LAYERS[step.layer])


def _throw_away(town: Town, key: tuple[str, str], entry: Entry) -> None:
    put_in_bin(town.actors[entry.author], town.entries[key])
