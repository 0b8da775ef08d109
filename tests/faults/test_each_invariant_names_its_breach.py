"""`allmende doctor --invariants`: whatever is broken is named by the invariant that it breaks, and by no other."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models import F

from allmende.commons.audiences.models import PUBLIC, Audience
from allmende.commons.authorship.models import Author, AuthorState
from allmende.commons.ballots.models import Box, Voter
from allmende.commons.files.models import File
from allmende.commons.files.testing import make_picture
from allmende.commons.lineage.models import Link
from allmende.commons.ratings.models import Item
from allmende.commons.ratings.testing import make_rating, make_sheet
from allmende.commons.reactions.commands import react
from allmende.commons.reactions.models import Kind, Tally
from allmende.commons.reminders.models import Reminder
from allmende.commons.reminders.models import State as Reminded
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment, CommentState, Thread
from allmende.foundation import clock
from allmende.foundation.doors import all_invariants
from allmende.foundation.health.findings import State
from allmende.foundation.health.invariants import check_invariants
from allmende.foundation.journal.models import Entry
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.worker import run_due
from allmende.identity.actors.commands import elsewhere
from allmende.observers.notices.models import Delivery as NoticeDelivery
from allmende.observers.search.models import Document
from allmende.observers.webhooks.commands.keeping import make_hook
from allmende.observers.webhooks.models import Delivery
from allmende.people.nominations.commands import vouch
from allmende.people.nominations.models import Nomination
from allmende.people.nominations.testing import make_nomination
from allmende.rooms.calls.commands import Pick, cast_ballot, decide_awards, give_awards
from allmende.rooms.calls.commands.turns import turn_due_calls
from allmende.rooms.calls.models import AwardShare, Call, Campaign, Contribution, Outcome, Prize
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution, make_prizes
from allmende.rooms.messages.commands import take_in_outside
from allmende.rooms.messages.models import Conversation, Message, Outsider
from allmende.rooms.messages.testing import make_talk
from allmende.rooms.plans.models import Answer
from allmende.rooms.plans.testing import make_answer, make_plan
from allmende.rooms.posts.commands import vote
from allmende.rooms.posts.models import Poll, Post
from allmende.rooms.posts.testing import TEA, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(cast):
    """One of everything that an invariant speaks of: a call that was counted, one that is voted on, talk, files, a nomination."""
    now = clock.now()
    for age, title in ((3.5, "Counted"), (2.5, "Voted on")):
        with clock.frozen(now - age * WEEK):
            call = make_call(cast.ada, cast.team, title=title)
            make_prizes(cast.ada, call)
            pond, bench = (make_contribution(cast.ben, call, title=title) for title in ("A pond", "A bench"))
        with clock.frozen(now - (age - 2.2) * WEEK):
            cast_ballot(cast.ada, call, [pond.ballot_key])
            cast_ballot(cast.ben, call, [pond.ballot_key, bench.ballot_key])
    turn_due_calls()
    jury = Prize.objects.filter(call=call, kind="jury").get()
    decide_awards(cast.ada, Call.objects.get(id=call.id), {jury.id: [Pick(pond.id)]})
    give_awards(cast.ada, Call.objects.get(id=call.id))
    first = comment(cast.ada, call, "What a fine thing.")
    comment(cast.ben, call, "Finer than most.", parent=first)
    react(cast.ben, first, Kind.THANKS)
    make_picture(cast.ben, pond)
    make_rating(cast.ada, make_sheet(call, pond), pond, 4, 5, True)
    vote(cast.ada, make_post(cast.ben, cast.team, poll=TEA), [2])
    make_hook(cast.eli, cast.community, url="https://example.org/", names=["CommentAdded"], layer=3)
    make_talk(cast.community, cast.ada, cast.ben)
    three = make_talk(cast.community, cast.eli, cast.ada, cast.ben)
    take_in_outside(cast.eli, three, name="Karl", email="karl@example.org", language="de", why="The pump.")
    vouch(cast.ben, make_nomination(cast.ada, cast.community), text="I know her.")
    run_due()
    assert broken() == {}
    return call


def broken():
    """What does not hold, by its key."""
    return {finding.key: finding.says for finding in check_invariants() if finding.state != State.GOOD}


def _stuff_the_box():
    """A result that nobody voted for."""
    outcome = Outcome.objects.get(result__isnull=False)
    outcome.result["winners"] = outcome.result["winners"][:1]
    outcome.save()


def _lay_open():
    """The key of a file that is not open to all is forgotten: its bytes would lie plain."""
    File.objects.update(key=None, digests={}, digest="")


def _hook():
    return Delivery._meta.get_field("hook").related_model.objects.get().id


def _let_everyone_in() -> None:
    """A conversation that stands where its space's members are, with all that was written in it."""
    team = Audience.objects.filter(kind="ladder", layer=2).first()
    Conversation.objects.update(audience=team)
    Message.objects.update(audience=team)


