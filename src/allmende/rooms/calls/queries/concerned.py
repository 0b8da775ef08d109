"""Whom it concerns when something happens around a call's brief: its people, and those who take part."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.follows.queries import followers_of
from allmende.commons.threads.models import Comment
from allmende.foundation.journal.concerns import Concern, Reason, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, FOLLOW, OWN, PLACE, REMINDER
from allmende.rooms.calls.activities import (
    BriefQuestionAnswered,
    BriefQuestionAsked,
    InvitationAnswered,
    InvitationReminded,
    PartEnded,
    PartGiven,
    PersonInvited,
    UpdatePublished,
)
from allmende.rooms.calls.models import Call, Contribution, ContributionState, Part, PartKind, Question

GIVEN: dict[str, Reason] = {
    PartKind.OWNER: reason("calls.part.owner", _("{actor} made you responsible for {thing}"), PLACE),
    PartKind.GUIDE: reason("calls.part.guide", _("{actor} asks you to guide {thing}"), PLACE),
    PartKind.EXPERT: reason("calls.part.expert", _("{actor} asks you to help with {thing} as an expert"), PLACE),
    PartKind.JURY: reason("calls.part.jury", _("{actor} asks you into the jury of {thing}"), PLACE),
    PartKind.CLIENT: reason("calls.part.client", _("{actor} named you as the client of {thing}"), PLACE),
}
ENDED = reason("calls.part_ended", _("{actor} ended your part in {thing}"), PLACE)
DECLINED = reason("calls.part_declined", _("{actor} gave back their part in {thing}"), OWN)

ASKED = reason(
    "calls.asked", _("{actor} has a question about {thing}"), ASK, many=_("{actors} have questions about {thing}")
)
ASKED_UNNAMED = reason("calls.asked_unnamed", _("Somebody has a question about {thing}"), ASK)
ANSWERED = reason("calls.answered", _("{actor} answered your question about {thing}"), OWN)
INVITED = reason("calls.invited", _("{actor} invites you to {thing}"), ASK)
INVITED_STILL = reason("calls.invited_still", _("{actor} waits for your answer to the invitation to {thing}"), REMINDER)
ACCEPTED = reason("calls.accepted", _("{actor} accepts the invitation to {thing}"), OWN)
REFUSED = reason("calls.refused", _("{actor} declines the invitation to {thing}"), OWN)
NEWS = reason(
    "calls.news",
    _("{actor} told the news of {thing}, in which you take part"),
    OWN,
    many=_("{actors} told the news of {thing}"),
)
NEWS_FOLLOWED = reason("calls.news_followed", _("{actor} told the news of {thing}"), FOLLOW)


@concerns(PartGiven)
def of_a_part(entry: Entry) -> Iterator[Concern]:
    """Whoever has it from now on."""
    payload = entry.current_payload
    if payload["part"] in GIVEN:
        yield Concern(UUID(payload["member"]), GIVEN[payload["part"]])


@concerns(PartEnded)
def of_a_part_that_ended(entry: Entry) -> Iterator[Concern]:
    """Whoever had it; where they gave it back themselves, who is responsible for the call."""
    member = UUID(entry.current_payload["member"])
    yield Concern(member, ENDED)
    if entry.actor == member and entry.thing:
        for host in hosts_of(entry.thing):
            yield Concern(host, DECLINED)


@concerns(PersonInvited)
def of_an_invitation(entry: Entry) -> Iterator[Concern]:
    """Whoever is invited."""
    yield Concern(UUID(entry.current_payload["member"]), INVITED)


@concerns(InvitationReminded)
def of_a_reminder(entry: Entry) -> Iterator[Concern]:
    """Whoever hasn't answered yet."""
    yield Concern(UUID(entry.current_payload["member"]), INVITED_STILL)


@concerns(InvitationAnswered)
def of_what_was_answered(entry: Entry) -> Iterator[Concern]:
    """The hosts of the call."""
    for host in hosts_of(entry.thing) if entry.thing else ():
        yield Concern(host, ACCEPTED if entry.current_payload["accepted"] else REFUSED)


@concerns(BriefQuestionAsked)
def of_a_question(entry: Entry) -> Iterator[Concern]:
    """Whoever answers: hosts, and the experts of the call."""
    unnamed = entry.current_payload["unnamed"]
    asker = Question.objects.filter(id=entry.current_payload["question"]).values_list("asker_id", flat=True).first()
    experts = Part.objects.filter(call=entry.thing, part=PartKind.EXPERT).values_list("actor_id", flat=True)
    for answers in dict.fromkeys([*(hosts_of(entry.thing) if entry.thing else ()), *experts]):
        if answers != asker:
            yield Concern(answers, ASKED_UNNAMED if unnamed else ASKED)


@concerns(BriefQuestionAnswered)
def of_an_answer(entry: Entry) -> Iterator[Concern]:
    """Whoever asked."""
    asker = Question.objects.filter(id=entry.current_payload["question"]).values_list("asker_id", flat=True).first()
    if asker:
        yield Concern(asker, ANSWERED)


@concerns(UpdatePublished)
def of_news(entry: Entry) -> Iterator[Concern]:
    """Everyone who takes part: with a draft or a contribution, a comment, a part in the call; and whoever follows it."""
    if entry.thing is None:
        return
    for person in part_takers(entry.thing):
        yield Concern(person, NEWS)
    for follower in followers_of(entry.thing):
        yield Concern(follower, NEWS_FOLLOWED)


def part_takers(call: UUID) -> Iterator[UUID]:
    """Go through those who take part in a call; some come more than once."""
    own = Contribution.objects.filter(call=call).exclude(state=ContributionState.WITHDRAWN)
    yield from own.values_list("author_id", flat=True).distinct().iterator()
    talks = Comment.objects.filter(thread__thing__in=[call]) | Comment.objects.filter(
        thread__thing__as_contribution__call=call
    )
    yield from talks.values_list("author_id", flat=True).distinct().iterator()
    yield from Part.objects.filter(call=call).values_list("actor_id", flat=True)


def hosts_of(call: UUID) -> list[UUID]:
    """Return who is to hear what happens in a call: its author, and who is responsible for it or guides it."""
    author = Call.objects.filter(id=call).values_list("author_id", flat=True)  # house: whom it concerns
    named = Part.objects.filter(call=call, part__in=(PartKind.OWNER, PartKind.GUIDE)).order_by("at", "id")
    return list(dict.fromkeys([*author, *named.values_list("actor_id", flat=True)]))
