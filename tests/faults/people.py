"""People at work, each in a thread, over HTTP, through the API: what they did, what they were answered, and whether it is there.

Whoever gets no answer asks again with the same key until there is one; some give up. What must hold afterwards: all that was
answered is there, once; what was never answered is there once, or not at all.
"""

from __future__ import annotations

import http.client
import itertools
import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from allmende.commons.audiences.models import Layer
from allmende.commons.ballots.models import Ballot
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.testing import make_member
from allmende.commons.tokens.testing import give_token
from allmende.foundation import clock
from allmende.identity.accounts.testing import make_person
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution

CROWD = 20
KINDS = ("comment", "comment", "comment", "vote", "vote", "upload", "hand in", "nominate")


@dataclass
class Deed:
    """What someone did: a kind, a mark by which it is found, the choices of a ballot; and what they were answered."""

    kind: str
    mark: str
    choices: list[str] = field(default_factory=list)
    status: int = 0
    answer: Any = None
    asked: int = 0

    @property
    def is_done(self) -> bool:
        """Whether they were told that it is done."""
        return 200 <= self.status < 300


@dataclass
class Person:
    """Someone at a machine of theirs."""

    actor: Any
    token: str
    own: Any
    deeds: list[Deed] = field(default_factory=list)
    receipt: str = "none"
    stood: list[str] | None = None
    """How they had voted before."""


@dataclass
class Town:
    """A community with one call that takes contributions, one that is voted on, and a crowd."""

    cast: Any
    open_call: Any
    vote: Any
    choices: list[str]
    crowd: list[Person]

    @property
    def deeds(self) -> list[Deed]:
        """All that was done."""
        return [deed for person in self.crowd for deed in person.deeds]

    def begin(self) -> None:
        """Forget what was done before: a new round begins."""
        ballots = self.ballots()
        for person in self.crowd:
            person.stood = ballots.get(person.actor.id)
            person.deeds.clear()

    def ballots(self) -> dict[UUID, list[str]]:
        """Who has voted how."""
        return dict(Ballot.objects.filter(box=self.vote.box).values_list("voter", "content"))


def make_town(cast: Any, size: int = CROWD) -> Town:
    """Make it; two weeks ago the call that is voted on now began."""
    now = clock.now()
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, layer, Mode.FREE)
    with clock.frozen(now - 2.5 * WEEK):
        vote = make_call(cast.eli, cast.community, title="What shall we build?", layer=Layer.PUBLIC)
        choices = [
            make_contribution(cast.ben, vote, title=title, cost=100_000).ballot_key
            for title in ("A pond", "A bench", "An awning")
        ]
    with clock.frozen(now - 0.5 * WEEK):
        open_call = make_call(cast.eli, cast.community, title="A cooler schoolyard", layer=Layer.PUBLIC)
    crowd = []
    for n in range(size):
        with clock.frozen(now - 4 * WEEK):
            actor = make_member(cast.community, make_person(f"Person {n}"))
        own = make_contribution(actor, open_call, title=f"Idea of person {n}", cost=100_000)
        crowd.append(Person(actor, give_token(actor), own))
    return Town(cast, open_call, vote, choices, crowd)


@contextmanager
def at_work(town: Town, port: int, seed: int, *, giving_up: float = 0.1) -> Iterator[None]:
    """Let the whole crowd work for as long as the block; what is unanswered then is asked again until it is answered."""
    over = threading.Event()
    failures: list[BaseException] = []

    def work(n: int, person: Person) -> None:
        chance = random.Random(f"{seed}-{n}")
        try:
            for count in itertools.count():
                if over.is_set():
                    return
                _do(town, person, port, chance, f"s{seed}p{n}d{count}e", giving_up)
                time.sleep(chance.random() * 0.05)
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n, person), daemon=True) for n, person in enumerate(town.crowd)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(60)
    assert not failures, failures
    assert not any(thread.is_alive() for thread in threads), "someone waits for ever"


def _do(town: Town, person: Person, port: int, chance: random.Random, mark: str, giving_up: float) -> None:
    deed = Deed(chance.choice(KINDS), mark)
    person.deeds.append(deed)
    if deed.kind == "vote":
        deed.choices = sorted(chance.sample(town.choices, chance.randint(1, 3)))
    gives_up = chance.random() < giving_up
    until = time.monotonic() + 40
    while not _answered(town, person, deed, port):
        if gives_up or time.monotonic() > until:
            break
        time.sleep(0.05 + chance.random() * 0.1)
    if deed.kind == "vote" and deed.is_done:
        person.receipt = deed.answer["version"]


def _answered(town: Town, person: Person, deed: Deed, port: int) -> bool:
    """Ask once; whether there was an answer that stands (503 does not)."""
    path = _request(town, person, deed)[1]
    status, answer = ask(town, person, deed, port)
    if status == 412 and deed.kind == "vote":  # their own vote came through, and its answer was lost
        status, answer = _send(port, "GET", path, b"", {"Authorization": f"Bearer {person.token}"})
        person.receipt = answer["version"] if status == 200 else person.receipt
        deed.status, deed.answer = (
            (200, answer) if status == 200 and sorted(answer["choices"]) == deed.choices else (0, None)
        )
        return deed.is_done
    if status in {0, 503}:
        return False
    deed.status, deed.answer = status, answer
    return True


def ask(town: Town, person: Person, deed: Deed, port: int, **headers: str) -> tuple[int, Any]:
    """Ask once for what is to be done; returns the status (0: no answer) and what was answered."""
    method, path, body, needed = _request(town, person, deed)
    deed.asked += 1
    token = {"Authorization": f"Bearer {person.token}", "Idempotency-Key": deed.mark}
    return _send(port, method, path, body, needed | token | headers)


def _request(town: Town, person: Person, deed: Deed) -> tuple[str, str, bytes, dict[str, str]]:
    plain = {"Content-Type": "application/json"}
    call = f"/api/v1/calls/{town.open_call.slug}"
    text = f"The words {deed.mark} stand here, and nowhere else."
    if deed.kind == "comment":
        return "POST", f"/api/v1/things/{town.open_call.id}/comments", json.dumps({"text": text}).encode(), plain
    if deed.kind == "vote":
        path, match = (
            f"/api/v1/calls/{town.vote.slug}/ballot",
            "*" if person.receipt == "none" else f'"{person.receipt}"',
        )
        return "PUT", path, json.dumps({"choices": deed.choices}).encode(), plain | {"If-Match": match}
    if deed.kind == "hand in":
        sent = {"title": f"Idea {deed.mark}", "text": text, "cost": {"minor": 1000, "currency": "EUR"}}
        return "POST", f"{call}/contributions", json.dumps(sent).encode(), plain
    if deed.kind == "nominate":
        sent = {
            "place": town.cast.community.slug,
            "name": deed.mark,
            "email": f"{deed.mark}@example.net",
            "why": text,
            "knows": True,
        }
        return "POST", "/api/v1/nominations", json.dumps(sent).encode(), plain
    name = f'Content-Disposition: form-data; name="file"; filename="{deed.mark}.txt"'
    body = f"--x\r\n{name}\r\nContent-Type: text/plain\r\n\r\n{text * 40}\r\n--x--\r\n".encode()
    return "POST", f"/api/v1/things/{person.own.id}/files", body, {"Content-Type": "multipart/form-data; boundary=x"}


def _send(port: int, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        line.request(method, path, body, {"Host": "localhost", "Connection": "close", **headers})
        answer = line.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content else None
    except (OSError, http.client.HTTPException, json.JSONDecodeError):
        return 0, None
    finally:
        line.close()
