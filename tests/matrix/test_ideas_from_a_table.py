"""Bringing ideas into a call, over the web: its hosts and curators, while what is voted on doesn't stand yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands.ideas import confirm_ideas, take_ideas
from allmende.rooms.calls.models import Call, IdeaImport
from allmende.rooms.calls.tasks import import_idea_table, read_idea_table
from allmende.rooms.calls.testing import make_call, make_draft
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                     | case                       |  guest  stranger  community  member  host  curator
calls:ideas GET                  | open                       |  404    404       403        403     200   200
calls:ideas GET                  | draft                      |  404    404       404        404     409   404
calls:ideas GET                  | voting                     |  404    404       403        403     409   409
calls:ideas POST                 | open, without a file       |  404    404       403        403     422   422
calls:idea_import GET            | read                       |  404    404       403        403     200   200
calls:idea_import GET            | of another call            |  404    404       403        403     404   404
calls:idea_columns POST          | read                       |  404    404       403        403     302   302
calls:idea_confirmation POST     | read                       |  404    404       403        403     302   302
calls:idea_confirmation POST     | in                         |  404    404       403        403     409   409
calls:idea_removal POST          | read                       |  404    404       403        403     302   302
calls:idea_removal POST          | in                         |  404    404       403        403     409   409
calls:idea_undoing POST          | in                         |  404    404       403        403     302   302
calls:idea_undoing POST          | read                       |  404    404       403        403     409   409
calls:idea_rejected GET          | read                       |  404    404       403        403     200   200
"""
ROUTES = routes_in(TABLE)
LINES = b"Title,Cost\nA pond,100\nA wall,many\n"


@pytest.fixture
def now() -> Iterator[None]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield


def read(cast: Cast, call: Call) -> IdeaImport:
    """Bring a table as far as its dry run."""
    row = take_ideas(cast.ada, call, "ideas.csv", [LINES], then=read_idea_table.enqueue)
    run_due()
    return IdeaImport.objects.get(id=row.id)


def requests_to(cast: Cast) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say where each line leads."""
    ours = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    with clock.frozen(NOON - timedelta(weeks=2.5)):
        voting = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, title="A call voting")
    draft = make_draft(cast.ada, cast.team, title="A draft")
    waiting, done = read(cast, ours), read(cast, ours)
    confirm_ideas(cast.ada, done, then=import_idea_table.enqueue)
    run_due()

    def of(call: Call, route: str, sent: Any = None, *more: Any) -> Request:
        return Request(reverse(f"calls:{route}", args=[call.slug, *more]), sent)

    return {
        ("calls:ideas GET", "open"): of(ours, "ideas"),
        ("calls:ideas GET", "draft"): of(draft, "ideas"),
        ("calls:ideas GET", "voting"): of(voting, "ideas"),
        ("calls:ideas POST", "open, without a file"): of(ours, "ideas", {"x": "1"}),
        ("calls:idea_import GET", "read"): of(ours, "idea_import", None, waiting.id),
        ("calls:idea_import GET", "of another call"): of(
            make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, title="Another call"), "idea_import", None, waiting.id
        ),
        ("calls:idea_columns POST", "read"): of(ours, "idea_columns", {"column": ["title", "cost"]}, waiting.id),
        ("calls:idea_confirmation POST", "read"): of(ours, "idea_confirmation", {}, waiting.id),
        ("calls:idea_confirmation POST", "in"): of(ours, "idea_confirmation", {}, done.id),
        ("calls:idea_removal POST", "read"): of(ours, "idea_removal", {}, waiting.id),
        ("calls:idea_removal POST", "in"): of(ours, "idea_removal", {}, done.id),
        ("calls:idea_undoing POST", "in"): of(ours, "idea_undoing", {}, done.id),
        ("calls:idea_undoing POST", "read"): of(ours, "idea_undoing", {}, waiting.id),
        ("calls:idea_rejected GET", "read"): of(ours, "idea_rejected", None, waiting.id),
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    assert differences(TABLE, cast, requests_to(cast)) == []
