"""Whom it concerns, and for whom it counts, when people thank each other, rise, or are called to order."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import on_duty
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.merits import merit
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, PLACE, THANKS, VITAL
from allmende.people.trust.activities import (
    AppealRejected,
    ExclusionConfirmed,
    LevelChanged,
    LevelLocked,
    MeasureAppealed,
    MeasureLifted,
    MeasureTaken,
    ThanksSaid,
)
from allmende.people.trust.models import Measure, MeasureKind

MINE = "trust:mine"
THANKED = reason(
    "trust.thanked",
    _("{actor} thanks you. {thing}"),
    THANKS,
    many=_("{actors} thank you. {thing}"),
    page=MINE,
    words=_("Read for what"),
)
ROSE = reason(
    "trust.rose", _("Others rely on you more than before. {thing}"), PLACE, page=MINE, words=_("See what you may now")
)
LOCKED = reason(
    "trust.locked", _("{actor} decided something about your level. {thing}"), VITAL, page=MINE, words=_("Read why")
)
MEASURE = reason(
    "trust.measure",
    _("{actor} has to tell you something. {thing}"),
    VITAL,
    has_mail=True,
    page=MINE,
    words=_("Please read it"),
)
LIFTED = reason(
    "trust.lifted",
    _("{actor} took back what was decided about you. {thing}"),
    VITAL,
    has_mail=True,
    page=MINE,
    words=_("Read more"),
)
STANDS = reason(
    "trust.stands",
    _("{actor} answered your appeal. {thing}"),
    VITAL,
    has_mail=True,
    page=MINE,
    words=_("Read the answer"),
)
PROPOSED = reason(
    "trust.proposed", _("{actor} proposes to exclude someone, which takes a second person. {thing}"), ASK,
    page="trust:measures", words=_("Look at it"),
)  # fmt: skip
APPEALED = reason(
    "trust.appealed", _("{actor} asks that a decision be looked at again. {thing}"), ASK, page="trust:measures", words=_("Look at it")
)  # fmt: skip


@concerns(ThanksSaid, LevelLocked, MeasureLifted, AppealRejected, ExclusionConfirmed)
def of_a_person(entry: Entry) -> Iterator[Concern]:
    """Whom it is about."""
    reasons = {
        "ThanksSaid": THANKED, "LevelLocked": LOCKED, "MeasureLifted": LIFTED, "AppealRejected": STANDS,
        "ExclusionConfirmed": MEASURE,
    }  # fmt: skip
    yield Concern(UUID(entry.current_payload["member"]), reasons[entry.name])


@concerns(LevelChanged)
def of_a_level(entry: Entry) -> Iterator[Concern]:
    """Who rises; that less counts at the moment stands on their page, and nobody rubs it in."""
    payload = entry.current_payload
    if payload["level"] > payload["before"]:
        yield Concern(UUID(payload["member"]), ROSE)


@concerns(MeasureTaken)
def of_a_measure(entry: Entry) -> Iterator[Concern]:
    """Whom it is about; of a proposed exclusion those on duty and the curators, since nothing has happened yet."""
    payload = entry.current_payload
    if payload["kind"] != MeasureKind.EXCLUSION:
        yield Concern(UUID(payload["member"]), MEASURE)
        return
    for actor in _answerable(entry) - {UUID(payload["member"])}:
        yield Concern(actor, PROPOSED)


@concerns(MeasureAppealed)
def of_an_appeal(entry: Entry) -> Iterator[Concern]:
    """Those on duty and the curators who had no part in it."""
    measure = Measure.objects.filter(id=entry.current_payload["measure"]).first()
    involved = {measure.actor_id, measure.proposed_by_id, measure.confirmed_by_id} if measure else set()
    for actor in _answerable(entry) - involved:
        yield Concern(actor, APPEALED)


def _answerable(entry: Entry) -> set[UUID]:
    root = Space.objects.filter(id=entry.space).first()
    if root is None:
        return set()
    curators = Membership.objects.filter(space=root, role=Role.CURATOR).values_list("actor_id", flat=True)
    return {actor.id for duty in Duty for actor in on_duty(root, duty)} | set(curators)


@merit("trust.thanks", _("{actor} thanked you"), ThanksSaid)
def of_thanks(entry: Entry) -> Iterator[UUID | None]:
    """Whoever is thanked."""
    yield UUID(entry.current_payload["member"])
