"""Whom it concerns when something happens in a call, and for whom it counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.activities import SignatureAskedAnew, TermsChanged
from allmende.commons.agreements.models import Under
from allmende.commons.audiences.models import Kind
from allmende.commons.authorship.queries import shares_of
from allmende.commons.ballots.models import Voter
from allmende.commons.reminders.definitions import Deadline, Open, remind_of
from allmende.commons.spaces.models import Membership, Role
from allmende.foundation import clock
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.merits import merit
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import OWN, REMINDER, THANKS
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import (
    ContributionReleased,
    ContributionSentBack,
    ContributionSubmitted,
    ContributionTakenOut,
    ContributionWithdrawn,
    DatesMoved,
    PassageSuggested,
    SuggestionAccepted,
    SuggestionDeclined,
    ThanksGiven,
    VoteCounted,
)
from allmende.rooms.calls.models import Call, CallState, Contribution, ContributionState, Phase, PhaseKind
from allmende.rooms.calls.rules import home_of, may_vote

THANKED = reason(
    "calls.thanked",
    _("{actor} thanks you for taking part in {thing}"),
    THANKS,
    many=_("{actors} thank you for taking part in {thing}"),
)
COUNTED = reason("calls.counted", _("The vote on {thing} is counted: see what became of your contribution"), OWN)
HANDED_IN = reason(
    "calls.handed_in",
    _("{actor} handed something in to your call: {thing}"),
    OWN,
    many=_("{actors} handed something in to your call: {thing}"),
)
MOVED = reason("calls.moved", _("The dates of {thing} have changed: look until when you can hand in or revise"), OWN)
VOTE_ENDS = reason("calls.vote_ends", _("The vote on {thing} ends soon, and you have not voted yet"), REMINDER)
SUBMIT_ENDS = reason(
    "calls.submit_ends", _("The time to contribute to {thing} ends soon, and yours is still a draft"), REMINDER
)

AWARDED = reason("calls.awarded", _("A prize is yours: {thing}"), OWN)
TAKEN_BACK = reason("calls.award_taken_back", _("A prize that was yours was taken back: {thing}"), OWN)


TERMS = reason(
    "calls.terms", _("The licence of {thing} has changed: say whether it holds for your contribution too"), OWN
)
ANEW = reason("calls.sign_anew", _("What you signed for {thing} has a new version: read and sign it to read on"), OWN)


@concerns(TermsChanged)
def of_other_terms(entry: Entry) -> Iterator[Concern]:
    """All who made what was handed in under other terms, each of them: nothing changes for theirs until they agree."""
    before = Under.objects.exclude(terms=entry.current_payload["terms"])
    asked = Contribution.objects.filter(call=entry.thing, state=ContributionState.SUBMITTED, under__in=before)
    shares = shares_of(asked.values_list("id", flat=True))
    for actor in sorted({share.actor for made in shares.values() for share in made}):
        yield Concern(actor, TERMS)


@concerns(SignatureAskedAnew)
def of_a_new_version(entry: Entry) -> Iterator[Concern]:
    """Whoever signed an earlier version, and reads on once they have signed this one."""
    yield Concern(UUID(entry.current_payload["person"]), ANEW)


LET_IN = reason("calls.let_in", _("{actor} looked at {thing} and let it in"), OWN)
SENT_BACK = reason("calls.sent_back", _("{actor} gave {thing} back: it can be done better"), OWN)
TAKEN_OUT = reason("calls.taken_out", _("{actor} took {thing} out of the call: read why"), OWN)
WITHDRAWN = reason("calls.withdrawn", _("{actor} withdrew {thing}, which you made together"), OWN)
SUGGESTED = reason(
    "calls.suggested",
    _("{actor} suggests other words in your contribution {thing}"),
    OWN,
    many=_("{actors} suggest other words in your contribution {thing}"),
)
TAKEN_UP = reason("calls.taken_up", _("{actor} took up what you suggested in {thing}"), THANKS)
LEFT_AS_IT_IS = reason("calls.left_as_it_is", _("{actor} left the passage in {thing} as it is"), OWN)


@concerns(ContributionReleased, ContributionSentBack)
def of_a_hosts_look(entry: Entry) -> Iterator[Concern]:
    """Those who made it."""
    why = LET_IN if entry.name == ContributionReleased.__name__ else SENT_BACK
    yield from (Concern(actor, why) for actor in _makers(entry.thing))


@concerns(ContributionTakenOut, ContributionWithdrawn)
def of_what_left_its_call(entry: Entry) -> Iterator[Concern]:
    """All who made it: of a host's decision, and of what another author did."""
    why = TAKEN_OUT if entry.name == ContributionTakenOut.__name__ else WITHDRAWN
    yield from (Concern(actor, why) for actor in _makers(entry.thing))