def _make_together(actor, share: int) -> None:
    """The post is made by this one author alone, who gets so much."""
    Author.objects.create(thing=_post(), actor=actor, share=share, state=AuthorState.CONFIRMED)


def _post() -> Thing:
    return Thing.objects.get(kind="post")


def _go_round() -> None:
    """Two come of each other."""
    call = Thing.objects.filter(kind="call").first()
    Link.objects.create(source=call, target=_post())
    Link.objects.create(source=_post(), target=call)


def _read_alone() -> None:
    """Whoever answered a plan's question read it over."""
    call = Call.objects.select_related("author", "place__root").first()
    make_answer(call.author, make_plan(call.author, call.place))
    Answer.objects.update(read_by=F("author"))


BREACHES = {
    "plans-second-person": _read_alone,
    "shares": lambda: _make_together(_post().author, 9_999),
    "authors": lambda: _make_together(elsewhere(), 10_000),
    "lineage": _go_round,
    "reply-counts": lambda: Comment.objects.update(reply_count=F("reply_count") + 1),
    "comments": lambda: Comment.objects.update(audience=PUBLIC),
    "messages": lambda: Message.objects.update(audience=PUBLIC),
    "conversations": _let_everyone_in,
    "outsiders": lambda: Outsider.objects.update(ended=clock.now()),
    "comment-counts": lambda: Thread.objects.update(comment_count=7),
    "rating-counts": lambda: Item.objects.update(raters=7),
    "reaction-counts": lambda: Tally.objects.update(counts={"thanks": 9}),
    "voters": lambda: Voter.objects.filter(box__sealed=None).first().delete(),
    "tally": lambda: Box.objects.exclude(sealed=None).update(turnout=F("turnout") + 1),
    "results": _stuff_the_box,
    "files": lambda: File.objects.update(stored=F("stored") + 1),
    "open-files": _lay_open,
    "layers": lambda: Thing.objects.filter(kind="contribution").update(audience=PUBLIC),
    "member-counts": lambda: Space.objects.update(member_count=99),
    "contribution-counts": lambda: Call.objects.update(next_number=1),
    "outcomes": lambda: Call.objects.update(state="finished"),
    "shortlists": lambda: Contribution.objects.update(ending="shortlisted"),
    "supporters": lambda: Campaign.objects.create(call=Call.objects.first(), threshold=2, supporter_count=1),
    "awards": lambda: AwardShare.objects.update(amount=F("amount") - 1),
    "poll-counts": lambda: Poll.objects.update(voters=7),
    "posts-due": lambda: Post.objects.update(due=clock.now()),
    "voices": lambda: Nomination.objects.update(vouches=5),
    "notice-deliveries": lambda: NoticeDelivery.objects.update(state="dropped", why=""),
    "deliveries": lambda: Delivery.objects.create(hook_id=_hook(), entry=clock.new_id()),
    "origins": lambda: Comment.objects.update(author=elsewhere()),
    "search": lambda: Document.objects.create(
        thing_id=Comment.objects.first().pk, moment=clock.new_id(), language="en", title="x", words="x", terms="x"
    ),
    "comments-hidden": lambda: Comment.objects.filter(parent=None).update(state=CommentState.HIDDEN),
    "reminders": lambda: Reminder.objects.create(
        kind="x.y",
        subject=clock.new_id(),
        thing=clock.new_id(),
        ends=clock.now(),
        due=clock.now(),
        state=Reminded.DROPPED,
    ),
    "outbox": lambda: Job.objects.create(path="x.y", state="running", run_after=clock.now()),
    "journal": lambda: Entry.objects.filter(seq=2).delete(),
}


def test_each_breach_is_named(town):
    also = {
        "layers": {"comments", "search"},
        "open-files": {"files"},
        "search": {"full-text"},
        "comments-hidden": {"comment-counts"},
    }
    for key, break_it in BREACHES.items():
        with transaction.atomic():
            break_it()
            found = broken()
            transaction.set_rollback(True)
        assert key in found, key
        assert found.keys() - also.get(key, set()) == {key}, (key, found)
    assert broken() == {}
    elsewhere = {"one-ballot", "secret-ballots", "reach", "notices", "references", "full-text"}
    assert {one.key for one in all_invariants()} == BREACHES.keys() | elsewhere, "an invariant that nothing has tried"


def test_what_was_handed_in_is_counted(town):
    Call.objects.update(contribution_count=F("contribution_count") + 1)

    assert "counts 3 contributions and has 2" in broken()["contribution-counts"]
