"""What calls show on other pages: home, a space, a person; and what waits for someone in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.audiences.models import Kind
from allmende.commons.audiences.queries import Seen
from allmende.commons.authorship.queries import made_by
from allmende.commons.ballots.models import Voter
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.doors import Card, Queue, Waiting
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.calls.models import (
    HOSTING,
    Call,
    CallState,
    Contribution,
    ContributionState,
    Invitation,
    InvitationState,
    Part,
    PartKind,
    Phase,
    PhaseKind,
    Question,
    Teaser,
)
from allmende.rooms.calls.queries.awaited import awaited
from allmende.rooms.calls.queries.links import call_url, contribution_url
from allmende.rooms.calls.queries.lists import calls_of, calls_page, open_calls, open_now
from allmende.rooms.calls.queries.phases import day, deadline

MOST_OF_A_PERSON = 12
MOST_DRAFTS = 100
MOST_OPENINGS = 4
MOST_WAITING = 5


def home_section(reader: Reader, root: Space) -> dict[str, Any]:
    """Calls in which something can be done now; else the newest ones."""
    url = reverse("calls:index")
    if cards := open_calls(reader, root):
        return {"cards": cards, "url": url}
    cards = calls_page(reader, root, limit=4).cards
    return {"cards": cards, "url": url, "title": _("Calls")} if cards else {}


def openings(reader: Reader, root: Space) -> list[Card]:
    """Calls in which something can be done now, for whoever looks for people who could help."""
    rows = open_now(reader, root).values_list("call_id", "call__title", "call__slug", "call__summary")
    return [
        Card(call, title, call_url(slug), gettext_lazy("Call"), "speakerphone", summary)
        for call, title, slug, summary in rows[:MOST_OPENINGS]
    ]


def beginnings(reader: Reader, root: Space) -> list[Card]:
    """Calls to which one can contribute now: where a draft begins, with words from elsewhere."""
    rows = open_now(reader, root).filter(kind=PhaseKind.SUBMIT).values_list("call_id", "call__title", "call__slug")
    return [
        Card(call, title, reverse("calls:begin", args=[slug]), gettext_lazy("Call"), "speakerphone")
        for call, title, slug in rows[:MOST_OPENINGS]
    ]


def space_section(reader: Reader, space: Space) -> dict[str, Any]:
    """The calls of a space."""
    cards = calls_of(reader, space).cards
    return {"cards": cards, "url": reverse("calls:index")} if cards else {}


def profile_section(reader: Reader, root: Space, actor: Actor) -> dict[str, Any]:
    """What a person has handed in, as far as the reader sees it."""
    rows = (
        Contribution.objects.visible_to(reader)
        .shared()
        .filter(author=actor, state=ContributionState.SUBMITTED, call__source=None)
    )
    fields = ("title", "number", "call__slug", "call__title", "language")
    found = [
        {
            "title": title,
            "url": contribution_url(slug, number, title),
            "call": call,
            "language": language,
        }
        for title, number, slug, call, language in rows.published_before().values_list(*fields)[:MOST_OF_A_PERSON]
    ]
    return {"rows": found} if found else {}


def drafts(reader: Reader) -> list[Card]:
    """What a reader has begun in calls and not shared yet: contributions and whole calls, the last changed first."""
    if reader.is_guest:
        return []
    begun = Contribution.objects.visible_to(reader).filter(made_by(reader.id), state=ContributionState.DRAFT)
    begun = begun.exclude(call__audience__kind=Kind.BIN)
    cards = [
        Card(key, title or _("Without a title"), reverse("calls:write", args=[slug, number]), gettext_lazy("Contribution"),
             "contribution", summary=call, at=changed)
        for key, title, slug, call, number, changed in begun.order_by("-changed").values_list(
            "id", "title", "call__slug", "call__title", "number", "changed"
        )[:MOST_DRAFTS]
    ]  # fmt: skip
    calls = Call.objects.visible_to(reader).filter(author_id=reader.id, state=CallState.DRAFT)
    cards += [
        Card(
            key,
            title,
            reverse("calls:edit", args=[slug]),
            gettext_lazy("Call"),
            "speakerphone",
            summary=place,
            at=changed,
        )
        for key, title, slug, place, changed in calls.order_by("-changed").values_list(
            "id", "title", "slug", "place__title", "changed"
        )[:MOST_DRAFTS]
    ]
    return cards


def waiting(reader: Reader, root: Space) -> list[Queue]:
    """Votes that are open and not yet used, the reader's own drafts before their deadline, and calls that want a last word."""
    if not isinstance(reader, Actor):
        return []
    now = clock.now()
    return [
        Queue(_open_votes.put_by(reader, reader.id, now), _votes),
        Queue(_own_drafts.put_by(reader, reader.id, now), _drafts),
        Queue(_counted_calls.put_by(reader, reader.id), _last_words),
        Queue(_held_ones.put_by(reader, reader.id), _looks),
        Queue(_invited.put_by(reader, reader.id, now), _invitations),
        Queue(_unanswered.put_by(reader, reader.id), _questions),
        *awaited(reader, reader.id, now),
    ]


def _own_calls(reader: Reader) -> QuerySet[Call]:
    """Calls of this node that a reader sees, in spaces that are open."""
    rows: QuerySet[Call] = Call.objects.visible_to(reader).filter(source=None, place__archived=None)
    return rows


