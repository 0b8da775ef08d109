"""Other programs are told what members write in the conversation of a space: as Mattermost and Slack take it, and seen by all in it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from allmende.commons.spaces.commands import leave_space, take_in
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation import clock
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.testing import make_person
from allmende.rooms.messages.channels.outlet import host_in, words_of
from allmende.rooms.messages.commands import carry_out, open_outlet, open_space_talk, remove, take_due
from allmende.rooms.messages.models import Carried, Outlet
from allmende.rooms.messages.rules import may_let_outlets
from allmende.rooms.messages.testing import make_talk, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(cast: Cast):
    return open_space_talk(cast.ada, cast.team)


@pytest.fixture
def chat(settings) -> Iterator[SimpleNamespace]:
    """A program that listens on this machine: what it was told, and how it answers."""
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    told = SimpleNamespace(seen=[], status=200)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(told.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}/hooks/secret"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def told(cast: Cast, talk, chat) -> SimpleNamespace:
    open_outlet(cast.ada, talk, name="Mattermost", url=chat.url)
    return chat


def carry(after: timedelta = timedelta(minutes=1)) -> None:
    """Let what is due after some time go out."""
    with clock.frozen(clock.now() + after):
        for key in take_due():
            carry_out(key)


def test_what_is_written_from_then_on_goes_out_once_and_says_so(cast: Cast, talk, chat, signed_in):
    say(cast.ben, talk, "Before.")
    open_outlet(cast.ada, talk, name="Mattermost", url=chat.url)
    say(cast.ben, talk, "See **the** [pond](https://example.org/p), <!channel> @all & @here")

    carry(), carry()
    page = signed_in(cast.ben).get(f"/messages/{talk.pk}/").content.decode()

    ((sent),) = chat.seen
    assert sent["text"].startswith(
        "*Ben Roth*\nSee *the* <https://example.org/p|pond>, &lt;!channel&gt; @\u200ball &amp; @\u200bhere\n"
    )
    assert f"/messages/{talk.pk}/" in sent["text"]
    assert ("Also went to Mattermost" in page, "127.0.0.1" in page) == (True, True)


def test_its_address_is_a_secret(cast: Cast, told, talk, signed_in):
    assert "secret" not in Outlet.objects.get().address
    for who in (cast.ada, cast.ben):
        assert "hooks/secret" not in signed_in(who).get(f"/messages/{talk.pk}/").content.decode()
    assert "hooks/secret" not in signed_in(cast.ada).get(f"/messages/{talk.pk}/hooks/").content.decode()


def test_what_was_removed_at_once_and_what_programs_wrote_stays_here(cast: Cast, told, talk):
    remove(cast.ben, say(cast.ben, talk, "A slip"))
    say(cast.ada, talk, "Frost tonight", carrier="hook")

    carry()

    assert told.seen == []


def test_what_fails_is_tried_again_and_an_address_that_is_gone_is_told_nothing_more(cast: Cast, told, talk):
    told.status = 500
    say(cast.ben, talk, "Once")
    carry()
    first = Carried.objects.get().tries, Outlet.objects.get().failing_since is None
    told.status = 200
    carry(timedelta(hours=1))
    told.status = 410
    say(cast.ben, talk, "Twice")
    carry()
    say(cast.ben, talk, "Never")
    carry()

    assert first == (1, False)
    assert [sent["text"].split("\n")[1] for sent in told.seen] == ["Once", "Once", "Twice"]
    assert (Outlet.objects.get().ended is not None, Outlet.objects.get().address) == (True, "")


def test_it_ends_with_whoever_let_it(cast: Cast, told, talk):
    say(cast.ben, talk, "Who has the key?")
    leave_space(cast.ada, cast.team)

    carry()

    assert (told.seen, Outlet.objects.get().ended is not None) == ([], True)


def test_where_someone_young_reads_nothing_goes_out(cast: Cast, told, talk):
    young = make_member(cast.community, make_person("Yuna Klein"))
    young.account.age_band = AgeBand.UNDER_18
    young.account.save()
    say(cast.ben, talk, "Welcome!")
    take_in(cast.ada, cast.team, young)

    carry()

    assert told.seen == []
    assert not may_let_outlets(cast.ada, talk)


def test_only_hosts_of_a_space_set_it_up_and_end_it(cast: Cast, talk, chat, signed_in):
    two = make_talk(cast.community, cast.ada, cast.ben)
    sent = {"name": "Slack", "url": chat.url}

    assert signed_in(cast.ben).post(f"/messages/{talk.pk}/outlets/", sent).status_code == 403
    assert signed_in(cast.ada).post(f"/messages/{two.pk}/outlets/", sent).status_code == 409
    assert signed_in(cast.ada).post(f"/messages/{talk.pk}/outlets/", sent).status_code == 302
    one = Outlet.objects.get()
    assert signed_in(cast.ben).post(f"/messages/{talk.pk}/outlets/{one.pk}/removal/").status_code == 403
    assert signed_in(cast.ada).post(f"/messages/{talk.pk}/outlets/{one.pk}/removal/").status_code == 302
    say(cast.ben, talk, "Alone again")
    carry()
    assert chat.seen == []


@pytest.mark.parametrize("url", ["", "http://chat.example.org/x", "https://a:b@chat.example.org/", "ftp://chat.example.org/", "https://chat.example.org/" + "x" * 500, "https://[", "https://a b/"])  # fmt: skip
def test_an_address_that_can_not_be_told_is_refused(cast: Cast, talk, url):
    with pytest.raises(Refused) as refused:
        open_outlet(cast.ada, talk, name="Slack", url=url)

    assert (refused.value.status, set(refused.value.errors)) == (422, {"url"})


def test_an_address_inside_is_never_asked(cast: Cast, talk, chat, settings):
    open_outlet(cast.ada, talk, name="Slack", url=chat.url.replace("http://127.0.0.1", "https://127.0.0.1"))
    settings.PRIVATE_HOSTS = frozenset()
    say(cast.ben, talk, "Knock")

    carry()

    assert (chat.seen, Carried.objects.get().state) == ([], "waiting")


def test_words_mean_nothing_to_the_other_side():
    assert words_of("a < b & **c**") == "a &lt; b &amp; *c*"
    assert host_in("https://chat.example.org:8443/x") == "chat.example.org:8443"