@concerns(PassageSuggested)
def of_a_suggestion(entry: Entry) -> Iterator[Concern]:
    """Those who made what it is about."""
    yield from (Concern(actor, SUGGESTED) for actor in _makers(entry.thing))


@concerns(SuggestionAccepted, SuggestionDeclined)
def of_an_answer_to_a_suggestion(entry: Entry) -> Iterator[Concern]:
    """Whoever suggested it."""
    why = TAKEN_UP if entry.name == SuggestionAccepted.__name__ else LEFT_AS_IT_IS
    yield Concern(UUID(entry.current_payload["person"]), why)


def _makers(thing: UUID | None) -> list[UUID]:
    shares = shares_of([thing]) if thing else {}
    return [share.actor for share in shares.get(thing, ())] if thing else []


@concerns(ThanksGiven)
def of_thanks(entry: Entry) -> Iterator[Concern]:
    """Whoever is thanked."""
    yield Concern(UUID(entry.current_payload["member"]), THANKED)


@concerns(VoteCounted)
def of_a_count(entry: Entry) -> Iterator[Concern]:
    """Everyone whose contribution stood for the vote."""
    submitted = Contribution.objects.filter(call=entry.thing, state=ContributionState.SUBMITTED)
    for author in submitted.values_list("author_id", flat=True).distinct():
        yield Concern(author, COUNTED)


@concerns(DatesMoved)
def of_moved_dates(entry: Entry) -> Iterator[Concern]:
    """Everyone who has begun or handed in a contribution."""
    own = Contribution.objects.filter(call=entry.thing).exclude(state=ContributionState.WITHDRAWN)
    for author in own.exclude(audience__kind=Kind.BIN).values_list("author_id", flat=True).distinct():
        yield Concern(author, MOVED)


@concerns(ContributionSubmitted)
def of_a_contribution(entry: Entry) -> Iterator[Concern]:
    """Whoever wrote the call."""
    author = Call.objects.filter(id=entry.current_payload["call"]).values_list("author_id", flat=True).first()
    if author:
        yield Concern(author, HANDED_IN)


@merit("calls.thanked", _("{actor} thanked you for taking part in {thing}"), ThanksGiven)
def of_being_thanked(entry: Entry) -> Iterator[UUID | None]:
    """Whoever is thanked."""
    yield UUID(entry.current_payload["member"])


@merit("calls.handed_in", _("{actor} handed something in to your call: {thing}"), ContributionSubmitted)
def of_an_answer_to_a_call(entry: Entry) -> Iterator[UUID | None]:
    """Whoever asked the question that is answered."""
    yield Call.objects.filter(id=entry.current_payload["call"]).values_list("author_id", flat=True).first()


def _open_now(kind: PhaseKind, subject: UUID | None) -> Iterator[Open]:
    """Phases of this kind that are on, of calls of our own that lie neither in the bin nor in an archived space."""
    now = clock.now()
    on = Phase.objects.filter(kind=kind, opens__lte=now, closes__gt=now, call__state=CallState.OPEN, call__source=None)
    on = on.filter(call__place__archived=None).exclude(call__audience__kind__in=(Kind.BIN, Kind.PRACTICE))
    if subject:
        on = on.filter(call=subject)
    for call, opens, closes in on.values_list("call_id", "opens", "closes"):
        yield Open(call, call, opens, closes)


def _yet_to_vote(subject: UUID, among: Collection[UUID] | None) -> Iterator[UUID]:
    """Who belonged before the vote began, may vote and has not: of few, by the verdict that the ballot itself asks."""
    call = Call.objects.select_related("place__root", "audience").get(id=subject)
    vote = call.phase(PhaseKind.VOTE)
    there = Membership.objects.filter(space=home_of(call), joined__lte=vote.opens if vote else clock.now())
    yet = there.exclude(role=Role.NEWCOMER, has_say=False)
    yet = yet.exclude(actor__in=Voter.objects.filter(box=subject).values("actor"))
    if among is None:
        yield from yet.values_list("actor_id", flat=True).iterator()
        return
    for actor in Actor.objects.filter(id__in=yet.filter(actor__in=among).values("actor")):
        if may_vote(actor, call):
            yield actor.id


def _yet_to_submit(subject: UUID, among: Collection[UUID] | None) -> Iterator[UUID]:
    """Who began a contribution and has handed none in."""
    own = Contribution.objects.filter(call=subject)
    begun = own.filter(state=ContributionState.DRAFT).exclude(audience__kind=Kind.BIN)
    begun = begun if among is None else begun.filter(author__in=among)
    handed_in = own.filter(state=ContributionState.SUBMITTED).values("author")
    yield from begun.exclude(author__in=handed_in).values_list("author_id", flat=True).distinct()


remind_of(Deadline(VOTE_ENDS, partial(_open_now, PhaseKind.VOTE), _yet_to_vote))
remind_of(Deadline(SUBMIT_ENDS, partial(_open_now, PhaseKind.SUBMIT), _yet_to_submit))
