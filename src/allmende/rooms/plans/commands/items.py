"""Goals, risks, promises and the budget of a plan: put down, changed, taken out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.queries import reach_of
from allmende.foundation.money import LIMIT
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.commands.planning import held, record_change
from allmende.rooms.plans.models import ITEMS, AnyItem, Plan
from allmende.rooms.plans.rules import may_change_plan

MOST = 100
"""Lines of one kind in a plan: more are another plan."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
FIXED = {"id", "plan", "revision"}


@transaction.atomic
def add_item(actor: Actor, plan: Plan, kind: str, **values: Any) -> AnyItem:
    """Put a line into a plan; `kind` is goals, risks, promises or budget. Raises Refused (403, 404, 409, 422)."""
    plan = held(plan)
    require(may_change_plan(actor, plan))
    model = ITEMS.get(kind)
    if model is None:
        raise Refused(_("There is nothing here for you."), 404)
    if model.objects.filter(plan=plan).count() >= MOST:
        raise Refused(_("A hundred lines at most. What is more belongs to a plan of its own."), 422)
    item = model(plan=plan)
    _write(item, plan, values)
    item.save()
    record_change(actor, plan, kind)
    return item


@transaction.atomic
def change_item(actor: Actor, item: AnyItem, revision: int, **values: Any) -> AnyItem:
    """Change a line of a plan; `revision` is the one that the form was loaded with.

    Raises Refused: 403, 409 somebody changed it in the meantime or the plan is done, 422 what can't be.
    """
    plan, item = _held_item(actor, item)
    if revision != item.revision:
        raise Refused(_("Somebody changed this line in the meantime. Compare the two and decide."), 409)
    _write(item, plan, values)
    item.revision += 1
    item.save()
    record_change(actor, plan, kind_of(item))
    return item


@transaction.atomic
def remove_item(actor: Actor, item: AnyItem) -> None:
    """Take a line out of a plan. Raises Refused (403, 404, 409)."""
    plan, item = _held_item(actor, item)
    kind = kind_of(item)
    item.delete()
    record_change(actor, plan, kind)


def kind_of(item: AnyItem) -> str:
    """Return the word of a line's kind."""
    return next(kind for kind, model in ITEMS.items() if isinstance(item, model))


def _held_item(actor: Actor, item: AnyItem) -> tuple[Plan, AnyItem]:
    plan = held(item.plan_id)
    require(may_change_plan(actor, plan))
    found = type(item).objects.select_for_update(of=("self",)).filter(id=item.id).first()
    if found is None:
        raise Refused(_("Somebody took this line out in the meantime."), 404)
    return plan, found


def _write(item: AnyItem, plan: Plan, values: dict[str, Any]) -> None:
    """Take over values; raises Refused (422) naming each field that can't be, TypeError for an unknown one."""
    known = {field.name for field in item._meta.fields} - FIXED
    if unknown := values.keys() - known:
        raise TypeError(f"{type(item).__name__} has no {', '.join(sorted(unknown))} to change.")
    for name, value in values.items():
        setattr(item, name, clean_line(value) if isinstance(value, str) else value)
    errors = _wrong(item)
    owner = values.get("owner")
    if owner is not None and plan.audience_id not in reach_of(owner):
        errors["owner"] = _("%(name)s doesn't see this plan. First take them into its space.") % {"name": owner.name}
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)


def _wrong(item: AnyItem) -> dict[str, Text]:
    """What the fields of a line can't hold."""
    errors: dict[str, Text] = {}
    try:
        item.clean_fields(exclude=["id", "plan", "owner", "revision"])
    except ValidationError as error:
        errors |= {name: " ".join(texts) for name, texts in error.message_dict.items()}
    for field in item._meta.fields:
        value = getattr(item, field.attname)
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            errors[field.name] = _("Choose a day between 2000 and 2100.")
    for name in ("planned", "spent"):
        if isinstance(value := getattr(item, name, None), int) and value > LIMIT // 1000:
            errors[name] = _("This is more than anyone spends. Please look at the zeros.")
    return errors
