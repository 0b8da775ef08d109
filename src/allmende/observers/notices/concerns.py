"""Whom a vital notice concerns: first those who decide, then everyone of its space, by every way; and who gets all of a space by mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import holders_today
from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.journal.activities import activity_type
from allmende.foundation.journal.concerns import Concern, concerned_by, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, FOLLOW, VITAL
from allmende.observers.notices.activities import VitalAsked, VitalReleased
from allmende.observers.notices.models import Choice

TO_RELEASE = reason(
    "vital.asked", _("{actor} wants to send a vital notice. {thing}"), ASK, page="notices:vitals", words=_("Decide with them"), insists=True
)  # fmt: skip
VITAL_NOTICE = reason("vital.told", _("{thing} (please read this now)"), VITAL, insists=True, tells=True)
LISTED = reason("notices.listed", _("{actor} in {thing}"), FOLLOW, tells=True)
"""Something new in a space that comes to someone as a mailing list: it stands in the mail alone."""


@concerns(VitalAsked)
def of_asking(entry: Entry) -> Iterator[Concern]:
    """Everyone who serves a duty of the community today."""
    space = Space.objects.select_related("root").filter(id=entry.space).first()
    root = (space.root or space) if space else None
    for actor in {holder for duty in Duty for holder in holders_today(root, duty)} if root else ():
        yield Concern(actor, TO_RELEASE)


@concerns(VitalReleased)
def of_a_vital_notice(entry: Entry) -> Iterator[Concern]:
    """Everyone of the space, and who asked for it."""
    yield Concern(UUID(entry.current_payload["asked_by"]), VITAL_NOTICE)
    for actor in Membership.objects.filter(space=entry.space).values_list("actor_id", flat=True).iterator():
        yield Concern(actor, VITAL_NOTICE)


def concerned(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Concern]]:
    """Go through all whom entries concern, each once for an entry: by what rooms say, and by wanting all of a space as a mailing list."""
    for entry in entries:
        nearer: set[UUID] = set()
        for concern in concerned_by(entry):
            nearer.add(concern.actor)
            yield entry, concern
        yield from ((entry, concern) for concern in _listed(entry) if concern.actor not in nearer)


def _listed(entry: Entry) -> Iterator[Concern]:
    kind = activity_type(entry.name)
    if kind is None or not kind.in_feed or not entry.space or not entry.thing:
        return
    spot = entry.current_payload.get(kind.spot) if kind.spot else None
    members = Membership.objects.filter(space=entry.space).values("actor")
    rows = Choice.objects.filter(place=entry.space, lists=True, actor__in=members).exclude(actor=entry.actor)
    for actor in rows.values_list("actor_id", flat=True).iterator():
        yield Concern(actor, LISTED, spot=UUID(spot) if spot else None)
