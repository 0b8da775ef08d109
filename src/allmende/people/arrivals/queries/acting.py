"""Who acts for whom, and with whose consent."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor, Reader
from allmende.people.arrivals.models import Acting, ActingConsent


def acting_now(acting: UUID, by: UUID) -> Acting | None:
    """Return what someone does for another under this key, while it goes on; one statement."""
    row = Acting.objects.filter(id=acting, by_id=by).select_related("person", "by", "space__root").first()
    return row if row is not None and row.is_on else None


def actings_in(space: Space, limit: int = 30) -> Sequence[Acting]:
    """Return who acted for whom in a community, the latest first."""
    return Acting.objects.filter(space=space).select_related("by", "person").order_by("-id")[:limit]


def consents_in(space: Space, limit: int = 100) -> Sequence[ActingConsent]:
    """Return the consents that hold in a community, the latest first."""
    rows = ActingConsent.objects.filter(space=space, withdrawn=None)
    return rows.select_related("person", "noted_by").order_by("-id")[:limit]


def consent_of(reader: Reader, space: Space) -> ActingConsent | None:
    """Return the reader's own consent, while it holds."""
    rows = ActingConsent.objects.filter(space=space, person_id=reader.id, withdrawn=None)
    return rows.select_related("noted_by").first()


def done_for(reader: Actor, space: Space, limit: int = 20) -> Sequence[Acting]:
    """Return who acted for the reader, the latest first."""
    return Acting.objects.filter(space=space, person=reader).select_related("by").order_by("-id")[:limit]
