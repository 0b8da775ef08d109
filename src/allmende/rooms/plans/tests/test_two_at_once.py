"""Two people, or one in two windows, write at the same moment: one of them is told, and nothing is overwritten."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from allmende.commons.spaces.testing import make_cast
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.commands import add_item, answer_question, change_item, say_what_happened
from allmende.rooms.plans.models import Hindsight
from allmende.rooms.plans.testing import WORDS, make_answer, make_plan

LINES = [
    ("goals", {"title": "Dry cellars"}, "unit", ["cellars", "houses"]),
    ("risks", {"title": "Nobody comes"}, "countermeasure", ["Ring eight doors", "Write eight letters"]),
    ("promises", {"title": "Soup for all"}, "whom", ["Everyone", "Whoever carried"]),
    ("budget", {"title": "A pump"}, "planned", [120_000, 90_000]),
]


def at_once(*acts):
    """Run acts in threads that start together; what was refused is returned too."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait(10)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(30) for future in [pool.submit(run, act) for act in acts]]


def again(actor):
    return Actor.objects.get(id=actor.id)


def statuses(answers):
    return sorted(answer.status for answer in answers if isinstance(answer, Refused))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("kind", "values", "name", "written"), LINES)
def test_a_line_in_two_windows_takes_one_and_tells_the_other(kind, values, name, written):
    cast = make_cast()
    line = add_item(cast.ada, make_plan(cast.ada, cast.team), kind, **values)

    answers = at_once(
        *[
            lambda who=who, value=value: change_item(again(who), line, 0, **{name: value})
            for who, value in zip((cast.ada, cast.eli), written, strict=True)
        ]
    )

    line.refresh_from_db()
    assert statuses(answers) == [409]
    assert (line.revision, getattr(line, name) in written) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_an_answer_in_two_windows_takes_one_and_tells_the_other():
    cast = make_cast()
    plan = make_plan(cast.ada, cast.team)
    answer = make_answer(cast.ben, plan)
    texts = [f"{WORDS} Twelve of them.", f"{WORDS} Nine of them."]

    answers = at_once(*[lambda text=text: answer_question(again(cast.ben), plan, "whom", text, 1) for text in texts])

    answer.refresh_from_db()
    assert statuses(answers) == [409]
    assert (answer.revision, answer.text in texts) == (2, True)


@pytest.mark.django_db(transaction=True)
def test_what_happened_in_two_windows_takes_one_and_tells_the_other():
    cast = make_cast()
    plan = make_plan(cast.ada, cast.team)

    answers = at_once(
        *[
            lambda who=who, text=text: say_what_happened(again(who), plan, "whom", text, "")
            for who, text in ((cast.ada, "All eight came."), (cast.eli, "Seven came."))
        ]
    )

    assert statuses(answers) == [409]
    assert Hindsight.objects.get().text in {"All eight came.", "Seven came."}


@pytest.mark.django_db
def test_looking_back_shows_what_was_written_meanwhile_beside_what_was_typed(cast, client):
    plan = make_plan(cast.ada, cast.team)
    make_answer(cast.ben, plan)
    say_what_happened(cast.eli, plan, "whom", "Seven came.")
    client.force_login(cast.ada.account)

    page = client.post(f"/plans/{plan.id}/review/whom/", {"text": "All eight came.", "seen": ""})

    assert page.status_code == 409
    assert "Seven came." in page.content.decode()
    assert "All eight came.</textarea>" in page.content.decode()


@pytest.mark.django_db
def test_a_program_changes_the_line_it_has_seen_and_no_other(cast, client):
    plan = make_plan(cast.ada, cast.team)
    goal = add_item(cast.ada, plan, "goals", title="Dry cellars")
    client.force_login(cast.ada.account)
    address = f"/api/v1/plans/{plan.id}/lines/goals/{goal.id}"
    seen = client.get(address)
    change_item(cast.eli, goal, 0, unit="cellars")

    late = client.patch(address, json.dumps({"unit": "houses"}), "application/json", headers={"If-Match": seen["ETag"]})
    now = client.get(address)
    answer = client.patch(
        address,
        json.dumps({"target": 8}),
        "application/json",
        headers={"If-Match": now["ETag"], "Idempotency-Key": "b"},
    )

    assert (seen.json()["version"], late.status_code, now.json()["version"]) == (0, 412, 1)
    assert (answer.status_code, answer.json()["version"]) == (200, 2)


@pytest.mark.django_db
def test_amounts_are_in_the_currency_of_the_space(cast, client):
    cast.team.currency = "CHF"
    cast.team.save()
    plan = make_plan(cast.ada, cast.team)
    client.force_login(cast.ada.account)

    page = client.get(f"/plans/{plan.id}/budget/").content.decode()

    assert plan.currency == "CHF"
    assert "<span>CHF</span>" in page
