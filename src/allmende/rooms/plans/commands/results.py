"""Results: written down in a tree, moved on, and the word to everyone who took part."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.lineage.commands import drop_source, name_source
from allmende.commons.lineage.models import LinkKind
from allmende.commons.spaces.commands import publish
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hidden_audience
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.money import LIMIT
from allmende.foundation.text import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.activities import ResultAdded, ResultChanged, WordSaid
from allmende.rooms.plans.models import Plan, Result, ResultEntry, ResultState, Word
from allmende.rooms.plans.rules import may_add_result, may_change_result, may_note, may_say_word

FIELDS = {"title", "text", "progress", "state", "starts", "due", "costs", "parent", "plan"}
DEEPEST = 8
"""Levels of a tree of results: a deeper one is no longer read."""


@transaction.atomic
def add_result(actor: Actor, space: Space, *, sources: Collection[Thing] = (), **values: Any) -> Result:
    """Write down a result in a space: title, text, progress, state, starts, due, costs, parent, plan; and the things it came of.

    Raises Refused (403, 404, 422).
    """
    require(may_add_result(actor, space))
    result = Result(
        kind="result", state=ResultState.PLANNED, author=actor, space=space.thing_ptr, place=space, language=space.language, currency=space.currency,
        audience=hidden_audience(Kind.DRAFT, space, actor),
    )  # fmt: skip
    _write(result, {"title": "", **values})
    result.save()
    publish(actor, result, space, Layer.TEAM if space.root_id else Layer.COMMUNITY)
    record(ResultAdded(**_where(actor, result)))
    for source in sources:
        name_source(actor, source, result, LinkKind.CARRIES_OVER)
    if result.plan:
        name_source(actor, result.plan, result, LinkKind.CARRIES_OVER)
    return result


@transaction.atomic
def name_source_of(actor: Actor, result: Result, source: Thing) -> None:
    """Say that a result came of an idea, a call or another thing that one sees. Raises Refused (403, 404, 409 a circle, 422)."""
    result = held_result(result.id)
    require(may_change_result(actor, result))
    name_source(actor, source, result, LinkKind.CARRIES_OVER)


@transaction.atomic
def drop_source_of(actor: Actor, result: Result, source: UUID) -> None:
    """Take back that a result came of something. Raises Refused (403, 404)."""
    result = held_result(result.id)
    require(may_change_result(actor, result))
    drop_source(actor, source, result)


@transaction.atomic
def change_result(actor: Actor, result: Result, revision: int, **values: Any) -> Result:
    """Change a result; `revision` is the one that the form was loaded with.

    Raises Refused: 403, 409 somebody saved it in the meantime, or a circle, 422 what can't be.
    """
    result = held_result(result.id)
    require(may_change_result(actor, result))
    if revision != result.revision:
        raise Refused(_("Somebody saved this result in the meantime. Compare the two and decide."), 409)
    _write(result, values)
    result.revision += 1
    result.changed = clock.now()
    result.save()
    record(ResultChanged(**_where(actor, result), progress=result.progress))
    return result


@transaction.atomic
def note_entry(actor: Actor, result: Result, day: date, text: str) -> ResultEntry:
    """Note what happened with a result on a day. Raises Refused (403, 404, 422)."""
    result = held_result(result.id)
    require(may_note(actor, result))
    line = clean_line(text)
    errors: dict[str, Text] = {}
    if not 3 <= len(line) <= 600:
        errors["text"] = _("Say it in 3 to 600 characters.")
    if not 2000 <= day.year <= 2100:
        errors["day"] = _("Choose a day between 2000 and 2100.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    entry = ResultEntry.objects.create(result=result, author=actor, day=day, text=line)
    record(ResultChanged(**_where(actor, result), progress=result.progress))
    return entry


@transaction.atomic
def say_word(actor: Actor, space: Space, text: str) -> Word:
    """Say to everyone who took part what came of it; each of them is told. Raises Refused (403, 404, 422)."""
    require(may_say_word(actor, space))
    words = clean_text(text).strip()
    if not 20 <= len(words) <= 6000:
        sentence = _("A few sentences, please: what came of it, and what you thank people for.")
        raise Refused(sentence, 422, errors={"text": sentence})
    word = Word.objects.create(space=space, author=actor, text=words)
    record(WordSaid(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, word=word.id))
    return word


def held_result(key: UUID) -> Result:
    """Return a result as it is now, held until the transaction ends. Raises Refused (404)."""
    Thing.objects.hold(key)
    rows = Result.objects.select_related("audience", "author", "place__root", "place__audience", "parent")
    found = rows.filter(id=key).first()
    if found is None:
        raise Refused(_("There is nothing here for you."), 404)
    return found


def _write(result: Result, values: dict[str, Any]) -> None:
    """Take over values; raises Refused (422) naming each field that can't be, TypeError for an unknown one."""
    if unknown := values.keys() - FIELDS:
        raise TypeError(f"A result has no {', '.join(sorted(unknown))} to change.")
    for name, value in values.items():
        setattr(result, name, clean_line(value) if name == "title" else value)
    errors = _wrong(result)
    parent: Result | None = values.get("parent")
    if parent is not None and (parent.place_id != result.place_id or not _fits(result, parent)):
        errors["parent"] = _(
            "Choose another result of this space: nothing stands inside itself, or more than eight deep."
        )
    plan: Plan | None = values.get("plan")
    if plan is not None and plan.place_id != result.place_id:
        errors["plan"] = _("Choose a plan of this space.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)


def _wrong(result: Result) -> dict[str, Text]:
    errors: dict[str, Text] = {}
    if not 3 <= len(result.title) <= 160:
        errors["title"] = _("Give the result a title of 3 to 160 letters.")
    if len(result.text) > 20_000:
        errors["text"] = _("20,000 characters at most.")
    if not 0 <= result.progress <= 100:
        errors["progress"] = _("Between 0 and 100.")
    if result.state not in set(ResultState):
        errors["state"] = _("Choose one of these.")
    for name in ("starts", "due"):
        day = getattr(result, name)
        if day is not None and not 2000 <= day.year <= 2100:
            errors[name] = _("Choose a day between 2000 and 2100.")
    if result.starts and result.due and result.due < result.starts:
        errors["due"] = _("Later than the beginning.")
    if result.costs is not None and not 0 <= result.costs <= LIMIT // 1000:
        errors["costs"] = _("This is more than anyone spends. Please look at the zeros.")
    return errors


def _fits(result: Result, parent: Result) -> bool:
    """Whether a result may stand below another: no circle, and not too deep with all that stands below it."""
    above, steps = parent, 1
    while above.parent_id is not None and steps < DEEPEST:
        if above.id == result.id:
            return False
        above, steps = Result.objects.get(id=above.parent_id), steps + 1
    return above.id != result.id and steps + _height(result) <= DEEPEST


def _height(result: Result) -> int:
    """How many levels a result takes with what stands below it."""
    level, height = [result.id], 0
    while level and height <= DEEPEST:
        level, height = list(Result.objects.filter(parent__in=level).values_list("id", flat=True)), height + 1
    return height


def _where(actor: Actor, result: Result) -> dict[str, Any]:
    return {"actor": actor.id, "thing": result.id, "space": result.space_id, "audience": result.audience_id}
