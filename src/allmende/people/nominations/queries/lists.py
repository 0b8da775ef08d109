"""Lists of nominations and requests: mine, to vouch, to take up, to decide, the waiting list. Paged by key."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import is_curator, roles_of
from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Actor, Reader
from allmende.people.nominations.models import (
    PENDING,
    TO_DECIDE,
    Nomination,
    Request,
    RequestState,
    Stance,
    State,
    Voice,
)
from allmende.people.nominations.models.addresses import address_key
from allmende.people.nominations.rules import serves_community

PAGE = 20


def in_community(root: UUID) -> Q:
    """What belongs to a community or a space inside it."""
    return Q(place=root) | Q(place__root=root)


def nominated_by(reader: Reader, root: Space) -> QuerySet[Nomination]:
    """What the reader nominated, the latest first."""
    return _shown(reader, root).filter(nominator_id=reader.id).order_by("-id")


def open_nominations(reader: Actor, space: Space) -> int:
    """Return how many of someone's nominations are not decided yet."""
    return Nomination.objects.filter(nominator=reader, place=space, state__in=PENDING).count()


def to_vouch(reader: Actor, root: Space) -> QuerySet[Nomination]:
    """Open nominations to which the reader has not said anything yet, the latest first; `is_asked` where someone asked them."""
    mine = Voice.objects.filter(nomination=OuterRef("pk"), actor=reader)
    rows = _shown(reader, root).filter(state=State.OPEN).exclude(nominator_id=reader.id)
    rows = rows.exclude(address__in=_own_addresses(reader)).exclude(Exists(mine.exclude(stance=Stance.ASKED)))
    return rows.annotate(is_asked=Exists(mine)).order_by("-id")


def _own_addresses(reader: Reader) -> list[str]:
    account = getattr(reader, "account", None) if isinstance(reader, Actor) else None
    return [address_key(account.email)] if account else []


def requests_in(reader: Reader, root: Space) -> QuerySet[Request]:
    """Requests to be nominated that a member may take up, the latest first."""
    roles = roles_of(reader).items()
    belongs = [space for space, role in roles if isinstance(space, UUID) and role != Role.NEWCOMER]
    rows = Request.objects.filter(
        in_community(root.id), state=RequestState.OPEN, place__in=belongs, place__archived=None
    )
    return rows.exclude(address__in=_own_addresses(reader)).select_related("place").order_by("-id")


def to_decide(reader: Reader, root: Space) -> QuerySet[Nomination]:
    """What waits for the reader's decision in open spaces, the oldest first; never what they nominated."""
    rows = (
        _all(root)
        .filter(state__in=TO_DECIDE, place__archived=None)
        .filter(_decided_by(reader, root))
        .exclude(nominator_id=reader.id)
    )
    return rows.exclude(address__in=_own_addresses(reader)).order_by("waits_since")


def queue_page(reader: Reader, root: Space, after: UUID | None) -> tuple[list[Nomination], UUID | None]:
    """Return one page of what waits for the reader's decision, the longest waiting first, and the key of the next."""
    rows = to_decide(reader, root)
    found = list((rows.filter(waits_since__gt=after) if after else rows)[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].waits_since if len(found) > PAGE else None


def decides_in(reader: Reader, root: Space) -> list[UUID]:
    """The spaces of a community in which the reader decides who comes in."""
    caring = (Role.HOST, Role.CURATOR)
    found = {space for space, role in roles_of(reader).items() if role in caring and space != root.id}
    if is_curator(reader, root):
        found |= set(Space.objects.filter(root=root.id).values_list("id", flat=True))
    if serves_community(reader, root):
        found.add(root.id)
    return [space for space in found if isinstance(space, UUID)]


def _decided_by(reader: Reader, root: Space) -> Q:
    """Select what is in the spaces of `decides_in`, without asking for them."""
    caring = [
        space for space, role in roles_of(reader).items() if role in (Role.HOST, Role.CURATOR) and space != root.id
    ]
    inside = Q(place__root=root.id) if is_curator(reader, root) else Q(place__in=caring)
    return inside | Q(place=root.id) if serves_community(reader, root) else inside


def waiting_list(space: Space) -> QuerySet[Nomination]:
    """The waiting list of a space in its order, for those who decide there."""
    return _all(space).filter(place=space, state=State.LISTED).order_by("waits_since")


def page_of[M: (Nomination, Request)](rows: QuerySet[M], after: UUID | None) -> tuple[list[M], UUID | None]:
    """Return one page of a list that is ordered by id, the latest first, and the key of the next."""
    found = list(rows.filter(id__lt=after or MAX_ID)[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def _shown(reader: Reader, root: Space) -> QuerySet[Nomination]:
    seen = Nomination.objects.visible_to(reader).filter(in_community(root.id))
    return seen.with_leaving().select_related("place", "nominator")


def _all(root: Space) -> QuerySet[Nomination]:
    rows = Nomination.objects.filter(in_community(root.id))
    return rows.with_leaving().select_related("place", "nominator")
