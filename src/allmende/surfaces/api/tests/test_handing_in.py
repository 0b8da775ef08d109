"""Handing in by the API: the same commands and refusals as on the page, once, in the caller's language."""

import json

import pytest

from allmende.foundation import clock
from allmende.foundation.testing import NOON, recorded
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.testing import WEEK
from allmende.surfaces.api.tests.calling import Caller, is_problem, pointers

pytestmark = pytest.mark.django_db

POND = {
    "title": "A pond", "text": "It cools the air, and the frogs will like it too.", "cost": {"minor": 500_000, "currency": "EUR"},
}  # fmt: skip


def test_a_contribution_is_handed_in_as_on_the_page(cast, call):
    answer = Caller(cast.ben).post(call, POND)

    assert answer.status_code == 201
    made = Contribution.objects.get()
    assert (made.state, made.author_id, made.cost) == ("submitted", cast.ben.id, 500_000)
    assert (
        answer.headers["Location"]
        == answer.json()["url"]
        == "http://localhost/calls/a-cooler-schoolyard/contributions/1-a-pond/"
    )
    assert recorded(made.id)[-1] == "ContributionSubmitted"
    assert Caller(cast.ben).client.get(answer.headers["Location"]).status_code == 200


def test_the_same_request_twice_is_one_contribution_and_the_same_answer(cast, call):
    caller = Caller(cast.ben)
    first, again = caller.post(call, POND), caller.post(call, POND)

    assert (again.status_code, again.json(), again.headers["Location"]) == (
        201,
        first.json(),
        first.headers["Location"],
    )
    assert Contribution.objects.count() == 1
    is_problem(caller.post(call, POND | {"title": "A lake"}), 409)
    assert caller.post(call, POND, key="k2").status_code == 201


def test_two_people_may_use_the_same_key(cast, call):
    assert Caller(cast.ben).post(call, POND).status_code == 201
    assert Caller(cast.ada).post(call, POND).status_code == 201
    assert Contribution.objects.count() == 2


def test_without_a_session_is_401_and_without_its_token_403(cast, call, public_call):
    is_problem(Caller().post(public_call, POND), 401)
    assert "WWW-Authenticate" in Caller().post(public_call, POND).headers
    is_problem(Caller(cast.ben).post(call, POND, **{"X-CSRFToken": "a" * 64}), 403)
    assert not Contribution.objects.exists()


def test_the_rules_are_those_of_the_page(cast, call, public_call):
    is_problem(Caller(cast.finn).post(call, POND), 404)
    body = is_problem(Caller(cast.dora).post(public_call, POND), 403)
    assert "Only members" in body["detail"]
    caller = Caller(cast.ben)
    with clock.frozen(NOON + WEEK):
        body = is_problem(caller.post(call, POND), 410)
    assert body["detail"] == "The time for handing in ended on 9 March 2026, 13:00."
    assert not Contribution.objects.exists()


def test_problems_speak_the_callers_language(cast, call):
    caller = Caller(cast.ben)
    with clock.frozen(NOON + WEEK):
        german = is_problem(caller.post(call, POND, **{"Accept-Language": "de"}), 410)["detail"]
        italian = is_problem(caller.post(call, POND, **{"Accept-Language": "it"}), 410)["detail"]

    assert "9. März 2026" in german
    assert "9 marzo 2026" in italian


