"""People who say something, and people who vote, at the same time: writes per second, how long one waits, that none fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID, uuid4

from bench.driver import drive, request_of
from bench.pages import House, cookie_of
from bench.server import SERVE, Server, serving

if TYPE_CHECKING:
    from allmende.rooms.calls.models import Call

WRITERS = 8
GOALS = {"postgresql": 200, "sqlite": 100}
P95_MS = 60
WARM = 160
"""So many are sent before any is counted: each process has seen every statement and template then."""


def run(seconds: float) -> bool:
    """Let eight people at a time comment and then vote over HTTP; print what came of it and return whether the goals hold."""
    from bench.town import call_of_pages, contribution_of_pages

    house, one = House(), contribution_of_pages(call_of_pages())
    with serving(SERVE) as server:
        well = comment_over_http(server, one.id, house.cookies, seconds)
        well &= _measure(server, "votes", list(_votes(server, _enough(seconds))), seconds)
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}")
    return well


def comment_over_http(server: Server, thing: UUID, cookies: list[str], seconds: float) -> bool:
    """Let eight people at a time comment on a thing; print what came of it and return whether the goals hold."""
    said = _comments(server, f"/id/{thing}/comments/", cookies, _enough(seconds))
    return _measure(server, "comments", list(said), seconds)


def _enough(seconds: float) -> int:
    return WARM + int(600 * seconds)


def _measure(server: Server, what: str, requests: list[bytes], seconds: float) -> bool:
    """Send each request once; where they come to an end sooner, it is measured for that long."""
    from django.db import connection

    drive(server.address, requests[:WARM], seconds, WRITERS, once=True)
    before = server.worked()
    load = drive(server.address, requests[WARM:], seconds, WRITERS, once=True)
    each = (server.worked() - before) / max(1, len(load.taken))
    p95 = load.percentile(0.95)
    print(
        f"{connection.vendor}: {load.rate:.0f} {what}/s, p50 {load.percentile(0.5):.0f} ms, p95 {p95:.0f} ms, "
        f"p99 {load.percentile(0.99):.0f} ms, {each:.1f} ms of processor time each, {load.wrong} of {len(load.taken)} wrong"
    )
    return load.wrong == 0 and load.rate >= GOALS[connection.vendor] and p95 < P95_MS


def _comments(server: Server, path: str, cookies: list[str], most: int) -> Iterator[bytes]:
    """Comments by members in turn, as htmx sends them, each with the key of its form."""
    for n in range(most):
        words = {"text": f"Words number {n} of {uuid4()}", "intent": "comment", "once": str(uuid4())}
        yield posted(server, path, cookies[n % len(cookies)], words, {"HX-Request": "true"})


def _votes(server: Server, most: int) -> Iterator[bytes]:
    """The first ballots of so many members, each with three contributions."""
    from allmende.commons.spaces.models import Membership
    from allmende.rooms.calls.models import Contribution

    call = _call_that_votes()
    costs = Contribution.objects.filter(call=call, cost__lte=call.budget // 3)
    keys = list(costs.order_by("number").values_list("ballot_key", flat=True)[:3])
    rows = Membership.objects.filter(space__root=None, role="member", actor__account__isnull=False)
    for row in rows.select_related("actor__account").order_by("id")[:most]:
        ballot = [*(("choices", key) for key in keys), ("receipt", ""), ("once", str(uuid4()))]
        yield posted(server, f"/calls/{call.slug}/vote/", cookie_of(row.actor.account), ballot)


def _call_that_votes() -> Call:
    """Bring a public call that no page shows into its vote, with an empty box."""
    from django.db import transaction

    from allmende.commons.audiences.models import PUBLIC
    from allmende.commons.ballots.models import Ballot, Box, Voter
    from allmende.foundation import clock
    from allmende.foundation.generation import move_generation
    from allmende.rooms.calls.models import Call, PhaseKind
    from bench.town import call_of_pages

    call = Call.objects.filter(audience_id=PUBLIC).exclude(id=call_of_pages().id).order_by("id")[0]
    began = clock.now()  # after everyone has joined, also in a community made a moment ago
    ends = began + timedelta(days=1)
    with transaction.atomic():
        call.phases.filter(kind=PhaseKind.DISCUSS).update(closes=began)
        call.phases.filter(kind=PhaseKind.VOTE).update(opens=began, closes=ends)
        call.phases.filter(kind=PhaseKind.RESULT).update(opens=ends)
        Ballot.objects.filter(box=call.id).delete()
        Voter.objects.filter(box=call.id).delete()
        Box.objects.filter(thing_id=call.id).update(opens=began, closes=ends)
    move_generation()
    return call


def posted(server: Server, path: str, cookie: str, form: object, headers: dict[str, str] | None = None) -> bytes:
    token = "a" * 32  # the cookie's and the form's are the same: that is what is checked
    fields = [*(form.items() if isinstance(form, dict) else form), ("csrfmiddlewaretoken", token)]  # type: ignore[misc]
    sent = {"Origin": server.address, **(headers or {})}
    return request_of(server.address + path, f"{cookie}; csrf={token}", sent, urlencode(fields).encode())
