"""A real stream over loopback: hints arrive, only for what the reader reaches at that moment, and end with the right to them."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands.members import take_out
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.models import Job, State
from allmende.identity.accounts.models import Session
from allmende.identity.actors.models import Actor
from allmende.surfaces.live import hub as hubs
from allmende.surfaces.live.server import serve

pytestmark = pytest.mark.django_db(transaction=True)


class Stream:
    """An open stream as a browser reads it; every read waits, but not for ever."""

    def __init__(self, port: int, actor: Actor, on: str, **headers: str) -> None:
        browser = Client()
        browser.force_login(actor.account)
        self.session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        url = f"http://localhost:{port}/stream/?on={on}"
        cookie = f"{settings.SESSION_COOKIE_NAME}={self.session}"
        asked = urllib.request.Request(url, headers={"Accept": "text/event-stream", "Cookie": cookie, **headers})
        self.answer = urllib.request.urlopen(asked, timeout=6)
        self.last = self.next("ready")[1]

    def next(self, event: str = "changed") -> tuple[str, int]:
        """Return data and id of the next event of a kind; ("", 0) at the end of the stream."""
        said: dict[str, str] = {}
        for line in self.answer:
            name, _sign, value = line.decode().rstrip("\n").partition(":")
            said |= {name: value.strip()} if name else {}
            if line == b"\n" and said:
                if said.get("event") == event:
                    return said["data"], int(said["id"])
                said = {}
        return "", 0


@pytest.fixture
def port(transactional_db: None) -> Iterator[int]:
    """The port of a stream server in a thread of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    began, servers = threading.Event(), []

    def ready(close: Any) -> None:
        servers.append((close, asyncio.get_running_loop()))
        began.set()

    thread = threading.Thread(target=lambda: asyncio.run(serve("127.0.0.1", found, ready=ready)))
    thread.start()
    began.wait(10)
    for _attempt in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", found)) == 0:
                break
        time.sleep(0.05)
    yield found
    close, loop = servers[0]
    loop.call_soon_threadsafe(close)
    thread.join(15)
    assert not thread.is_alive()


def make_job(**given: int) -> Job:
    """A job that is running and goes nowhere by itself."""
    return Job.objects.create(path="none", state=State.RUNNING, run_after=clock.now(), **given)


def test_a_hint_tells_that_something_was_said_and_nothing_of_what(cast: Cast, port: int) -> None:
    note, other = make_note(cast.team, cast.ada), make_note(cast.team, cast.ada, title="A hedge")
    pull_all()
    ben = Stream(port, cast.ben, f"talk:{note.id},notices")

    comment(cast.ben, note, "My own words come back to nobody.")
    comment(cast.ada, other, "On another page.")
    comment(cast.ada, note, "The secret of the pond")
    pull_all()

    key, seq = ben.next()
    assert key == f"talk:{note.id}"
    # away for a moment: what was said meanwhile is told on return
    comment(cast.ada, note, "And a second one")
    pull_all()
    again = Stream(port, cast.ben, f"talk:{note.id}", **{"Last-Event-ID": str(seq)})
    assert again.next()[0] == f"talk:{note.id}"


def test_the_bell_rings_for_whom_it_concerns(cast: Cast, port: int) -> None:
    note = make_note(cast.team, cast.ada)
    pull_all()
    ada, ben = Stream(port, cast.ada, "notices"), Stream(port, cast.ben, f"notices,talk:{note.id}")

    said = comment(cast.ben, note, "A word for Ada")
    pull_all()

    assert ada.next()[0] == "notices"
    comment(cast.ada, note, "And back to Ben", parent=said)
    pull_all()
    assert {ben.next()[0], ben.next()[0]} == {"notices", f"talk:{note.id}"}


def test_a_job_tells_those_who_watch_it_that_it_is_further(cast: Cast, port: int) -> None:
    job, other = (make_job(done=4, total=100) for _each in range(2))
    ben = Stream(port, cast.ben, f"job:{job.id}")
    assert ben.next()[0] == f"job:{job.id}"  # what happened between the making of the page and this moment

    for change in ({"done": 40}, {"state": State.DONE}):
        time.sleep(hubs.TURN * 1.5)
        Job.objects.filter(id=other.id).update(done=50)
        Job.objects.filter(id=job.id).update(**change)
        assert ben.next()[0] == f"job:{job.id}"


@pytest.mark.parametrize("loss", ["membership", "session", "layer"])
def test_a_lost_right_ends_the_stream_without_a_hint(cast: Cast, port: int, loss: str) -> None:
    note = make_note(cast.team, cast.ada, Layer.TEAM)
    pull_all()
    ben = Stream(port, cast.ben, f"talk:{note.id}")

    began = time.monotonic()
    if loss == "membership":
        take_out(cast.ada, cast.team, cast.ben)
    elif loss == "session":
        Session.objects.filter(session_key=ben.session).delete()
    else:
        note.audience_id = make_note(cast.team, cast.ada, None).audience_id
        note.save()
    pull_all()

    assert ben.next() == ("", 0)
    assert time.monotonic() - began < 5


def test_nobody_has_more_than_eight_at_a_time(cast: Cast, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "PER_PERSON", 2)
    streams = [Stream(port, cast.ben, "notices") for _each in range(2)]

    with pytest.raises(urllib.error.HTTPError) as refused:
        Stream(port, cast.ben, "notices")
    assert refused.value.code == 429

    streams.pop().answer.close()
    Stream(port, cast.finn, "notices")


@pytest.mark.parametrize(
    ("on", "status"),
    [("talk:0", 422), ("talk", 422), ("x:019", 422), ("%00", 422), ("talk:01990000-0000-7000-8000-000000000000", 404),
     (",".join(f"talk:01990000-0000-7000-8000-{n:012}" for n in range(21)), 422)],
)  # fmt: skip
def test_what_is_no_part_of_a_page_can_not_be_watched(cast: Cast, port: int, on: str, status: int) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        Stream(port, cast.ben, on)
    assert refused.value.code == status


def test_without_a_stream_a_page_asks_now_and_then(cast: Cast, client: Any) -> None:
    note = make_note(cast.team, cast.ada)
    pull_all()
    client.force_login(cast.ben.account)

    def asked(**more: object) -> Any:
        return client.get("/stream/", {"on": f"talk:{note.id},notices", **more}, headers={"Host": "localhost"})

    began = asked().json()
    comment(cast.ada, note, "Something new")
    pull_all()
    answer = asked(last=began["last"])

    assert json.loads(answer.content) == {"last": began["last"] + 1, "changed": [f"talk:{note.id}"]}
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert asked(age=60_000).json()["changed"] == [f"talk:{note.id}"]
    assert asked(last=answer.json()["last"]).json()["changed"] == []
    job = f"job:{note.id}"
    assert asked(on=job, last=answer.json()["last"]).json()["changed"] == [job]  # a page that shows one looks each time
    assert [asked(last=bad).status_code for bad in ("x", "9" * 40, "-1", "²")] == [200] * 4
