"""Curators admit, list or decline; an appeal is another's to decide; the plan of a month holds exactly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.kept import forget_all
from allmende.foundation.testing import NOON, recorded
from allmende.identity.accounts.testing import make_person
from allmende.people.nominations.commands import (
    admit,
    appeal,
    ask_to_vouch,
    decline,
    put_on_list,
    set_entry,
    set_plan,
    vouch,
)
from allmende.people.nominations.commands.turns import turn_what_is_due
from allmende.people.nominations.models import Nomination, State, StepKind
from allmende.people.nominations.queries.plan import months_of, places_left
from allmende.people.nominations.testing import mails_to, make_nomination, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(cast):
    """A nomination of Ben's that waits for the curators."""
    return make_nomination(cast.ben, cast.community, State.REVIEW)


def state(nomination):
    return Nomination.objects.get(id=nomination.id).state


def test_a_curator_admits_by_the_page_and_the_invitation_goes_out(sign_in, text, cast, waiting):
    client = sign_in(cast.eli)

    answer = client.post(f"/nominations/{waiting.id}/decision/", {"outcome": "admit"}, follow=True)

    assert "is admitted. The invitation is on its way." in text(answer)
    assert state(waiting) == State.ADMITTED
    assert "/invitations/" in mails_to("noor@example.org")[-1]
    assert recorded(cast.community.id)[-1] == "NomineeAdmitted"


def test_whoever_is_no_curator_decides_nothing(sign_in, cast, waiting):
    for actor, status in ((cast.ben, 403), (cast.finn, 403), (cast.dora, 404)):
        answer = sign_in(actor).post(f"/nominations/{waiting.id}/decision/", {"outcome": "admit"})
        assert answer.status_code == status

    assert state(waiting) == State.REVIEW


def test_nobody_decides_their_own_nomination(refused, cast):
    own = make_nomination(cast.eli, cast.community, State.REVIEW)
    about = make_nomination(cast.ben, cast.community, State.REVIEW, name="Gil", email="gil-sand@example.org")
    gil = make_member(cast.community, make_person("Gil Sand"), Role.CURATOR)

    assert "you nominated" in str(refused(lambda: admit(cast.eli, own)).reason)
    assert "about you" in str(refused(lambda: admit(gil, about)).reason)


def test_declining_needs_a_reason_that_nominee_and_nominator_read(sign_in, text, refused, cast, waiting):
    assert refused(lambda: decline(cast.eli, waiting, "  ")).status == 422
    url = f"/nominations/{waiting.id}/decision/"
    assert sign_in(cast.eli).post(url, {"outcome": "decline", "reason": ""}).status_code == 422

    sign_in(cast.eli).post(url, {"outcome": "decline", "reason": "Come to a gathering first."})

    assert state(waiting) == State.DECLINED
    assert "Come to a gathering first." in mails_to("noor@example.org")[-1]
    assert "Come to a gathering first." in text(sign_in(cast.ben).get(f"/nominations/{waiting.id}/"))
    assert "Come to a gathering first." not in text(sign_in(cast.finn).get(f"/nominations/{waiting.id}/"))


def test_an_appeal_is_decided_by_another_curator_and_once(refused, cast, waiting):
    gil = make_member(cast.community, make_person("Gil Sand"), Role.CURATOR)
    decline(cast.eli, waiting, "Not yet.")

    appeal(cast.ben, waiting, "She has been here three times.")

    assert state(waiting) == State.APPEALED
    assert "someone else looks at the appeal" in str(refused(lambda: admit(cast.eli, waiting)).reason)
    decline(gil, waiting, "We looked again.")
    assert refused(lambda: appeal(cast.ben, waiting, "Once more.")).status == 409
    assert list(waiting.steps.values_list("kind", flat=True))[-3:] == [
        StepKind.DECLINED, StepKind.APPEALED, StepKind.UPHELD,
    ]  # fmt: skip


def test_the_nominee_appeals_without_an_account_by_the_link_of_the_mail(client, text, cast, waiting):
    decline(cast.eli, waiting, "Not yet.")
    standing = next(word for word in mails_to("noor@example.org")[-1].split() if "/standing/" in word)
    path = "/" + standing.split("/", 3)[3]

    assert "Not yet." in text(client.get(path))
    client.post(path, {"reason": "I was there on Sunday."})

    assert state(waiting) == State.APPEALED
    assert client.get(path[:-5] + "0000/").status_code == 404


def test_a_full_month_puts_on_the_waiting_list_in_order(refused, cast):
    set_plan(cast.eli, cast.community, 1)
    first, second, third = (
        make_nomination(by, cast.community, State.REVIEW, name=name, email=f"{name}@example.org")
        for by, name in ((cast.ben, "noor"), (cast.ada, "kim"), (cast.finn, "lou"))
    )

    assert [admit(cast.eli, one).state for one in (first, second, third)] == [
        State.ADMITTED,
        State.LISTED,
        State.LISTED,
    ]

    assert refused(lambda: admit(cast.eli, second)).status == 409
    assert "waiting list" in mails_to("kim@example.org")[-1]
    set_plan(cast.eli, cast.community, 2)
    assert admit(cast.eli, second).state == State.ADMITTED


