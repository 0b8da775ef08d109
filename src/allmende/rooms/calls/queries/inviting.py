"""Who is invited to a call, and whom its hosts may choose: the directory's searches, with what people have made here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.models import Space
from allmende.foundation.ids import MAX_ID
from allmende.foundation.money import Money
from allmende.identity.actors.models import Actor, Kind, Reader
from allmende.people.directory.queries.cards import ON_CARDS, Face, Listed, cards_of, face_of
from allmende.people.directory.queries.facets import Facet, facets_of
from allmende.people.directory.queries.saved import names_of, saved_search, search_in
from allmende.people.directory.queries.search import Search, search_of
from allmende.people.directory.queries.searching import found, listed, page_behind, weighed
from allmende.rooms.calls.models import Call, Contribution, ContributionState, Invitation, PrizeKind
from allmende.rooms.calls.queries.prizes import plan_of

PAGE = 24


@dataclass(frozen=True)
class InvitationCard:
    """An invitation as hosts see it."""

    id: UUID
    name: str
    handle: str
    url: str
    portrait: str
    state: str
    label: str
    word: str
    said: str
    pay: Money | None
    answer_by: datetime | None
    answered: datetime | None
    reminded: datetime | None


def invitations_of(
    call: Call, after: UUID | None = None, limit: int = PAGE
) -> tuple[list[InvitationCard], UUID | None]:
    """Return one page of a call's invitations, the latest first; one statement."""
    rows = call.invitations.select_related("actor").filter(id__lt=after or MAX_ID).order_by("-id")
    found_rows = list(rows[: limit + 1])
    cards = [card_of(call, row) for row in found_rows[:limit]]
    return cards, cards[-1].id if len(found_rows) > limit else None


def card_of(call: Call, row: Invitation) -> InvitationCard:
    """Return an invitation as values."""
    one = row.actor
    return InvitationCard(
        row.id, one.name, one.handle, reverse("person", args=[one.handle]), portrait_url(one.portrait), row.state,
        str(row.get_state_display()), row.word, row.said, call.money(pay) if (pay := _pay(call, row)) else None, row.answer_by, row.answered, row.reminded,
    )  # fmt: skip


def _pay(call: Call, row: Invitation) -> int | None:
    """What an invitation promises: its own words, or else what the call pays everyone who is invited."""
    found = plan_of(call) if row.pay is None else None
    usual = (
        prize.amounts[0] for prize in (found[1] if found else ()) if prize.kind == PrizeKind.FIXED and prize.amounts
    )
    return next(usual, row.pay)


def invitation_in(call: Call, key: UUID) -> Invitation | None:
    """Return an invitation of a call."""
    return call.invitations.filter(id=key).first()


def counts_of(call: Call) -> dict[str, int]:
    """Return how many invitations stand in each state; one statement."""
    return dict(call.invitations.order_by().values_list("state").annotate(n=Count("id")))


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be invited: how the directory shows them, and what they have made here."""

    face: Face
    handed_in: int
    chosen: int
    is_invited: bool


@dataclass(frozen=True)
class Pool:
    """One page of those who fit a search; the saved searches of whoever looks are the pools."""

    candidates: list[Candidate]
    next: str
    search: Search
    facets: tuple[Facet, ...]
    pools: Sequence[tuple[UUID, str]]
    pool: UUID | None
    is_proven: bool


def pool_of(reader: Reader, root: Space, call: Call, asked: Mapping[str, str], pool: UUID | None) -> Pool:
    """Return one page of the people who fit a search, or one of the reader's pools; `proven`: only who handed something in before."""
    saved = saved_search(reader, root, pool)
    search = search_in(saved) if saved else search_of(asked)
    proven, after = asked.get("proven") == "1", asked.get("after", "")[:40]
    people, following = _found(reader, root, search, after, proven=proven)
    made = work_of(reader, [one.id for one in people])
    invited = set(call.invitations.filter(actor__in=[one.id for one in people]).values_list("actor_id", flat=True))
    candidates = [
        Candidate(face_of(card), *made.get(card.id, (0, 0)), card.id in invited)
        for card in cards_of(reader, root, people, ON_CARDS)
        if card.id != call.author_id
    ]
    return Pool(
        candidates, following, search, facets_of(reader, root, search), names_of(reader, root), saved.id if saved else None, proven
    )  # fmt: skip


def _found(reader: Reader, root: Space, search: Search, after: str, *, proven: bool) -> tuple[list[Listed], str]:
    """People who fit, without organisations; who is proven stands all on one page, the first hundred of them."""
    question = weighed(root, search)
    if proven:
        own = Contribution.objects.visible_to(reader).shared().filter(state=ContributionState.SUBMITTED)
        rows = found(reader, question).filter(Exists(own.filter(author=OuterRef("actor"))))
        people = [Listed(*row) for row in listed(rows)[:100]]
        return [one for one in people if one.kind != Kind.ORGANISATION][:PAGE], ""
    people = [Listed(*row) for row in page_behind(reader, question, after, PAGE + 1)]
    shown = [one for one in people[:PAGE] if one.kind != Kind.ORGANISATION]
    return shown, str(people[PAGE - 1].id) if len(people) > PAGE else ""


def work_of(reader: Reader, people: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return how much each has handed in to earlier calls, and how much of it was chosen, as far as the reader sees it; one statement."""
    own = Contribution.objects.visible_to(reader).shared().filter(author__in=people, state=ContributionState.SUBMITTED)
    rows = own.order_by().values_list("author_id").annotate(n=Count("pk"), won=Count("pk", filter=Q(is_chosen=True)))
    return {author: (handed_in, won) for author, handed_in, won in rows}


def people_called(handles: Sequence[str]) -> list[Actor]:
    """Return those who have these handles, in their order."""
    known = {one.handle: one for one in Actor.objects.filter(handle__in=handles, erased=None)}
    return [known[handle] for handle in dict.fromkeys(handles) if handle in known]
