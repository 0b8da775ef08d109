"""Calls, contributions and results are taken along as tables: what their pages show, and nothing else."""

import csv
import io

import pytest

from allmende.commons.audiences.models import Layer
from allmende.foundation import clock
from allmende.foundation.doors import sheets
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import cast_ballot
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(cast):
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
        for title, cost in (("A pond", 500_000), ("=HYPERLINK(1)", 800_000)):
            make_contribution(cast.ben, call, title=title, cost=cost)
    return call


def take(client, key, query, columns):
    answer = client.post(f"/lists/{key}/exports/?{query}", {"form": "csv", "columns": columns})
    assert answer.status_code == 200, answer.status_code
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


def test_calls_and_contributions_are_as_on_their_pages(cast, call, signed_in):
    with clock.frozen(NOON):
        client = signed_in(cast.finn)
        calls = take(client, "calls", "show=open", ["title", "contributions", "layer"])
        soon = take(client, "calls", "show=soon", ["title"])
        rows = take(client, "contributions", f"call={call.slug}&order=newest", ["number", "title", "author"])

    assert calls == [["A cooler schoolyard", "2", "community"]]
    assert soon == []
    assert sorted(rows) == [["1", "A pond", "Ben Roth"], ["2", "'=HYPERLINK(1)", "Ben Roth"]]


def test_a_result_says_what_is_funded_and_why_not(cast, call, signed_in):
    with clock.frozen(NOON + 2 * WEEK):
        for who in (cast.ada, cast.ben):
            cast_ballot(who, call, [Contribution.objects.get(title="A pond").ballot_key])
        before = signed_in(cast.ben).get(f"/lists/results/?call={call.slug}").status_code
    with clock.frozen(NOON + 3 * WEEK):
        run_due()
        run_due()
        rows = take(signed_in(cast.ben), "results", f"call={call.slug}", ["title", "funded", "why"])

    assert before == 404, "there is none yet"
    assert [row[:2] for row in rows] == [["A pond", "yes"], ["'=HYPERLINK(1)", "no"]]
    assert all(why for _title, _funded, why in rows)


def test_what_one_does_not_see_is_in_no_list(cast, call, signed_in):
    with clock.frozen(NOON):
        hidden = make_call(cast.ada, cast.team, layer=Layer.TEAM, title="Only us")
        client = signed_in(cast.finn)

        assert [row[0] for row in take(client, "calls", "", ["title"])] == ["A cooler schoolyard"]
        assert client.get(f"/lists/contributions/?call={hidden.slug}").status_code == 404


def test_as_many_statements_however_long_the_list(cast, call, django_assert_max_num_queries):
    for more in range(2):
        with django_assert_max_num_queries(6), clock.frozen(NOON):
            rows = list(
                sheets()["contributions"].rows(cast.ben, cast.community, {"call": call.slug, "order": "newest"})
            )
        assert len(rows) == 2 + 3 * more
        with clock.frozen(NOON):
            for number in range(3):
                make_contribution(cast.ada, call, title=f"Tree {number}")
