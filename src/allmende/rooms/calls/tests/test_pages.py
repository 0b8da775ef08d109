"""Every page of a call answers, for guests and members, in each phase, with a fixed number of statements."""

from datetime import timedelta

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import cast_ballot, draft_contribution, tell_outcome
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution, make_draft


@pytest.fixture
def at_noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def public_call(cast, at_noon):
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, layer, Mode.FREE)
    call = make_call(cast.eli, cast.community, layer=Layer.PUBLIC)
    for title in ("A pond", "A bench", "An awning"):
        make_contribution(cast.ben, call, title=title)
    return call


def sign_in(client, actor):
    client.force_login(actor.account)
    return client


def paths(call):
    first = call.contributions.order_by("number").first()
    return [
        reverse("calls:index"),
        *(reverse(f"calls:{name}", args=[call.slug]) for name in ("call", "talk", "contributions", "vote")),
        reverse("calls:contribution", args=[call.slug, f"{first.number}-a-pond"]),
        reverse("calls:versions", args=[call.slug, first.number]),
    ]


def test_guests_and_members_read_every_part(client, cast, public_call):
    for reader in (None, cast.ben, cast.eli):
        if reader:
            sign_in(client, reader)
        for path in paths(public_call):
            response = client.get(path)
            assert response.status_code == 200, (path, reader)
            assert public_call.title in response.content.decode() or path == reverse("calls:index")


def test_a_guests_page_carries_no_token_and_no_cookie(client, public_call):
    for path in paths(public_call):
        response = client.get(path)
        assert "csrf" not in response.content.decode().lower()
        assert not response.cookies


def test_what_one_cant_see_is_not_there(client, cast, at_noon):
    call = make_call(cast.ada, cast.team)
    contribution = make_contribution(cast.ben, call)
    for reader in (None, cast.dora, cast.finn):
        if reader:
            sign_in(client, reader)
        for path in (*paths(call)[1:], reverse("calls:write", args=[call.slug, contribution.number])):
            assert client.get(path).status_code == 404, (path, reader)


def test_the_host_edits_dates_and_publishes(client, cast, at_noon):
    draft = make_draft(cast.ada, cast.team)
    sign_in(client, cast.ada)
    for name in ("edit", "phases", "publication"):
        assert client.get(reverse(f"calls:{name}", args=[draft.slug])).status_code == 200

    response = client.post(reverse("calls:publication", args=[draft.slug]), {"layer": "2"})

    assert response.status_code == 302
    assert Call.objects.get(id=draft.id).state == "open"


def test_a_member_writes_saves_and_hands_in(client, cast, at_noon):
    call = make_call(cast.ada, cast.team)
    sign_in(client, cast.ben)
    assert client.get(reverse("calls:begin", args=[call.slug])).status_code == 200
    begun = {"title": "A pond", "text": "", "cost": "", "once": "abc"}
    first = client.post(reverse("calls:begin", args=[call.slug]), begun)
    again = client.post(reverse("calls:begin", args=[call.slug]), begun)
    assert first.url == again.url

    number = Contribution.objects.get().number
    saved = client.post(
        reverse("calls:draft", args=[call.slug, number]),
        {"title": "A pond", "text": "It cools the air in summer.", "cost": "1.250,50", "version": "0"},
    )
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    conflict = client.post(reverse("calls:draft", args=[call.slug, number]), {"title": "X", "version": "0"})
    assert (conflict.status_code, conflict.json()["fields"]["title"]) == (409, "A pond")

    response = client.post(
        reverse("calls:write", args=[call.slug, number]),
        {"title": "A pond", "text": "It cools the air in summer.", "cost": "1250.50", "version": "1", "submit": "1"},
    )
    assert response.status_code == 302
    assert (Contribution.objects.get().state, Contribution.objects.get().cost) == ("submitted", 125050)


def test_a_vote_is_cast_with_a_receipt_and_counted_and_told(client, cast, public_call):
    url = reverse("calls:vote", args=[public_call.slug])
    with clock.frozen(NOON + 2 * WEEK):
        sign_in(client, cast.ben)
        assert client.post(url, {"choices": ["0001", "0002"]}).status_code == 302
        over = client.post(url, {"choices": ["0001", "0002", "0003"], "receipt": "wrong"})
        assert over.status_code in {409, 422}
        assert cast.ben.account.email not in over.content.decode()
        page = client.get(url).content.decode()
        assert public_call.box.ballots.get().receipt in page
    with clock.frozen(NOON + 3 * WEEK):
        run_due()
        tell_outcome(cast.eli, Call.objects.get(id=public_call.id), "The pond will be dug in April by all of us.")
        page = client.get(reverse("calls:result", args=[public_call.slug])).content.decode()

    assert "Round by round" in page
    assert "Ben Roth" in page


def test_a_draft_of_somebody_else_is_not_there(client, cast, at_noon):
    call = make_call(cast.ada, cast.team)
    draft = draft_contribution(cast.ben, call, title="Secret pond")
    sign_in(client, cast.ada)

    response = client.get(reverse("calls:write", args=[call.slug, draft.number]))

    assert response.status_code == 404
    assert "Secret pond" not in client.get(reverse("calls:contributions", args=[call.slug])).content.decode()


@pytest.mark.parametrize("name", ["contributions", "vote"])
def test_lists_take_the_same_statements_whatever_their_length(
    client, cast, public_call, django_assert_num_queries, name
):
    with clock.frozen(NOON + 2 * WEEK + timedelta(hours=1)):
        sign_in(client, cast.ben)
        url = reverse(f"calls:{name}", args=[public_call.slug])
        client.get(url)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as three:
            client.get(url)
        Contribution.objects.filter(number__gt=1).delete()
        with CaptureQueriesContext(connection) as one:
            client.get(url)

    assert len(three) == len(one)


def test_a_ballot_by_somebody_outside_changes_nothing(client, cast, public_call):
    with clock.frozen(NOON + 2 * WEEK):
        sign_in(client, cast.dora)
        response = client.post(reverse("calls:vote", args=[public_call.slug]), {"choices": ["0001"]})

    assert response.status_code == 403
    assert not public_call.box.ballots.exists()
    with clock.frozen(NOON + 2 * WEEK):
        cast_ballot(cast.ben, public_call, ["0001"])
