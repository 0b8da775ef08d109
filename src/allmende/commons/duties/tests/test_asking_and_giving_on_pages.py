"""Members see whom to ask for what; curators give duties; everyone says when they are away."""

import pytest
from django.test import Client
from django.utils.translation import override

from allmende.commons.duties.commands import assign, go_away
from allmende.commons.duties.models import Absence, Assignment, Duty
from allmende.foundation import clock
from allmende.foundation.testing import NOON


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def browse(cast):
    def as_(actor):
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account)
        return client

    return as_


def test_a_member_reads_whom_to_ask_and_who_stands_in(cast, browse):
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada, cast.ben)
    go_away(cast.ada, cast.community, NOON.date(), NOON.date())

    page = browse(cast.finn).get("/spaces/orchard/duties/").content.decode()

    assert "Ben Roth" in page
    assert "for the whole community" in page
    assert "Nobody carries this duty today" in page
    assert "Give someone a duty" not in page


def test_a_curator_gives_a_duty_and_takes_it_back(cast, browse):
    eli = browse(cast.eli)

    answer = eli.post(
        "/spaces/meadow/duties/", {"duty": "sales", "holder": "@ada-berg", "deputy": "ben-roth"}, follow=True
    )

    assert "Ada Berg carries: sales." in answer.content.decode()
    key = Assignment.objects.get().id
    eli.post(f"/spaces/meadow/duties/{key}/removal/")
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "holder", ["", "@nobody", "../../etc/passwd", "x" * 5000, "<script>alert(1)</script>", "@dora-weit"]
)
def test_a_holder_who_cannot_be_is_named_at_the_field(cast, browse, holder):
    answer = browse(cast.eli).post("/spaces/meadow/duties/", {"duty": "sales", "holder": holder})

    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()
    assert not Assignment.objects.exists()


def test_an_absence_is_said_and_ended_by_oneself_alone(cast, browse):
    browse(cast.ada).post("/absence/", {"starts": "2026-03-02", "ends": "2026-03-09"})
    away = Absence.objects.get()

    assert browse(cast.ben).post(f"/absence/{away.id}/removal/").status_code == 404
    assert browse(cast.ada).post(f"/absence/{away.id}/removal/").status_code == 302
    assert not Absence.objects.exists()


def test_the_page_takes_as_many_statements_for_one_duty_as_for_eight(cast, browse, django_assert_num_queries):
    finn = browse(cast.finn)
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada)
    finn.get("/spaces/meadow/duties/")
    with django_assert_num_queries(STATEMENTS):
        finn.get("/spaces/meadow/duties/")
    for duty in Duty:
        for holder in (cast.ada, cast.ben):
            assign(cast.eli, cast.community, duty, holder, cast.eli)
    with django_assert_num_queries(STATEMENTS):
        finn.get("/spaces/meadow/duties/")


STATEMENTS = 11
"""The shell's own, the space, and four for whom to ask."""


def test_the_page_speaks_german_and_italian(cast, browse):
    for language, words in (("de", "Wen frage ich?"), ("it", "A chi chiedo?")):
        cast.finn.language = language
        cast.finn.save()
        with override(language):
            answer = browse(cast.finn).get("/spaces/meadow/duties/", headers={"accept-language": language})
        assert words in answer.content.decode()
