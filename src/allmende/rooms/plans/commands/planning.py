"""Beginning a plan, naming it, and saying what a space asks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from babel.numbers import is_currency
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
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.foundation.written import insert
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.activities import PlanBegun, PlanChanged, QuestionsDemanded
from allmende.rooms.plans.models import Demand, Plan, PlanState, Question, Topic
from allmende.rooms.plans.rules import may_begin_plan, may_change_plan, may_demand

FIELDS = {"title", "summary", "currency"}


@transaction.atomic
def begin_plan(actor: Actor, space: Space, *, title: str, sources: Collection[Thing] = (), **details: Any) -> Plan:
    """Begin a plan in a space, seen by those inside it; details: summary, currency (without one that of the space).

    `sources` are the ideas it came of. Raises Refused (403, 404, 422).
    """
    require(may_begin_plan(actor, space))
    clean = _clean({"title": title, "currency": space.currency, **details})
    plan = Plan.objects.create(
        kind="plan", state=PlanState.OPEN, author=actor, space=space.thing_ptr, place=space, language=space.language,
        audience=hidden_audience(Kind.DRAFT, space, actor), **clean,
    )  # fmt: skip
    publish(actor, plan, space, Layer.TEAM if space.root_id else Layer.COMMUNITY)
    for question in Question:
        insert(
            Topic(
                kind="topic", plan=plan, question=question, author=actor, space=space.thing_ptr, audience=plan.audience,
                language=plan.language,
            )
        )  # fmt: skip
    record(PlanBegun(actor=actor.id, thing=plan.id, space=space.id, audience=plan.audience_id))
    for source in sources:
        name_source(actor, source, plan, LinkKind.CARRIES_OVER)
    return plan


@transaction.atomic
def say_plan_came_of(actor: Actor, plan: Plan, source: Thing) -> None:
    """Say that a plan came of an idea, a finding or another thing that one sees. Raises Refused (403, 404, 409 a circle, 422)."""
    plan = held(plan)
    require(may_change_plan(actor, plan))
    name_source(actor, source, plan, LinkKind.CARRIES_OVER)


@transaction.atomic
def unsay_plan_came_of(actor: Actor, plan: Plan, source: UUID) -> None:
    """Take back that a plan came of something. Raises Refused (403, 404)."""
    plan = held(plan)
    require(may_change_plan(actor, plan))
    drop_source(actor, source, plan)


@transaction.atomic
def change_plan(actor: Actor, plan: Plan, revision: int, **changes: Any) -> Plan:
    """Change title, summary or currency of a plan; `revision` is the one that the form was loaded with.

    Raises Refused: 403 may not, 409 done already, or saved by someone else in the meantime, 422 what can't be.
    """
    plan = held(plan)
    require(may_change_plan(actor, plan))
    if revision != plan.revision:
        raise Refused(_("Somebody saved this plan in the meantime. Compare the two and decide."), 409)
    for name, value in _clean(changes).items():
        setattr(plan, name, value)
    plan.revision += 1
    plan.changed = clock.now()
    plan.save()
    record_change(actor, plan, "plan")
    return plan


@transaction.atomic
def demand_questions(actor: Actor, space: Space, questions: Collection[str]) -> None:
    """Say which questions a space asks to be answered before it opens; none takes the demand away. Raises Refused (403, 422)."""
    require(may_demand(actor, space))
    if set(questions) - set(Question):
        raise Refused(
            _("Choose from the ten questions."), 422, errors={"questions": _("Choose from the ten questions.")}
        )
    wanted = [str(question) for question in Question if question in set(questions)]
    Demand.objects.update_or_create(
        space=space, defaults={"questions": wanted, "set_by": actor, "changed": clock.now()}
    )
    record(
        QuestionsDemanded(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, questions=",".join(wanted)
        )
    )


def held(plan: Plan | UUID) -> Plan:
    """Return a plan as it is now with its place, held until the transaction ends. Raises Refused (404)."""
    key = plan if isinstance(plan, UUID) else plan.id
    Thing.objects.hold(key)
    found = Plan.objects.select_related("audience", "author", "place__root", "place__audience").filter(id=key).first()
    if found is None:
        raise Refused(_("There is nothing here for you."), 404)
    return found


def record_change(actor: Actor, plan: Plan, part: str) -> None:
    """Note that a part of a plan is otherwise now."""
    record(PlanChanged(actor=actor.id, thing=plan.id, space=plan.space_id, audience=plan.audience_id, part=part))


def _clean(changes: dict[str, Any]) -> dict[str, Any]:
    """Check what a plan may hold; raises Refused (422) naming each field that can't be, TypeError for an unknown one."""
    if unknown := changes.keys() - FIELDS:
        raise TypeError(f"A plan has no {', '.join(sorted(unknown))} to change.")
    errors: dict[str, Text] = {}
    lines = {name: clean_line(value) for name, value in changes.items()}
    if "title" in lines and not 3 <= len(lines["title"]) <= 120:
        errors["title"] = _("Give the plan a title of 3 to 120 letters.")
    if len(lines.get("summary", "")) > 280:
        errors["summary"] = _("280 characters at most.")
    if "currency" in lines and not is_currency(lines["currency"]):
        errors["currency"] = _("Enter three letters, such as EUR.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    return lines
