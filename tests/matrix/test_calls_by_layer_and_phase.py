"""Calls over the web: every layer in every phase, every act by each of the cast, put together from four small tables.

Ada holds the call in the team, Ben hands something in, Eli curates the community, Finn belongs to the community only, Dora
has an account, Cleo has none. What each is answered: 404 where they don't see the call; else what the act says of who they
are; else what the phase says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.kept import forget_all
from allmende.foundation.testing import NOON
from allmende.identity.actors.commands import system
from allmende.rooms.calls.commands import cast_ballot
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.rules import may_count, may_import, may_tell_outcome, may_vote
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution, make_draft
from tests.matrix.tables import WHO, asked, cell

SEES = """
layer      guest  stranger  community  member  host  curator
draft      -      -         -          -       yes   -
team       -      -         -          yes     yes   yes
community  -      -         yes        yes     yes   yes
network    -      -         yes        yes     yes   yes
public     yes    yes       yes        yes     yes   yes
"""
BELONGS = """
layer      guest  stranger  community  member  host  curator
draft      -      -         -          yes     yes   yes
team       -      -         -          yes     yes   yes
community  -      -         yes        yes     yes   yes
network    -      -         yes        yes     yes   yes
public     -      -         yes        yes     yes   yes
"""
WHO_MAY = """
act         guest     stranger  community  member   host     curator
see         yes       yes       yes        yes      yes      yes
contribute  belongs   belongs   belongs    belongs  belongs  belongs
comment     belongs   belongs   belongs    belongs  belongs  belongs
vote        belongs   belongs   belongs    belongs  belongs  belongs
revise      -         -         -          yes      -        -
withdraw    -         -         -          yes      -        -
change      -         -         -          -        yes      yes
publish     -         -         -          -        yes      yes
count       -         -         -          -        yes      yes
tell        -         -         -          -        yes      yes
"""
OPENS = """
act         draft  before  submit  discuss  vote  result
see         200    200     200     200      200   200
contribute  410    410     302     410      410   410
comment     409    410     302     302      302   302
vote        410    410     410     410      302   410
revise      none   410     200     200      410   410
withdraw    none   302     302     302      409   409
change      200    200     200     200      200   200
publish     302    409     409     409      409   409
count       409    409     409     409      409   302
tell        409    409     409     409      409   409
"""
LAYERS = {"team": Layer.TEAM, "community": Layer.COMMUNITY, "network": Layer.NETWORK, "public": Layer.PUBLIC}
ON_BOTH = {"team", "public"}
"""The layers that are asked on both databases: whom a reach holds, and what everyone may see."""
PHASES = {"before": -0.5, "submit": 0.5, "discuss": 1.5, "vote": 2.5, "result": 3.5}
TEXT = "A brook runs through the yard, and everyone may wade in it."


def table(text: str) -> dict[tuple[str, str], str]:
    """Read a small table: (name of the line, name of the column) -> what stands there."""
    heading, *lines = (line.split() for line in text.strip().splitlines())
    return {(name, column): word for name, *cells in lines for column, word in zip(heading[1:], cells, strict=True)}


ROLES = dict(zip(WHO, ("guest", "stranger", "community", "member", "host", "curator"), strict=True))
sees, belongs, who_may, opens = map(table, (SEES, BELONGS, WHO_MAY, OPENS))
ACTS = list(dict.fromkeys(act for act, _column in opens))


def written(layer: str, phase: str, act: str, role: str) -> str:
    """What the four tables say together."""
    if sees[layer, role] != "yes":
        return "404"
    permission = who_may[act, role]
    if permission == "-" or (permission == "belongs" and belongs[layer, role] != "yes"):
        return "403"
    return opens[act, phase]


type Send = Callable[[Client], Any]


def acts_on(call: Call) -> dict[str, Send]:
    """How each act is done in the browser."""
    pond = Contribution.objects.filter(call=call).first()

    def url(name: str, *rest: Any) -> str:
        return reverse(f"calls:{name}", args=[call.slug, *rest])

    words = {"title": "A brook", "text": TEXT, "cost": "7"}
    found: dict[str, Send] = {
        "see": lambda client: client.get(url("call")),
        "contribute": lambda client: client.post(url("begin"), words),
        "comment": lambda client: client.post(
            reverse("comments", args=[call.id]), {"text": "Frogs?", "intent": "question"}
        ),
        "vote": lambda client: client.post(url("vote"), {"choices": [pond.ballot_key] if pond else []}),
        "change": lambda client: client.get(url("edit")),
        "publish": lambda client: client.post(url("publication"), {"layer": "2"}),
        "count": lambda client: client.post(url("count")),
        "tell": lambda client: client.get(url("outcome")),
    }
    if pond:
        revised = {**words, "version": pond.revision}
        found["revise"] = lambda client: client.post(url("draft", pond.number), revised)
        found["withdraw"] = lambda client: client.post(url("withdrawal", pond.number))
    return found


@pytest.fixture
def browsers(cast: Cast) -> Iterator[dict[str, Client]]:
    """Each of the cast, signed in once."""
    clients = {who: Client(SERVER_NAME="localhost") for who in WHO}
    with clock.frozen(NOON):
        for who, client in clients.items():
            if who != "cleo":
                client.force_login(getattr(cast, who).account)
        yield clients


def answered(client: Client, send: Send) -> str:
    """Do it, and undo it."""
    cache.clear()
    forget_all()
    outdate()
    with transaction.atomic():
        answer = send(client)
        transaction.set_rollback(True)
    outdate()
    return str(answer.status_code)


def differences(browsers: dict[str, Client], layer: str, phase: str, call: Call) -> list[str]:
    wrong = []
    for act, send in acts_on(call).items():
        for who, expected in asked([written(layer, phase, act, ROLES[who]) for who in WHO]):
            answer = answered(browsers[who], send)
            if expected not in {answer, "none"}:
                wrong.append(f"{layer} {phase}: {ROLES[who]} {act}: written {expected}, answered {answer}")
    return wrong


@pytest.mark.parametrize(
    "layer", [pytest.param(name, marks=[] if name in ON_BOTH else pytest.mark.once) for name in LAYERS]
)
def test_every_act_in_every_phase_is_answered_as_written(cast: Cast, browsers: dict[str, Client], layer: str) -> None:
    for wider in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, wider, Mode.FREE)
    call = make_call(cast.ada, cast.team, layer=LAYERS[layer])
    make_contribution(cast.ben, call)

    wrong = []
    for phase, weeks in PHASES.items():
        with clock.frozen(NOON + weeks * WEEK):
            wrong += differences(browsers, layer, phase, call)

    assert wrong == []


def test_a_draft_is_its_authors_alone(cast: Cast, browsers: dict[str, Client]) -> None:
    assert differences(browsers, "draft", "draft", make_draft(cast.ada, cast.team)) == []


def test_the_tables_hold_more_cells_than_anyone_would_try_by_hand() -> None:
    cells = [(layer, phase, act, who) for layer in LAYERS for phase in PHASES for act in ACTS for who in WHO]

    assert all(written(layer, phase, act, ROLES[who]).isdigit() for layer, phase, act, who in cells)
    assert len(cells) >= 1200


def test_the_house_itself_counts_and_imports_but_neither_votes_nor_tells(cast: Cast) -> None:
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team)
        pond = make_contribution(cast.ben, call)
    house = system()
    with clock.frozen(NOON + timedelta(weeks=2.5)):
        cast_ballot(cast.ben, call, [pond.ballot_key])
        assert cell(may_vote(house, call)) == "no"
    with clock.frozen(NOON + timedelta(weeks=3.5)):
        found = Call.objects.select_related("audience").get(id=call.id)
        assert cell(may_count(house, found)) == "yes"
        assert cell(may_tell_outcome(house, found)) == "409"
    assert cell(may_import(house, cast.community)) == "yes"
