"""How tables of routes are asked: a line `route | method | case | six statuses`, and every request is undone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from allmende.commons.audiences.kept import outdate
from allmende.foundation.kept import forget_all
from tests.matrix.tables import WHO, Row, asked, read


@dataclass(frozen=True)
class Request:
    """Where a row leads, and what is sent (or what makes it anew each time, as files can be read only once)."""

    url: str
    sent: Any = None
    content_type: str = ""
    headers: dict[str, str] | None = None


def split(row: Row) -> tuple[str, str, str]:
    """Return route, method and case of a row; the first column holds `route METHOD`."""
    route, method = row.verb.split()
    return route, method, row.case


def routes_in(table: str) -> set[str]:
    """Return the names of the routes that a table has rows for."""
    return {split(row)[0] for row in read(table)}


def differences(table: str, cast: Any, requests: dict[tuple[str, str], Request]) -> list[str]:
    """Ask every row as each of the cast and return the rows that are answered otherwise than written."""
    wrong, browsers = [], Browsers(cast)
    for row in read(table):
        cells = asked(row.cells)
        answers = [_answer(browsers, who, row, requests[row.verb, row.case]) for who, _cell in cells]
        if answers != [cell for _who, cell in cells]:
            said = f"written: {' '.join(row.cells)} | answered: {' '.join(answers)}"
            wrong.append(f"{row.verb} | {row.case} | {said}")
    return wrong


def _answer(browsers: Browsers, who: str, row: Row, request: Request) -> str:
    method = row.verb.split()[1]
    options: dict[str, Any] = {"headers": request.headers or {}}
    if request.content_type:
        options["content_type"] = request.content_type
    sent = request.sent() if callable(request.sent) else request.sent or {}
    with browsers.undone(who) as client:
        answer = getattr(client, method.lower())(request.url, sent, **options)
    return str(answer.status_code)


class Browsers:
    """A browser for each of the cast, and for others by their names: signed in once, and whatever happens in it is undone."""

    def __init__(self, cast: Any, **others: Any) -> None:
        self.people = {who: others.get(who) or getattr(cast, who) for who in (*WHO, *others)}
        self.signed_in: dict[str, SimpleCookie] = {}

    @contextmanager
    def undone(self, who: str) -> Iterator[Client]:
        """Open one's browser; what it did is gone after the block, its cookies too."""
        client = Client(SERVER_NAME="localhost")
        cache.clear()
        forget_all()
        if who != "cleo" and who not in self.signed_in:
            client.force_login(self.people[who].account)
            self.signed_in[who] = client.cookies
        client.cookies = deepcopy(self.signed_in.get(who, SimpleCookie()))
        with transaction.atomic():
            yield client
            transaction.set_rollback(True)
        outdate()
