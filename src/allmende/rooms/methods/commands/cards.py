"""Method cards: the starting set is set out, curators write their own, copy and change them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.spaces.commands import publish
from allmende.commons.spaces.features import open_rooms
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import audience_for, hidden_audience
from allmende.commons.versions.commands import keep
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.rooms.methods.activities import MethodChanged, MethodSetOut, MethodWritten
from allmende.rooms.methods.models import FORMS, TAKES, Card, Method, Role, SetOut, Step
from allmende.rooms.methods.models.starting import keys, starting_card
from allmende.rooms.methods.rules import may_change, may_write

MOST_STEPS, MOST_ROLES, MOST_MATERIAL, MOST_ROUNDS, MOST_DOTS = 20, 10, 20, 12, 20
LONGEST, LONGEST_LINE = 1000, 120
LONGEST_STEP = 240
"""Minutes of a step."""


def set_out_cards() -> int:
    """Give each community the cards of the starting set that it has not been given yet; return how many. Part of each round."""
    known = len(keys())
    behind = Space.objects.filter(root=None, archived=None).exclude(
        pk__in=SetOut.objects.filter(count__gte=known).values("pk")
    )
    return sum(_set_out(root) for root in list(behind.order_by("pk")[:50]) if "methods" in open_rooms(root))


@transaction.atomic
def _set_out(root: Space) -> int:
    SetOut.objects.get_or_create(space=root)
    given = SetOut.objects.select_for_update().get(space=root)
    missing = [key for key in keys() if key not in given.keys]
    house = system()
    for key in reversed(missing):  # lists have the newest first
        _lay(house, root, key)
    given.keys, given.count = [*given.keys, *missing], len(keys())
    given.save()
    return len(missing)


def _lay(house: Actor, root: Space, key: str) -> None:
    card = starting_card(key, root.language)
    method = Method.objects.create(
        kind="method", state="open", author=house, space=root.thing_ptr, place=root, key=key, title=card.title,
        audience=audience_for(root, Layer.COMMUNITY, house), language=root.language, kept=card.card.as_json,
        published=clock.new_id(),
    )  # fmt: skip
    record(MethodSetOut(actor=house.id, thing=method.id, space=root.id, audience=method.audience_id))


@transaction.atomic
def write_method(actor: Actor, space: Space, title: str, card: Card) -> Method:
    """Add a method card to a space, seen by its members. Raises Refused: 403 may not, 422 what can't be."""
    require(may_write(actor, space))
    title, card = _checked(title, card)
    method = Method.objects.create(
        kind="method", state="open", author=actor, space=space.thing_ptr, place=space, title=title, kept=card.as_json,
        audience=hidden_audience(Kind.DRAFT, space, actor), language=space.language, revision=1,
    )  # fmt: skip
    publish(actor, method, space, Layer.TEAM if space.root_id else Layer.COMMUNITY)
    record(MethodWritten(actor=actor.id, thing=method.id, space=space.id, audience=method.audience_id))
    return method


def copy_method(actor: Actor, method: Method, space: Space) -> Method:
    """Add a card of one's own with the words of another. Raises Refused as `write_method` does."""
    shown = method.shown
    return write_method(actor, space, str(_("%(title)s (copy)") % {"title": shown.title[:100]}), shown.card)


@transaction.atomic
def change_method(actor: Actor, method: Method, revision: int, title: str, card: Card) -> Method:
    """Change a card; what it said before is kept as a version. The same words again change nothing.

    Raises Refused: 403 may not, 409 saved in another window meanwhile, 422 what can't be.
    """
    shown = method.shown  # in the language in which it was read
    held = Method.objects.hold(method.id)
    if held is None:
        raise Refused(_("There is nothing here for you."), 404)
    held.place = method.place
    require(may_change(actor, held))
    title, card = _checked(title, card)
    if (title, card) == (shown.title, shown.card):
        return held
    if revision != held.revision:
        raise Refused(_("This was saved in another window in the meantime. Compare the two and decide."), 409)
    version = keep(actor, held, {"title": shown.title, **shown.card.as_json})
    held.title, held.kept, held.language = title, card.as_json, actor.language if held.is_ours else held.language
    held.revision, held.changed = held.revision + 1, clock.now()
    held.save()
    record(
        MethodChanged(
            actor=actor.id, thing=held.id, space=held.space_id, audience=held.audience_id, version_number=version.number
        )
    )  # fmt: skip
    return held


def _checked(title: str, card: Card) -> tuple[str, Card]:
    """Return title and card as they are kept; raises Refused (422) that names each field that can't be."""
    errors: dict[str, Text] = {}
    title = clean_line(title)
    if not 2 <= len(title) <= LONGEST_LINE:
        errors["title"] = _("Give the method a name of 2 to 120 letters.")
    words = {
        name: clean_text(getattr(card, name)).strip() for name in ("purpose", "fits", "unfit", "online", "offline")
    }
    errors |= {name: _("1,000 characters at most.") for name, said in words.items() if len(said) > LONGEST}
    if not words["purpose"]:
        errors["purpose"] = _("Say what it is for.")
    if not 1 <= card.least <= card.most <= 1000:
        errors["most"] = _("From at least one person to at most a thousand.")
    material = tuple(filter(None, (clean_line(line) for line in card.material)))
    if len(material) > MOST_MATERIAL or any(len(line) > LONGEST_LINE for line in material):
        errors["material"] = _("Twenty lines at most, of up to 120 characters each.")
    roles = tuple(Role(clean_line(role.name), clean_line(role.task)) for role in card.roles if clean_line(role.name))
    if len(roles) > MOST_ROLES or any(len(role.name) > 60 or len(role.task) > 300 for role in roles):
        errors["roles"] = _("Ten roles at most, each with a short name and a sentence.")
    if problem := _problem_with(card.steps):
        errors["steps"] = problem
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    steps = tuple(_clean_step(step) for step in card.steps)
    return title, Card(**(_plain(card) | words), material=material, roles=roles, steps=steps)


def _plain(card: Card) -> dict[str, Any]:
    return {"least": card.least, "most": card.most}


def _clean_step(step: Step) -> Step:
    said = asdict(step) | {name: clean_line(getattr(step, name)) for name in ("title", "outcome")}
    said |= {"instruction": clean_text(step.instruction).strip(), "round": 0}
    return Step(**said)


def _problem_with(steps: tuple[Step, ...]) -> Text:
    """Return the sentence that says what is wrong with steps; empty where all is well."""
    if not 1 <= len(steps) <= MOST_STEPS:
        return _("A method has one to twenty steps.")
    for step in steps:
        if not 1 <= len(clean_line(step.title)) <= LONGEST_LINE:
            return _("Give each step a title of up to 120 letters.")
        if len(step.instruction) > LONGEST or len(step.outcome) > 300:
            return _("An instruction has 1,000 characters at most, and what comes out 300.")
        if not 1 <= step.minutes <= LONGEST_STEP:
            return _("A step takes 1 to 240 minutes.")
        if not 1 <= step.rounds <= MOST_ROUNDS or not 1 <= step.dots <= MOST_DOTS:
            return _("A step has 1 to 12 rounds, and 1 to 20 dots for each person.")
        if step.form not in FORMS or step.takes not in TAKES:
            return _("Choose how people work in each step, and what is written down.")
        if step.rounds > 1 and step.takes != "notes":
            return _("Only steps in which notes are written go round.")
    return ""
