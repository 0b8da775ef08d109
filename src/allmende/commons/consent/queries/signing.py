"""Who has signed what, and what is still to be signed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.consent.models import Acceptance, Agreement, AgreementVersion
from allmende.commons.consent.models.agreements import SIGNED
from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor, Reader


def latest_of_each(agreements: Iterable[UUID]) -> list[AgreementVersion]:
    """Return what agreements say today, in the order given. One statement."""
    wanted = list(agreements)
    rows = AgreementVersion.objects.filter(agreement__in=wanted).exclude(number=None)
    latest = {row.agreement_id: row for row in rows.select_related("agreement__space").order_by("number")}
    return [latest[one] for one in wanted if one in latest]


def still_to_sign(reader: Reader, agreements: Iterable[UUID]) -> list[AgreementVersion]:
    """Return what someone has still to sign of these agreements, as it reads today. Two statements."""
    current = latest_of_each(agreements)
    if not current or not isinstance(reader, Actor):
        return current
    signed: dict[UUID, int] = {}
    own = Acceptance.objects.filter(actor=reader, version__agreement__in=[one.agreement_id for one in current])
    for agreement, number in own.values_list("version__agreement_id", "version__number"):
        signed[agreement] = max(signed.get(agreement, 0), number)
    return [one for one in current if signed.get(one.agreement_id, 0) < _asking(one)]


def _asking(version: AgreementVersion) -> int:
    """The number of the newest version that everyone has to sign anew: earlier ones hold no longer."""
    asking = AgreementVersion.objects.filter(Q(asks_again=True) | Q(number=1), agreement=version.agreement_id)
    found = asking.exclude(number=None).order_by("-number").values_list("number", flat=True).first()
    return found or version.number or 1


def signable_in(space: Space) -> QuerySet[Agreement]:
    """What things of a space may ask people to sign: its own agreements of these kinds, and those of the community around it."""
    places = [space.id, *([space.root_id] if space.root_id else [])]
    rows = Agreement.objects.filter(space__in=places, kind__in=SIGNED, ended=None, versions__number=1)
    return rows.order_by("id").distinct()


def signatures(agreements: Iterable[UUID]) -> QuerySet[Acceptance]:
    """Who has signed these agreements, the latest first."""
    rows = Acceptance.objects.filter(version__agreement__in=list(agreements)).exclude(name="")
    return rows.select_related("actor", "version__agreement__space").order_by("-id")


def signature(key: UUID) -> Acceptance | None:
    """Return what someone signed, with its text."""
    rows = Acceptance.objects.exclude(name="").select_related("actor", "version__agreement__space__root")
    return rows.filter(id=key).first()
