"""Votes that come too late, too dear, twice or all at once, through the page: one ballot each, and every no explained."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from allmende.commons.ballots.models import Ballot, Voter
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.once.models import Answer
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, at_once
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution

VOTE = NOON + 2 * WEEK
END = NOON + 3 * WEEK


@pytest.fixture
def call(cast):
    """A budget of 12,000 with a pond for 5,000, a bench for 4,000 and an awning for 8,000."""
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team)
        for title, cost in (("A pond", 500_000), ("A bench", 400_000), ("An awning", 800_000)):
            make_contribution(cast.ben, call, title=title, cost=cost)
    return call


@pytest.fixture
def url(call):
    return reverse("calls:vote", args=[call.slug])


@pytest.fixture
def ben(cast, signed_in):
    return signed_in(cast.ben)


def test_a_vote_over_budget_is_refused_and_the_choices_stay_ticked(ben, url):
    with clock.frozen(VOTE):
        answer = ben.post(url, {"choices": ["0001", "0003"]})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Your choices cost €1,000 more than there is" in page
    assert page.count("checked") >= 2
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    "choices", [["0009"], ["\x00"], ["0001\x00"], ["²"], ["0001"] * 999 + ["x"], ["'; DROP TABLE"]]
)
def test_a_vote_for_what_is_not_up_for_it_is_refused(ben, url, choices):
    with clock.frozen(VOTE):
        answer = ben.post(url, {"choices": choices})

    assert answer.status_code == 422
    assert not Ballot.objects.exists()


def test_the_last_second_counts_and_the_next_does_not(ben, url):
    with clock.frozen(END - timedelta(seconds=1)):
        assert ben.post(url, {"choices": ["0001"]}).status_code == 302
        receipt = Ballot.objects.get().receipt
    with clock.frozen(END):
        late = ben.post(url, {"choices": ["0002"], "receipt": receipt})

    assert late.status_code == 410
    assert "The vote ended on 23 March 2026, 13:00." in late.content.decode()
    assert Ballot.objects.get().content == ["0001"]


def test_the_second_of_two_tabs_is_told_that_the_first_was_faster(ben, url):
    with clock.frozen(VOTE):
        first = ben.post(url, {"choices": ["0001"], "receipt": ""})
        second = ben.post(url, {"choices": ["0002"], "receipt": ""})

    assert (first.status_code, second.status_code) == (302, 409)
    assert "another window" in second.content.decode()
    assert Ballot.objects.get().content == ["0001"]


def test_the_receipt_stays_out_of_addresses(ben, url):
    with clock.frozen(VOTE):
        answer = ben.post(url, {"choices": ["0001"]})
        page = ben.get(answer.url).content.decode()

    receipt = Ballot.objects.get().receipt
    assert receipt not in answer.url
    assert "Your receipt is" in page
    assert receipt in page


@pytest.mark.django_db(transaction=True)
def test_fifty_ballots_at_once_by_one_person_are_one(cast, call, url):
    sessions = []
    for _number in range(50):
        client = Client(SERVER_NAME="localhost")
        client.cookies = sessions[0].cookies if sessions else client.cookies
        if not sessions:
            client.force_login(cast.ben.account)
        sessions.append(client)

    with clock.frozen(VOTE):
        answers = at_once(*(lambda c=c: c.post(url, {"choices": ["0001"]}).status_code for c in sessions))

    assert sorted(map(str, answers)) == ["302"] + ["409"] * 49
    assert Ballot.objects.count() == Voter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_in_the_database_links_a_voter_to_a_ballot_once_it_is_sealed(cast, call, url, signed_in):
    receipts = {}
    with clock.frozen(VOTE):
        for actor, choices in ((cast.ben, ["0001"]), (cast.ada, ["0002"]), (cast.eli, ["0003"])):
            client = signed_in(actor)
            client.get(client.post(url, {"choices": choices}).url)
            receipts[actor.id] = Ballot.objects.get(voter=actor).receipt
        used = {str(key) for key in Ballot.objects.values_list("id", flat=True)}
    with clock.frozen(END):
        run_due()

    assert Call.objects.get().state == "counted"
    for table, row in rows_of_every_table():
        text = " ".join(map(str, row))
        found = [receipt for receipt in receipts.values() if receipt in text]
        people = [key for key in receipts if str(key) in text or key.hex in text]
        assert not (found and people), f"{table} knows who cast {found}"
        assert table == "ballots_ballot" or not found, f"{table} keeps a receipt"
        assert not any(key in text or key.replace("-", "") in text for key in used), f"{table} keeps an earlier id"
    assert not any("0001" in str(entry.payload) for entry in Entry.objects.all()), "the journal holds no ballot"
    assert not Answer.objects.exists()
    assert set(Ballot.objects.values_list("voter", flat=True)) == {None}


def rows_of_every_table():
    """Every row of every table of the database, as a dump would have it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield table, row


@pytest.mark.django_db(transaction=True)
def test_the_order_of_ballots_says_nothing_about_the_order_of_voters(cast, call):
    """The sealed order is drawn anew: over some draws the first voter's ballot isn't always first."""
    from allmende.commons.ballots.queries import sealed_ballots
    from allmende.commons.spaces.testing import make_member
    from allmende.identity.accounts.testing import make_person
    from allmende.rooms.calls.commands import cast_ballot

    with clock.frozen(NOON):
        people = [make_member(cast.community, make_person(f"Voter Number{n}")) for n in range(12)]
        for person in people:
            make_member(cast.team, person)
    with clock.frozen(VOTE):
        cast_in_order = [cast_ballot(person, call, ["0001"]).receipt for person in people]
    with clock.frozen(END):
        run_due()

    sealed = [receipt for _content, _times, receipt in sealed_ballots(Call.objects.get().box)]
    assert sorted(sealed) == sorted(cast_in_order)
    assert sealed != cast_in_order
    with connection.cursor() as cursor:
        cursor.execute("SELECT receipt FROM ballots_ballot")
        assert [row[0] for row in cursor.fetchall()] != cast_in_order