@pytest.mark.parametrize("by_itself", [True, False])
def test_on_the_first_of_the_month_the_list_moves_up_only_where_that_is_set(by_itself, cast):
    set_entry(cast.eli, cast.community, fills_itself=by_itself)
    with clock.frozen(NOON):
        set_plan(cast.eli, cast.community, 1)
        rows = [
            make_nomination(by, cast.community, State.REVIEW, name=name, email=f"{name}@example.org")
            for by, name in ((cast.ben, "noor"), (cast.ada, "kim"), (cast.finn, "lou"))
        ]
        for row in rows:
            admit(cast.eli, row)
        turn_what_is_due()
        assert [state(row) for row in rows] == [State.ADMITTED, State.LISTED, State.LISTED]

    with clock.frozen(NOON + timedelta(days=30)):
        turn_what_is_due()
        turn_what_is_due()

    assert [state(row) for row in rows[1:]] == [State.ADMITTED if by_itself else State.LISTED, State.LISTED]


def test_whom_a_curator_puts_on_the_list_stays_there_until_the_next_month(cast):
    set_entry(cast.eli, cast.community, fills_itself=True)
    with clock.frozen(NOON):
        listed = make_nomination(cast.ben, cast.community, State.LISTED)
        turn_what_is_due()
        assert state(listed) == State.LISTED

    with clock.frozen(NOON + timedelta(days=30)):
        turn_what_is_due()

    assert state(listed) == State.ADMITTED


def test_the_plan_shows_what_was_meant_what_came_and_who_waits(sign_in, text, cast):
    with clock.frozen(NOON):
        set_plan(cast.eli, cast.community, 1)
        make_nomination(cast.ben, cast.community, State.ADMITTED)
        make_nomination(cast.ada, cast.community, State.LISTED, name="Kim", email="kim@example.org")
        shown = text(sign_in(cast.eli).get("/spaces/meadow/plan/"))

        assert [(m.planned, m.admitted, m.listed) for m in months_of(cast.community)[-2:]] == [(None, 0, 0), (1, 1, 1)]
        assert places_left(cast.community) == 0
        assert "1 of 1 places taken this month" in shown
        assert "As table" in shown
        assert "Kim" in shown


def test_an_invitation_is_renewed_by_nominator_or_curator_and_the_one_before_ends(sign_in, client, cast):
    made = make_nomination(cast.ben, cast.community, State.ADMITTED)
    before = token_of("noor@example.org", "invitations")

    sign_in(cast.ben).post(f"/nominations/{made.id}/renewal/")

    assert token_of("noor@example.org", "invitations") != before
    assert client.get(f"/invitations/{before}/").status_code == 410
    assert client.get(f"/invitations/{token_of('noor@example.org', 'invitations')}/").status_code == 200
    assert sign_in(cast.finn).post(f"/nominations/{made.id}/renewal/").status_code in {403, 404}


def test_lists_and_queue_take_the_same_statements_at_one_and_at_three(sign_in, cast):
    def cost(actor, url):
        client = sign_in(actor)
        client.get(url)
        cache.clear()
        forget_all()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    urls = ["/nominations/?show=vouch", "/nominations/?show=mine", "/nominations/queue/", "/spaces/meadow/plan/"]
    make_nomination(cast.ben, cast.community)
    make_nomination(cast.finn, cast.community, State.REVIEW, email="r1@example.org")
    make_nomination(cast.ada, cast.community, State.LISTED, email="l1@example.org")
    once = [cost(cast.eli, url) for url in urls]
    for number in (2, 3):
        gil = make_member(cast.community, make_person(f"Gil {number}"))
        make_nomination(gil, cast.community, email=f"o{number}@example.org")
        lee = make_member(cast.community, make_person(f"Lee {number}"))
        make_nomination(lee, cast.community, State.REVIEW, email=f"r{number}@example.org")
        lou = make_member(cast.community, make_person(f"Lou {number}"))
        make_nomination(lou, cast.community, State.LISTED, email=f"l{number}@example.org")

    assert [cost(cast.eli, url) for url in urls] == once
    assert max(once) <= 24


def test_putting_on_the_list_twice_is_said_so(refused, cast, waiting):
    put_on_list(cast.eli, waiting)

    assert refused(lambda: put_on_list(cast.eli, waiting)).status == 409


def test_notices_tell_of_each_step_and_lead_to_the_nominations(sign_in, text, cast):
    made = make_nomination(cast.ben, cast.community)
    ask_to_vouch(cast.ben, made, cast.finn)
    vouch(cast.finn, made)
    vouch(cast.ada, made)
    admit(cast.eli, made)
    pull_all()

    told = {who: text(sign_in(who).get("/notices/")) for who in (cast.finn, cast.ben, cast.ada)}

    assert "asks you to vouch for someone in" in told[cast.finn]
    for who in told:
        assert "admitted someone you brought to" in told[who]
        assert 'href="/nominations/"' in told[who]
