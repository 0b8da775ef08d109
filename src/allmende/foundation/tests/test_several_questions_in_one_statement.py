"""Questions that are asked together are answered as each would be alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Count, F, Max
from django.test.utils import CaptureQueriesContext

from allmende.commons.duties.models import Absence
from allmende.commons.spaces.models import Membership, Space
from allmende.foundation import clock
from allmende.foundation.gathered import Wanted, gathered, how_many, put
from allmende.foundation.journal.models import Entry
from allmende.identity.actors.models import Actor

pytestmark = pytest.mark.django_db


def _alone(rows: Any) -> list[list[Any]]:
    return [list(row) for row in rows]


def test_each_gets_its_rows_in_its_order_with_every_kind_of_value(cast: Any) -> None:
    today = clock.now().date()
    Absence.objects.create(actor=cast.ben, starts=today, ends=today + timedelta(days=2))
    questions = [
        Membership.objects.order_by("-actor__name", "id").values_list(
            "id", "actor__name", "joined", "paused_until", "has_say", "space__voice_id"
        ),
        Absence.objects.values_list("starts", "ends", "actor"),
        Membership.objects.values("space").annotate(n=Count("id"), last=Max("joined")).order_by("n", "space").values_list(
            "space", "n", "last"
        ),
        Actor.objects.order_by("name").values_list("name")[1:3],
        Space.objects.filter(archived=None).values_list("id").union(Actor.objects.values_list("id")).order_by("id"),
        Actor.objects.filter(handle="nobody").values_list("id"), Entry.objects.order_by("id").values_list("payload", "name", "seq"),
        Actor.objects.none().values_list("id", "name"),
    ]  # fmt: skip

    with CaptureQueriesContext(connection) as asked:
        answers = gathered(questions)

    assert len(asked) == 1
    for answer, rows in zip(answers, questions, strict=True):
        assert answer == _alone(rows)
    assert len(answers[0]) > 3
    assert gathered([]) == []


def test_a_question_is_composed_once_and_asked_alone_or_together(cast: Any) -> None:
    spaces_of = Wanted(
        lambda actor, since: Membership.objects.filter(actor=actor, joined__gte=since).order_by("id").values_list(
            "space_id", "role", "joined"
        ),
        UUID, type(cast.ada.created),
    )  # fmt: skip
    long_ago = cast.ada.created - timedelta(days=1)
    everyone = Actor.objects.filter(kind="person")

    ada, number, ben, none = gathered(
        [spaces_of.put(cast.ada.id, long_ago), how_many(put(everyone)), spaces_of.put(cast.ben.id, long_ago),
         how_many(spaces_of.put(cast.ben.id, clock.now() + timedelta(days=1)))]
    )  # fmt: skip

    assert ada == [list(row) for row in spaces_of(cast.ada.id, long_ago)]
    assert ben == _alone(spaces_of.build(cast.ben.id, long_ago))
    assert (number, none) == ([[everyone.count()]], [[0]])


def test_what_people_write_comes_back_as_it_was_written(cast: Any) -> None:
    names = [
        "' OR 1=1 --",
        "%s %(x)s",
        'quote " back \\ slash',
        "\u2028 tab\t line\n",
        "🏡 ß İ",
        "2026-11-29",
        "null",
        "[1]",
    ]
    for name in names:
        Actor.objects.filter(id=cast.ben.id).update(name=name)

        ((found,),), _more = gathered(
            [
                Actor.objects.filter(name=name).values_list("name"),
                Actor.objects.annotate(who=F("handle")).values_list("who"),
            ]
        )

        assert found == name
