"""Other programs write into the conversation of a space: by a secret address, as Slack and Mattermost take it, and no longer than
whoever let them may write there."""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.spaces.commands import leave_space
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.rooms.messages.channels.hook import text_in
from allmende.rooms.messages.commands import open_space_talk
from allmende.rooms.messages.models import Hook
from allmende.rooms.messages.rules import may_set_hooks
from allmende.rooms.messages.testing import make_talk


@pytest.fixture
def talk(cast: Cast):
    return open_space_talk(cast.ada, cast.team)


@pytest.fixture
def address(cast: Cast, signed_in, talk) -> str:
    page = signed_in(cast.ada).post(f"/messages/{talk.pk}/hooks/", {"name": "Weather"}).content.decode()
    return urlsplit(page.split('<code class="words">')[1].split("</code>")[0]).path


def send(client, address: str, said: object):
    return client.post(address, json.dumps(said), content_type="application/json")


@pytest.mark.django_db
def test_a_program_writes_under_its_name_and_in_that_of_whoever_let_it(cast: Cast, client, signed_in, talk, address):
    answer = send(client, address, {"text": "Frost tonight, see <https://example.org/f|the forecast>"})

    said = talk.messages.get()
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert said.text == "**Weather**\n\nFrost tonight, see [the forecast](https://example.org/f)"
    assert (said.author, said.carrier) == (cast.ada, "hook")
    assert "by a program" in signed_in(cast.ben).get(f"/messages/{talk.pk}/").content.decode()


@pytest.mark.django_db
def test_forms_and_attachments_are_read(client, talk, address):
    card = {"pretext": "Built", "title": "Pond", "title_link": "https://example.org/1", "text": "All *well*"}

    assert client.post(address, {"payload": json.dumps({"attachments": [card, {"fallback": "Old"}]})}).content == b"ok"

    assert talk.messages.get().text == "**Weather**\n\nBuilt\n\n[Pond](https://example.org/1)\n\nAll *well*\n\nOld"


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", "{", "[]", '"a"', "{}", '{"text": 1}', '{"text": " "}', "\ud800".encode("utf-8", "surrogatepass"), "[" * 9000])  # fmt: skip
def test_what_is_no_message_is_refused_in_the_words_that_programs_know(client, talk, address, body):
    answer = client.post(address, body, content_type="application/json")

    assert (answer.status_code, answer.content) == (400, b"invalid_payload")
    assert not talk.messages.exists()


@pytest.mark.django_db
def test_too_much_is_refused(client, address):
    assert send(client, address, {"text": "x" * 70_000}).status_code == 413
    assert send(client, address, {"text": "x" * 20_000}).status_code == 422
    with clock.frozen(clock.now()):  # or a slow machine would need more than the minute that is counted
        assert {send(client, address, {"text": "x"}).status_code for _ in range(40)} == {200, 429}


@pytest.mark.django_db
def test_it_ends_with_its_address_and_with_whoever_made_it(cast: Cast, client, signed_in, talk, address):
    assert send(client, f"{address[:-2]}x/", {"text": "x"}).status_code == 404
    leave_space(cast.ada, cast.team)
    assert send(client, address, {"text": "x"}).status_code in {403, 404}

    signed_in(cast.eli).post(f"/messages/{talk.pk}/hooks/{Hook.objects.get().pk}/removal/")
    assert send(client, address, {"text": "x"}).status_code == 404
    assert not talk.messages.exists()


@pytest.mark.django_db
def test_only_hosts_and_curators_of_a_space_let_programs_in(cast: Cast, signed_in, talk):
    two = make_talk(cast.community, cast.ada, cast.ben)

    assert may_set_hooks(cast.ada, talk)
    assert may_set_hooks(cast.ben, talk).status == 403
    assert may_set_hooks(cast.finn, talk).status == 404
    assert may_set_hooks(cast.ada, two).status == 409
    assert "Programs that write or are told" in signed_in(cast.ada).get(f"/messages/{talk.pk}/").content.decode()
    assert "Programs that write or are told" not in signed_in(cast.ben).get(f"/messages/{talk.pk}/").content.decode()
    assert signed_in(cast.ada).post(f"/messages/{talk.pk}/hooks/", {"name": " "}).status_code == 422


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["text", "attachments", "title", "title_link", "pretext", "fallback"]), inner)))  # fmt: skip
def test_any_json_is_words_or_refused(sent: object):
    with suppress(ValueError):
        assert text_in(json.dumps(sent).encode())
