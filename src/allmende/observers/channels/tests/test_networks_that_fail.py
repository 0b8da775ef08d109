"""Networks fail in every way: nothing is lost, nothing is posted twice, and keepers see why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from allmende.foundation import clock, http
from allmende.foundation.tasks.outgoing import hold_back
from allmende.foundation.verdicts import Refused
from allmende.observers.channels.commands.delivering import BACK_OFF, send_again
from allmende.observers.channels.commands.keeping import make_channel, pause, resume, sign_in
from allmende.observers.channels.models import ChannelState, Delivery, DeliveryState, Network
from allmende.observers.channels.tests.conftest import BACK, share, work
from allmende.observers.channels.tests.mastodon import never
from allmende.observers.notices.queries import page_of as notices_of

pytestmark = pytest.mark.django_db


def test_a_revoked_token_stops_the_channel_and_its_keepers_are_told(mastodon, server, town):
    share(town)
    server.tokens.clear()

    work()
    work(seconds=20)

    mastodon.refresh_from_db()
    delivery = Delivery.objects.get()
    assert mastodon.state == ChannelState.SIGNED_OUT
    assert (delivery.state, delivery.problem) == (DeliveryState.WAITING, "signed_out")
    assert any("sign in there again" in str(row.sentence) for row in notices_of(town.eli).items)
    with pytest.raises(Refused):
        resume(town.eli, mastodon)
    server.tokens.add("token-2")
    server.codes["code-2"] = "token-2"
    sign_in(town.eli, mastodon, "code-2", BACK, "verifier")
    work(seconds=30)
    assert len(server.statuses) == 1


def test_what_the_network_does_not_take_is_given_up_with_the_reason_and_can_be_tried_again(mastodon, server, town):
    share(town)
    server.moods = [(422, {})]

    work()
    work(seconds=4000)
    given_up = Delivery.objects.get()
    send_again(town.eli, given_up)
    work(seconds=5000)

    assert (given_up.state, given_up.problem) == (DeliveryState.FAILED, "refused")
    assert len(server.statuses) == 1


def test_when_it_asks_for_rest_until_a_moment_the_whole_channel_rests(mastodon, server, town):
    share(town)
    share(town, "And newts.")
    reset = (clock.now() + timedelta(seconds=11 + 600)).isoformat()
    server.moods = [(429, {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset})]

    work()
    work(seconds=500)
    early = server.count("POST", "/api/v1/statuses")
    work(seconds=700)

    assert early == 1
    assert len(server.statuses) == 2
    assert set(Delivery.objects.values_list("tries", flat=True)) == {0}, "waiting is no failure"


def test_a_server_in_trouble_is_tried_later_and_later_then_given_up(mastodon, server, town):
    share(town)
    server.moods = [(500, {})] * 2

    work()
    first = Delivery.objects.get()
    work(seconds=20)
    work(seconds=100)

    assert (first.tries, first.problem, first.state) == (1, "broken", DeliveryState.WAITING)
    assert Delivery.objects.get().state == DeliveryState.SENT
    assert 2 < sum(BACK_OFF) / 86_400 < 4, "some days"
    keys = {headers["Idempotency-Key"] for _m, path, _b, headers in server.asked if path == "/api/v1/statuses"}
    assert len(keys) == 1, "the same post in all attempts"


def test_after_the_last_attempt_it_is_given_up(mastodon, server, town):
    share(town)
    work(seconds=0)
    Delivery.objects.update(tries=len(BACK_OFF))
    server.moods = [(500, {})]

    work()

    assert Delivery.objects.get().state == DeliveryState.FAILED


@pytest.mark.parametrize("trouble", ["slow", "gone"])
def test_a_server_that_does_not_answer_is_unreachable(mastodon, server, town, trouble, monkeypatch):
    monkeypatch.setattr(http, "WHOLE", 0.5)
    share(town)
    if trouble == "slow":
        server.moods = [never]
    else:
        mastodon.host = "127.0.0.1:9"
        mastodon.save()

    work()

    delivery = Delivery.objects.get()
    assert (delivery.tries, delivery.problem) == (1, "unreachable")


def test_addresses_inside_are_never_reached(town, settings):
    settings.PRIVATE_HOSTS = frozenset()

    with pytest.raises(Refused) as refused:
        make_channel(town.eli, town.community, Network.MASTODON, host="127.0.0.1", back=BACK)

    assert refused.value.status == 422


def test_while_it_is_paused_all_waits_and_then_goes_out(mastodon, server, town):
    pause(town.eli, mastodon)
    share(town)
    work()
    waiting = len(server.statuses)
    mastodon.refresh_from_db()
    resume(town.eli, mastodon)

    work(seconds=20)

    assert waiting == 0
    assert len(server.statuses) == 1


def test_after_a_restore_nothing_goes_out_by_itself_a_second_time(mastodon, server, town):
    share(town)
    work(seconds=0)

    hold_back()
    work()

    assert server.statuses == {}
    assert Delivery.objects.get().problem == "restored"
