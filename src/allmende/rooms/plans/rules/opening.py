"""What a space must have answered before it opens."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.audiences.models import Kind
from allmende.commons.spaces.features import open_rooms
from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.things.models import Thing
from allmende.foundation.kept import kept
from allmende.foundation.verdicts import ALLOWED, Denied, Remedy, Verdict
from allmende.rooms.plans.models import Answer, Demand, Plan, Question


def demanded_of(space: Space) -> list[Question]:
    """Return the questions that a space asks before it opens, in their order; a project is asked what its community and its
    organisation ask besides."""
    every = kept("plan demands", _demands)
    around = (space.root_id, space.body_id) if space.purpose == SpaceKind.PROJECT else ()
    wanted = {key for place in (space.id, *around) for key in every.get(place, ())}
    return [question for question in Question if question in wanted]


def _demands() -> dict[UUID, list[str]]:
    return {row.space_id: row.questions for row in Demand.objects.all()}


def has_answered(space: Space) -> Verdict:
    """Deny with what is missing where a space that has not opened yet lacks answers that are asked of it.

    What has opened stays open: a question that is asked for later closes nothing.
    """
    wanted = demanded_of(space) if "plans" in open_rooms(space) else []
    if not wanted or _has_opened(space):
        return ALLOWED
    plans = {plan.id: plan for plan in Plan.objects.filter(place=space, audience__kind=Kind.LADDER).order_by("-id")}
    confirmed = Answer.objects.filter(plan__in=plans, is_concrete=True, question__in=wanted)
    by_plan: dict[UUID, set[str]] = {plan: set() for plan in plans}
    for plan, question in confirmed.values_list("plan_id", "question"):
        by_plan[plan].add(question)
    best = max(plans, key=lambda plan: len(by_plan[plan]), default=None)  # the newest among equals
    missing = [question for question in wanted if best is None or question not in by_plan[best]]
    return _denied(space, best, missing) if missing else ALLOWED


def _has_opened(space: Space) -> bool:
    """Whether a call of it has been published; one that only practised doesn't count."""
    return Thing.objects.filter(
        space=space.id, kind="call", published__isnull=False, audience__kind=Kind.LADDER
    ).exists()


def _denied(space: Space, plan: UUID | None, missing: list[Question]) -> Denied:
    names = ", ".join(f"“{question.label}”" for question in missing)
    sentence = ngettext(
        "Before it opens, %(name)s answers a question, and a second person confirms that the answer is concrete. Still missing: %(names)s.",
        "Before it opens, %(name)s answers its questions, and a second person confirms that each answer is concrete. Still missing: %(names)s.",
        len(missing),
    ) % {"name": space.title, "names": names}  # fmt: skip
    if plan is None:
        return Denied(sentence, Remedy(_("Begin a plan"), f"{reverse('plans:new')}?in={space.slug}"), status=409)
    return Denied(sentence, Remedy(_("To the plan"), reverse("plans:plan", args=[plan])), status=409)