@pytest.mark.parametrize(
    ("change", "pointer", "words"),
    [
        ({"title": None}, "#/title", "text"),
        ({"title": 7}, "#/title", "text"),
        ({"title": "x"}, "#/title", "title"),
        ({"title": "\u200b\u200b\u200b"}, "#/title", "title"),
        ({"title": "x" * 121}, "#/title", "120"),
        ({"title": "ﷺ" * 121}, "#/title", "120"),
        ({"text": "short"}, "#/text", "sentences"),
        ({"text": "x" * 40_001}, "#/text", "40,000"),
        ({"text": ["a"]}, "#/text", "text"),
        ({"cost": 5}, "#/cost", "object"),
        ({"cost": {"minor": 5.5, "currency": "EUR"}}, "#/cost/minor", "whole"),
        ({"cost": {"minor": "5", "currency": "EUR"}}, "#/cost/minor", "whole"),
        ({"cost": {"minor": -5, "currency": "EUR"}}, "#/cost/minor", "At least 1"),
        ({"cost": {"minor": 10**400, "currency": "EUR"}}, "#/cost/minor", "At most"),
        ({"cost": {"minor": 5, "currency": "euros"}}, "#/cost/currency", "letters"),
        ({"cost": {"minor": 5, "currency": "PLN"}}, "#/cost/currency", "EUR"),
        ({"cost": {"minor": 1_200_001, "currency": "EUR"}}, "#/cost", "whole budget"),
        ({"cost": {"minor": 5}}, "#/cost/currency", "missing"),
        ({"cost": None}, "#/cost", "cost"),
        ({"language": "pl"}, "#/language", "'de', 'en' or 'it'"),
        ({"a/b~c": 1}, "#/a~1b~0c", "no such field"),
    ],
)
def test_what_is_wrong_is_named_by_a_pointer(cast, call, change, pointer, words):
    body = is_problem(Caller(cast.ben).post(call, POND | change), 422)

    assert words in pointers(body)[pointer]
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"7", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"title": NaN}', b'{"title": "\x00"}',
     b'{"cost": {"minor": ' + b"9" * 5000 + b"}}", b'{"title": "a" "text": "b"}', b"[" * 5000 + b"]" * 5000,
     b'{"title": "A pond", "title": "A lake"}', b'{"a": ' * 40 + b"1" + b"}" * 40, b'{"title": "\\ud800"}'],
)  # fmt: skip
def test_what_is_no_json_object_is_said(cast, call, body):
    answer = is_problem(Caller(cast.ben).post(call, body), 422)

    assert all(error["detail"] for error in answer["errors"])


@pytest.mark.parametrize("key", ["", "x" * 101, "two words", "ünicode"])
def test_a_key_that_is_none_is_said(cast, call, key):
    body = is_problem(Caller(cast.ben).post(call, POND, key=key), 422)

    assert "Idempotency-Key" in pointers(body)


def test_too_much_is_413(cast, call):
    is_problem(Caller(cast.ben).post(call, POND | {"text": "x" * 2_600_000}), 413)


def test_what_is_refused_uses_up_no_key(cast, call):
    caller = Caller(cast.ben)

    is_problem(caller.post(call, POND | {"text": "short"}), 422)

    assert caller.post(call, POND).status_code == 201


def test_hostile_text_is_stored_as_on_the_page_or_refused(cast, call, shared, part):
    strings = json.loads((shared / "data" / "naughty-strings" / "blns.json").read_text(encoding="utf-8"))
    caller = Caller(cast.ben)
    for number, text in enumerate([*part(strings[::6]), "\ud800", "a\x00b\ud83d", "\udfff" * 30]):
        answer = caller.post(call, POND | {"title": text, "text": f"{text} and twenty letters more"}, key=f"n{number}")
        assert answer.status_code in {201, 422}, text
        extra = caller.post(call, POND | {text: text}, key=f"e{number}")
        assert extra.status_code in {201, 422}, text
    assert caller.get(call, "?limit=100").status_code == 200


@pytest.mark.parametrize("slug", ["nowhere", "%00", "a%2Fb", "%F0%9F%90%B8", "x" * 3000])
def test_a_call_that_is_not_there_is_404(cast, slug):
    is_problem(Caller(cast.ben).post(slug, POND), 404)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_method_that_is_none_is_said(call, method):
    answer = getattr(Caller().client, method)(f"/api/v1/calls/{call.slug}/contributions")

    is_problem(answer, 405)
    assert "GET" in answer.headers["Allow"]
