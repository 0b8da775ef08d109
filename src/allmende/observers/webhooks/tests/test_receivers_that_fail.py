"""Receivers fail in every way: nothing is lost, nothing is told twice under two names, and nobody else waits for them."""

from __future__ import annotations

import os
import signal
import ssl
import threading
import time
from datetime import timedelta
from http.server import ThreadingHTTPServer

import pytest
from django.db import connections

from allmende.commons.audiences.models import Layer
from allmende.foundation import clock, http
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.queries import page_of as notices_of
from allmende.observers.webhooks.commands.delivering import BACK_OFF, deliver_to, line_up
from allmende.observers.webhooks.commands.keeping import make_hook, resume_hook, send_again, send_test
from allmende.observers.webhooks.models import Attempt, Delivery, DeliveryState, Hook, HookState, Lane
from allmende.observers.webhooks.tests.conftest import TOLD, drip, never, work


def hook_to(cast, url):
    return make_hook(cast.eli, cast.community, url=url, names=TOLD, layer=Layer.COMMUNITY)[0]


@pytest.mark.django_db
def test_a_failure_is_tried_again_later_and_later_under_the_same_id(hooked, cast):
    hook, _secret, receiver = hooked
    receiver.answers = [500, 404, 302]
    send_test(cast.eli, hook)

    for seconds in (0, 6, 36):
        with clock.travel(seconds=seconds):
            work()
            work()
    with clock.travel(seconds=160):
        work()

    assert len({headers["webhook-id"] for headers, _body in receiver.seen}) == 1
    assert list(Attempt.objects.order_by("id").values_list("status", flat=True)) == [500, 404, 302, 204]
    assert Delivery.objects.get().state == DeliveryState.SENT


@pytest.mark.django_db
def test_after_days_it_is_given_up_and_can_be_sent_again(hooked, cast):
    hook, _secret, receiver = hooked
    receiver.always = 500
    send_test(cast.eli, hook)
    Delivery.objects.update(tries=len(BACK_OFF))

    work()
    given_up = Delivery.objects.get().state
    receiver.always = 204
    again = send_again(cast.eli, hook)
    work()

    assert 4 < sum(BACK_OFF) / 86_400 < 7, "some days"
    assert given_up == DeliveryState.FAILED
    assert again == 1
    assert Delivery.objects.get().state == DeliveryState.SENT


@pytest.mark.django_db
@pytest.mark.parametrize("status", [429, 503])
def test_a_receiver_that_asks_for_rest_gets_it_and_all_to_it_wait(hooked, cast, status):
    hook, _secret, receiver = hooked

    def busy(handler):
        handler.send_response(status)
        handler.send_header("Retry-After", "600")
        handler.end_headers()

    receiver.answers = [busy]
    for _test in range(3):
        send_test(cast.eli, hook)
    work()
    with clock.travel(seconds=500):
        work()
    early = len(receiver.seen)
    with clock.travel(seconds=700):
        work()

    assert early == 1
    assert len(receiver.seen) == 4
    assert {row.state for row in Delivery.objects.all()} == {DeliveryState.SENT}


@pytest.mark.django_db
def test_who_is_gone_is_asked_no_more(hooked, cast):
    hook, _secret, receiver = hooked
    receiver.always = 410
    send_test(cast.eli, hook)

    work()

    hook.refresh_from_db()
    assert hook.state == HookState.GONE
    with pytest.raises(Refused):
        send_test(cast.eli, hook)


@pytest.mark.django_db
def test_after_three_days_of_failure_it_pauses_by_itself_and_its_owner_is_told(hooked, cast):
    hook, _secret, receiver = hooked
    receiver.always = 500
    send_test(cast.eli, hook)
    work()
    Hook.objects.update(failing_since=clock.now() - timedelta(days=4))

    with clock.travel(minutes=1):
        work()
        work()
        notices = notices_of(cast.eli)

    hook.refresh_from_db()
    assert hook.state == HookState.FAILING
    assert any("web hook" in str(row.sentence) for row in notices.items)
    resume_hook(cast.eli, hook)
    receiver.always = 204
    with clock.travel(hours=1):
        work()
    assert Delivery.objects.get().state == DeliveryState.SENT


@pytest.mark.django_db(transaction=True)
def test_slow_and_dead_receivers_hold_up_nobody_else(cast, listen, monkeypatch, tmp_path):
    monkeypatch.setattr(http, "WHOLE", 1.0)
    good, silent, slow, wrong = listen(), listen(), listen(), broken_tls()
    silent.always, slow.always = never, drip
    for url in (silent.url, slow.url, f"https://127.0.0.1:{wrong.server_address[1]}/", "http://127.0.0.1:9/", good.url):
        send_test(cast.eli, hook_to(cast, url))
    hosts = []
    line_up(hosts.append)
    arrived = []

    def send(host):
        deliver_to(host)
        arrived.append(host)
        connections.close_all()

    lanes = [threading.Thread(target=send, args=(host,)) for host in hosts]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join(20)
    wrong.server_close()

    assert len(hosts) == 5
    problems = dict(Attempt.objects.values_list("delivery__hook__host", "problem"))
    own = {url.split("/")[2] for url in (silent.url, slow.url)}
    assert arrived.index(good.url.split("/")[2]) < min(arrived.index(host) for host in own)
    assert problems.pop(good.url.split("/")[2]) == ""
    assert all(problems.values()), problems
    assert Delivery.objects.filter(state=DeliveryState.WAITING, tries=1).count() == 4
    assert Lane.objects.filter(rests_until__gt=clock.now()).count() == 4


def broken_tls():
    """Open a port that speaks no TLS where TLS is asked for."""
    from allmende.observers.webhooks.tests.conftest import Handler

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    assert ssl.OPENSSL_VERSION
    return server


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_a_worker_killed_between_effect_and_acknowledgement_tells_it_once_more_under_the_same_id(cast, listen, seed):
    receiver, children = listen(), []

    def kill(handler):
        os.kill(children[0], signal.SIGKILL)
        time.sleep(0.05 * seed)

    receiver.answers = [kill]
    hook = hook_to(cast, receiver.url)
    send_test(cast.eli, hook)
    send_test(cast.eli, hook)
    connections.close_all()
    child = os.fork()
    if child == 0:  # the worker
        time.sleep(0.1)
        deliver_to(hook.host)
        os._exit(0)
    children.append(child)
    _pid, status = os.waitpid(child, 0)

    with clock.travel(minutes=2):
        work()

    ids = [headers["webhook-id"] for headers, _body in receiver.seen]
    assert os.WIFSIGNALED(status)
    assert len(set(ids)) == 2, "a receiver that knows ids has each once"
    assert len(ids) == 3, "at most one repetition on the wire"
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "https://user:pass@example.org/", "ftp://example.org/", "https://", "javascript:alert(1)",
        "https://exa mple.org:99999/", "https://[::1", "//example.org", "https://example.org/\x00", "",
    ],
)  # fmt: skip
def test_only_encrypted_addresses_without_passwords_are_told(cast, url):
    with pytest.raises(Refused) as refused:
        hook_to(cast, url)

    assert refused.value.status == 422
    assert not Hook.objects.exists()


@pytest.mark.django_db
def test_addresses_inside_are_never_reached(cast, settings):
    settings.PRIVATE_HOSTS = frozenset()
    send_test(cast.eli, hook_to(cast, "https://127.0.0.1:1/"))

    work()

    assert Attempt.objects.get().problem == "unreachable"
