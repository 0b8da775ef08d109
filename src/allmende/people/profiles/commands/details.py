"""Saying something of oneself, and to whom it shows."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import ngettext

from allmende.commons.audiences import commands as audiences
from allmende.commons.audiences.models import Audience, Kind, Layer
from allmende.commons.files.commands import open_to_all
from allmende.commons.files.models import File
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import audience_for
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import change_profile, show_portrait, take_turns
from allmende.identity.actors.models import Actor
from allmende.people.profiles.activities import ProfileChanged, ProfileShown
from allmende.people.profiles.commands.saying import Said
from allmende.people.profiles.models import SINGLE, Detail, Key
from allmende.people.profiles.queries.editing import usual_layer
from allmende.people.profiles.rules import may_edit, may_show

MOST = {Key.SKILL: 60, Key.LANGUAGE: 20, Key.OFFER: 20, Key.SEEK: 20, Key.LINK: 20}


@transaction.atomic
def rename(actor: Actor, whose: Actor, name: str) -> None:
    """Be called otherwise. Raises Refused (422) for a name without a letter."""
    require(may_edit(actor, whose))
    cleaned = clean_line(name)[:120]
    if cleaned != whose.name:
        change_profile(whose, name=cleaned)
        whose.name = cleaned
        record(ProfileChanged(actor=actor.id, person=whose.id, key="name"))


@transaction.atomic
def put(
    actor: Actor, whose: Actor, root: Space, key: Key, said: list[Said] | None, layer: Layer | None = None
) -> list[Detail]:
    """Let exactly this be said under a key, in this order, on this layer; return the details.

    `said` None leaves what is said as it is; `layer` None leaves where it stands (the usual layer for what is new).
    What stays keeps its row, and with it its endorsements or its check. Raises Refused: 403 for a layer that is too
    wide, 422 for too many.
    """
    take_turns(whose.id)
    held = list(Detail.objects.filter(actor=whose, key=key).select_related("audience"))
    before = held[0].layer if held else None
    layer = layer or before or usual_layer(whose, key)
    require(may_show(actor, whose, layer))
    audience = audience_of(whose, root, layer)
    wanted = _once_each(key, said) if said is not None else [_said_in(detail) for detail in held]
    kept, changed = _write(whose, key, audience, held, wanted)
    if key == Key.PICTURE:
        _show_face(whose, held, kept)
    if changed:
        record(ProfileChanged(actor=actor.id, person=whose.id, key=key))
    if kept and layer != before:
        record(
            ProfileShown(actor=actor.id, person=whose.id, key=key, from_layer=before or Layer.PRIVATE, to_layer=layer)
        )
    return kept


def _show_face(whose: Actor, before: list[Detail], kept: list[Detail]) -> None:
    """Let the whole house show a public picture; one that is not shows only where its reader is known."""
    pictures = File.objects.in_bulk([detail.word for detail in [*before, *kept]])
    for file in pictures.values():
        open_to_all(file, any(each.word == str(file.id) and each.layer == Layer.PUBLIC for each in kept))
    show_portrait(whose, next((UUID(each.word) for each in kept if each.layer == Layer.PUBLIC), None))


def audience_of(whose: Actor, root: Space, layer: Layer) -> Audience:
    """Return the audience that a layer means for what someone says of themselves: on the second rung their own circle."""
    if layer != Layer.TEAM:
        return audience_for(root, layer, whose)
    circle, is_new = audiences.ensure(Kind.LADDER, Layer.TEAM, None, whose)
    if is_new:
        audiences.grant({(whose.id, circle.id)})
    return circle


def _said_in(detail: Detail) -> Said:
    return Said(detail.word, detail.text, detail.amount, detail.since)


def _once_each(key: Key, said: list[Said]) -> list[Said]:
    """What is said twice counts once, as it was said last; more than a page can hold is refused."""
    wanted = list({each.word: each for each in said}.values())
    most = MOST.get(key, 1)
    if len(wanted) > most:
        sentence = ngettext("One is enough here.", "%(most)d are enough here.", most) % {"most": most}
        raise Refused(sentence, 422, errors={key: sentence})
    return wanted


def _write(
    whose: Actor, key: Key, audience: Audience, held: list[Detail], wanted: list[Said]
) -> tuple[list[Detail], bool]:
    """Bring the rows in line with what is wanted; return them, and whether anything but the audience has changed."""
    rows = {"" if key in SINGLE else detail.word: detail for detail in held}
    kept, changed = [], False
    for position, each in enumerate(wanted):
        detail = rows.pop("" if key in SINGLE else each.word, None)
        says = (each.word, each.text, each.amount, each.since)
        if detail is not None and key == Key.LINK:
            says = (each.word, each.text, None, detail.since)
        is_new = detail is None
        detail = detail or Detail(actor=whose, key=key)
        differs = is_new or says != (detail.word, detail.text, detail.amount, detail.since)
        if differs or detail.position != position or detail.audience_id != audience.id:
            detail.word, detail.text, detail.amount, detail.since = says
            detail.position, detail.audience = position, audience
            detail.save(force_insert=is_new)
        kept.append(detail)
        changed = changed or differs
    for detail in rows.values():
        detail.delete()
    return kept, changed or bool(rows)
