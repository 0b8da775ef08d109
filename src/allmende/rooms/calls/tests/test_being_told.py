"""People are told in the app what became of their contribution, and are thanked."""

from django.db import transaction

from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.commands import record
from allmende.foundation.journal.observers import pull_all
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.observers.notices.queries import page_of
from allmende.rooms.calls.activities import ThanksGiven, VoteCounted
from allmende.rooms.calls.testing import make_call, make_contribution


def told(actor):
    pull_all()
    return [item.sentence for item in page_of(Actor.objects.get(id=actor.id)).items]


@transaction.atomic
def happens(activity: Activity) -> None:
    record(activity)


def test_whoever_wrote_the_call_is_told_of_contributions(cast):
    call = make_call(cast.ada, cast.team)

    make_contribution(cast.ben, call)

    assert told(cast.ada) == ["Ben Roth handed something in to your call: A pond"]
    assert told(cast.ben) == []


def test_whoever_contributed_is_told_that_it_was_counted_and_thanked_by_name(cast):
    call = make_call(cast.ada, cast.team)
    make_contribution(cast.ben, call)
    make_contribution(cast.ben, call, title="A tree")
    where = {"thing": call.id, "space": cast.team.id, "audience": call.audience_id}

    happens(VoteCounted(actor=system().id, winners=1, ballots=9, **where))
    happens(ThanksGiven(actor=cast.ada.id, member=cast.ben.id, **where))

    assert told(cast.ben) == [
        "Ada Berg thanks you for taking part in A cooler schoolyard",
        "The vote on A cooler schoolyard is counted: see what became of your contribution",
    ]
    assert told(cast.finn) == []
