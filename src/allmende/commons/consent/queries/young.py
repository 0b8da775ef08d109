"""Who is young, what their guardians allow, and who may work with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allmende.commons.consent.models import (
    AgeChange,
    Evidence,
    GuardianEvent,
    Guardianship,
    GuardianState,
    Protection,
    Scope,
    Vetting,
)
from allmende.commons.spaces.models import Membership, Space
from allmende.foundation import clock
from allmende.foundation.verdicts import Text
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.queries import MINORS, age_band_of
from allmende.identity.actors.models import Actor


def guardianship_of(child: Actor) -> Guardianship | None:
    """Return the one that holds: the granted one, else the latest that was asked."""
    rows = Guardianship.objects.filter(child=child).exclude(state=GuardianState.REPLACED)
    return rows.filter(state=GuardianState.GRANTED).first() or rows.order_by("-id").first()


def asked_about_age(actor: Actor) -> str:
    """Return the name of the page that asks what is not known yet: one's age, below 16 one's guardian; nothing otherwise."""
    band = age_band_of(actor)
    if not band:
        return "consent:age"
    return "consent:guardian" if band == AgeBand.UNDER_16 and guardianship_of(actor) is None else ""


def events_of(child: Actor) -> list[GuardianEvent]:
    """Return the log of a child's guardians, the latest first, a hundred entries at most."""
    rows = GuardianEvent.objects.filter(guardianship__child=child).select_related("guardianship")
    return list(rows.order_by("-id")[:100])


def scopes_of(guardianship: Guardianship | None) -> list[tuple[Text, bool]]:
    """Return everything a guardian can allow, and whether this one does."""
    allows = guardianship.allows if guardianship and guardianship.state == GuardianState.GRANTED else []
    return [(scope.label, scope in allows) for scope in Scope]


def last_age_change(actor: Actor) -> AgeChange | None:
    """Return when and by whom someone's age was said last."""
    return AgeChange.objects.filter(actor=actor).select_related("by").order_by("-id").first()


def protection_of(space: Space) -> Protection:
    """Return how the community of a space protects the young; the defaults where nobody has set anything."""
    root = space.root_id or space.id
    return Protection.objects.filter(space=root).first() or Protection(space_id=root)


@dataclass(frozen=True)
class YoungRow:
    """A young member as the curators see them."""

    key: UUID
    actor: Actor
    band: str
    guardian: Text
    needs_guardian: bool


def young_members(space: Space, after: UUID | None = None, limit: int = 30) -> list[YoungRow]:
    """Return the young of a community, the first to join first: one row more than `limit` when there are more. Two statements."""
    rows = Membership.objects.filter(space=space, actor__account__age_band__in=MINORS).select_related("actor__account")
    rows = rows.filter(id__gt=after) if after else rows
    found = list(rows.order_by("id")[: limit + 1])
    asked = Guardianship.objects.filter(child__in=[row.actor_id for row in found]).exclude(state=GuardianState.REPLACED)
    states: dict[UUID, str] = {}
    for one in asked.order_by("id"):
        if states.get(one.child_id) != GuardianState.GRANTED:
            states[one.child_id] = one.state
    return [_young(row, states.get(row.actor_id)) for row in found]


def _young(row: Membership, state: str | None) -> YoungRow:
    band = AgeBand(row.actor.account.age_band)
    needs = band == AgeBand.UNDER_16
    return YoungRow(row.id, row.actor, band.label, GuardianState(state).label if needs and state else "", needs)


@dataclass(frozen=True)
class VettingRow:
    """A vetting note as the person and the curators see it."""

    key: UUID
    actor: Actor
    evidence: Text
    vetted_by: str
    vetted: object
    until: date
    is_good: bool


def vettings_of(space: Space, after: UUID | None = None, limit: int = 30) -> list[VettingRow]:
    """Return the notes of a community that have not been ended, the latest first: one more than `limit` when there are more."""
    rows = Vetting.objects.filter(space=space, ended=None)
    rows = rows.filter(id__lt=after) if after else rows
    return [_vetting(row) for row in rows.select_related("actor", "vetted_by").order_by("-id")[: limit + 1]]


def my_vettings(actor: Actor) -> list[VettingRow]:
    """Return what curators have noted about someone, for that person."""
    rows = Vetting.objects.filter(actor=actor).select_related("actor", "vetted_by").order_by("-id")
    return [_vetting(row) for row in rows[:50]]


def _vetting(row: Vetting) -> VettingRow:
    good = row.ended is None and row.until >= clock.now().date()
    return VettingRow(
        row.id, row.actor, Evidence(row.evidence).label, row.vetted_by.name, row.vetted, row.until, good
    )  # fmt: skip
