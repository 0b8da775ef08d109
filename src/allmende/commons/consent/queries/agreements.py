"""The agreements of a space, and what someone has accepted of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from allmende.commons.consent.models import Acceptance, Agreement, AgreementKind, AgreementVersion
from allmende.commons.consent.models.agreements import UNASKED
from allmende.commons.consent.rules import may_write_agreements
from allmende.commons.spaces.models import Space
from allmende.commons.versions.queries import Op, word_diff
from allmende.foundation.gathered import Wanted
from allmende.identity.actors.models import Actor, Reader


def current_versions(space: Space) -> list[AgreementVersion]:
    """Return what a space and its community ask for today: the latest version of each agreement, the oldest agreement first."""
    rows = AgreementVersion.objects.filter(agreement__space__in=_places(space), agreement__ended=None).exclude(
        number=None
    )
    rows = rows.exclude(agreement__kind__in=UNASKED)
    latest: dict[object, AgreementVersion] = {}
    for version in rows.select_related("agreement__space").order_by("agreement_id", "number"):
        latest[version.agreement_id] = version
    return list(latest.values())


def outstanding(actor: Reader, space: Space) -> list[AgreementVersion]:
    """Return what someone has still to agree to in a space and its community, as it reads today.

    Two statements.
    """
    current = current_versions(space)
    if not current or not isinstance(actor, Actor):
        return current
    unsigned = set(unsigned_by(actor, space).values_list("id", flat=True))
    return [version for version in current if version.agreement_id in unsigned]


def unsigned_by(actor: Actor, space: Space) -> QuerySet[Agreement]:
    """The agreements of a space and its community of which someone has accepted no version as new as the last one that asks everybody."""
    return _unsigned(actor.id, *_places(space))


def _unsigned(actor: UUID, *places: UUID) -> QuerySet[Agreement]:
    as_new = Acceptance.objects.filter(
        actor=actor, version__agreement=OuterRef("agreement"), version__number__gte=OuterRef("number")
    )
    asking = AgreementVersion.objects.filter(Q(asks_again=True) | Q(number=1), agreement=OuterRef("pk"))
    return Agreement.objects.filter(
        Exists(asking.exclude(number=None).filter(~Exists(as_new))), space__in=places, ended=None
    ).exclude(kind__in=UNASKED)


unsigned_here = Wanted(lambda actor, root: _unsigned(actor, root).values_list("id"), UUID, UUID)
"""The same of a community alone, by the ids of actor and community."""


def _places(space: Space) -> list[UUID]:
    return [space.id, *([space.root_id] if space.root_id else [])]


def draft_of(agreement: Agreement) -> AgreementVersion | None:
    """Return what an agreement is to say next, where something is being written."""
    return AgreementVersion.objects.filter(agreement=agreement, number=None).select_related("agreement__space").first()


def latest_of(agreement: Agreement) -> AgreementVersion | None:
    """Return what an agreement says today; None before it said anything."""
    rows = AgreementVersion.objects.filter(agreement=agreement).exclude(number=None)
    return rows.select_related("agreement__space").order_by("-number").first()


def agreement_of(space: Space, key: UUID, *, published: bool = False) -> Agreement | None:
    """Return an agreement of a space, if asked for only one that has said something."""
    rows = Agreement.objects.filter(space=space, id=key)
    agreement = (rows.filter(versions__number=1) if published else rows).first()
    if agreement:
        agreement.space = space
    return agreement


def legal_text(space: Space, kind: AgreementKind) -> AgreementVersion | None:
    """Return what a community's imprint, privacy notice or terms say today; None where it has not said anything."""
    rows = AgreementVersion.objects.filter(agreement__space=space, agreement__kind=kind, agreement__ended=None)
    return rows.exclude(number=None).select_related("agreement").order_by("-agreement_id", "-number").first()


def legal_kinds(space: Space) -> set[str]:
    """Return the kinds of text that a community has published."""
    rows = Agreement.objects.filter(space=space, ended=None, versions__number=1)
    return set(rows.values_list("kind", flat=True))


def version_of(key: UUID) -> AgreementVersion | None:
    """Return a version with its space."""
    return AgreementVersion.objects.filter(id=key).select_related("agreement__space__audience").first()


@dataclass(frozen=True)
class AgreementCard:
    """An agreement in the list of its space: what it says today, what is being written, and how many have accepted it."""

    agreement: Agreement
    current: AgreementVersion | None
    draft: AgreementVersion | None
    accepted: int


def agreements_of(reader: Reader, space: Space) -> list[AgreementCard]:
    """Return a space's agreements, the oldest first; unpublished ones for its curators only. Two statements."""
    may_write = bool(may_write_agreements(reader, space))
    agreements = list(Agreement.objects.filter(space=space, ended=None).order_by("id"))
    rows = AgreementVersion.objects.filter(agreement__in=agreements).select_related("agreement__space")
    counted = rows.annotate(accepted=Count("acceptances")).order_by("number")
    current = {row.agreement_id: row for row in counted if row.number}
    drafts = {row.agreement_id: row for row in counted if row.number is None and may_write}
    cards = [
        AgreementCard(one, said := current.get(one.id), drafts.get(one.id), getattr(said, "accepted", 0))
        for one in agreements
    ]
    return [card for card in cards if card.current or may_write]


@dataclass(frozen=True)
class Change:
    """A version, and how its words differ from those before, in the reader's language."""

    version: AgreementVersion
    title: list[tuple[Op, str]]
    text: list[tuple[Op, str]]


def change_to(version: AgreementVersion, before: AgreementVersion | None) -> Change:
    """Return how a version differs from an earlier one."""
    titles = word_diff(before.title if before else "", version.title)
    return Change(version, titles, word_diff(before.text if before else "", version.text))


def changes_of(agreement: Agreement, before: int | None = None, limit: int = 10) -> tuple[list[Change], int | None]:
    """Return an agreement's versions with what each changed, the latest first, and the number to go on below."""
    rows = AgreementVersion.objects.filter(agreement=agreement).exclude(number=None)
    rows = rows.filter(number__lt=before) if before else rows
    found = list(rows.select_related("agreement__space").order_by("-number")[: limit + 1])
    pairs = zip_longest(found[:limit], found[1 : limit + 1])
    return [change_to(one, earlier) for one, earlier in pairs], found[limit - 1].number if len(found) > limit else None


def accepted_by(actor: Actor, before: UUID | None = None, limit: int = 20) -> list[Acceptance]:
    """Return what someone has agreed to, the latest first: one row more than `limit` when there are more."""
    rows = Acceptance.objects.filter(actor=actor).select_related("version__agreement__space")
    rows = rows.filter(id__lt=before) if before else rows
    return list(rows.order_by("-id")[: limit + 1])


def acceptance_of(reader: Reader, version: AgreementVersion) -> Acceptance | None:
    """Return when someone agreed to a version, if they did."""
    return Acceptance.objects.filter(actor=reader, version=version).first() if isinstance(reader, Actor) else None