def _on(reader: Reader, now: datetime) -> QuerySet[Phase]:
    seen = _own_calls(reader).filter(state__in=(CallState.OPEN, CallState.COUNTED))
    return Phase.objects.filter(opens__lte=now, closes__gt=now, call__in=seen).order_by("closes")


def _to_vote(reader: Reader, voter: UUID, now: datetime) -> QuerySet[Phase, Any]:
    voted = Voter.objects.filter(actor_id=voter, box_id=OuterRef("call_id"))
    rows = _on(reader, now).filter(~Exists(voted), kind=PhaseKind.VOTE)
    return rows.values_list("call__title", "call__slug", "closes")[:MOST_WAITING]


def _begun(reader: Reader, author: UUID, now: datetime) -> QuerySet[Contribution, Any]:
    begun = Contribution.objects.visible_to(reader).filter(made_by(author), state=ContributionState.DRAFT)
    ends = _on(reader, now).filter(kind=PhaseKind.SUBMIT, call=OuterRef("call_id")).values("closes")
    rows = begun.annotate(ends=Subquery(ends[:1])).exclude(ends=None).order_by("ends", "id")
    return rows.values_list("title", "call__slug", "number", "ends")[:MOST_WAITING]


def _counted(reader: Reader, author: UUID) -> QuerySet[Call, Any]:
    rows = _own_calls(reader).filter(author_id=author, state=CallState.COUNTED).order_by("id")
    return rows.values_list("title", "slug")[:MOST_WAITING]


def _held(reader: Reader, host: UUID) -> QuerySet[Contribution, Any]:
    """What waits for a host's look: sealed things are seen by those who made them, and by stewards."""
    rows: QuerySet[Contribution] = Contribution.objects.visible_to(reader).filter(state=ContributionState.HELD)
    rows = rows.exclude(made_by(host)).order_by("changed")
    return rows.values_list("title", "call__slug", "number", "call__title")[:MOST_WAITING]


def _open_invitations(reader: Reader, person: UUID, now: datetime) -> QuerySet[Invitation, Any]:
    teasers = Teaser.objects.visible_to(reader).filter(call__place__archived=None).values("call")
    seen = Q(call__in=_own_calls(reader)) | Q(call__in=teasers)
    rows = Invitation.objects.filter(seen, actor=person, state=InvitationState.INVITED)
    rows = rows.filter(Q(answer_by=None) | Q(answer_by__gt=now)).order_by("answer_by", "id")
    return rows.values_list("call__title", "call__slug", "answer_by")[:MOST_WAITING]


def _asked(reader: Reader, host: UUID) -> QuerySet[Call, Any]:
    """Calls with unanswered questions that somebody is to answer: their author, those responsible, guides and experts."""
    answers = Part.objects.filter(call=OuterRef("pk"), actor=host, part__in=(*HOSTING, PartKind.EXPERT))
    unanswered = Question.objects.filter(call=OuterRef("pk"), answered=None)
    rows = _own_calls(reader).filter(Exists(unanswered)).filter(Q(author_id=host) | Exists(answers)).order_by("id")
    return rows.values_list("title", "slug")[:MOST_WAITING]


_open_votes = Seen(_to_vote, UUID, datetime)
_own_drafts = Seen(_begun, UUID, datetime)
_counted_calls = Seen(_counted, UUID)
_held_ones = Seen(_held, UUID)
_unanswered = Seen(_asked, UUID)
_invited = Seen(_open_invitations, UUID, datetime)


def _votes(phases: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("Vote: %(call)s") % {"call": title}, reverse("calls:vote", args=[slug]), "ballot",
                _("until %(at)s") % {"at": deadline(closes)})
        for title, slug, closes in phases
    ]  # fmt: skip


def _drafts(begun: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("Your draft: %(title)s") % {"title": title or _("Without a title")}, reverse("calls:write", args=[slug, number]),
                "pencil", _("Hand it in until %(at)s") % {"at": day(ends)})
        for title, slug, number, ends in begun
    ]  # fmt: skip


def _looks(held: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("Look at it: %(title)s") % {"title": title}, contribution_url(slug, number, title), "eye",
                _("Handed in to “%(call)s”; it waits for a host.") % {"call": call})
        for title, slug, number, call in held
    ]  # fmt: skip


def _last_words(calls: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("Tell the outcome: %(call)s") % {"call": title}, reverse("calls:outcome", args=[slug]), "heart",
                _("The vote is counted; everyone waits for your word."))
        for title, slug in calls
    ]  # fmt: skip


def _invitations(invited: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("You are invited: %(call)s") % {"call": title}, reverse("calls:invitation", args=[slug]), "mail",
                _("Answer until %(at)s") % {"at": day(until)} if until else "")
        for title, slug, until in invited
    ]  # fmt: skip


def _questions(calls: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("Answer questions: %(call)s") % {"call": title}, reverse("calls:questions", args=[slug]), "message-circle-question",
                _("Your answer is for everyone."))
        for title, slug in calls
    ]  # fmt: skip


def tour_call(reader: Reader, root: Space) -> dict[str, Any]:
    """For guests on their tour: a call in which something can be done now, else the newest one."""
    cards = open_calls(reader, root, limit=1) or calls_page(reader, root, limit=1).cards
    return {"cards": cards, "url": reverse("calls:index")} if cards else {}


def tour_result(reader: Reader, root: Space) -> dict[str, Any]:
    """For guests on their tour: the newest call that has a result."""
    cards = calls_page(reader, root, "result", limit=1).cards
    return {"cards": cards, "result_url": reverse("calls:result", args=[cards[0].slug])} if cards else {}
