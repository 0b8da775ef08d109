"""An address that can be answered to is one person's, about one thing, for one purpose; nobody guesses or reads it."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from allmende.foundation import clock
from allmende.foundation.mail import replies
from allmende.foundation.mail.models import ReplyAddress
from allmende.foundation.mail.replies import address_of, forget_addresses, reply_address, token_in, when_answered


@pytest.fixture(autouse=True)
def purpose(monkeypatch):
    monkeypatch.setattr(replies, "_purposes", {})
    when_answered("test", lambda actor, thing, letter: None, title="Answer")


def test_an_address_leads_back_to_whom_it_was_given_to(db, answered):
    actor, thing = uuid4(), uuid4()

    address = reply_address("test", actor, thing)
    found = address_of(token_in(address))

    assert address.startswith("reply+")
    assert (found.purpose, found.actor, found.thing) == ("test", actor, thing)
    assert address_of(token_in(address.upper())) == found, "some servers change the letters' size"


def test_each_mail_has_an_address_of_its_own_of_128_bits(db, answered):
    actor, thing = uuid4(), uuid4()
    tokens = {token_in(reply_address("test", actor, thing)) for _mail in range(20)}
    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {26}


def test_whoever_reads_the_table_can_answer_to_nothing(db, answered):
    token = token_in(reply_address("test", uuid4(), uuid4()))
    row = ReplyAddress.objects.values().get()
    assert token not in str(row)
    assert address_of(row["digest"]) is None


def test_an_old_address_leads_nowhere_and_is_forgotten(db, answered):
    token = token_in(reply_address("test", uuid4(), uuid4()))
    with clock.travel(days=181):
        assert address_of(token) is None
        assert forget_addresses() == 1


@pytest.mark.parametrize(
    "address",
    ["", "reply+@allmende.example", "reply+x@elsewhere.example", "ada@example.org", "reply+" + "a" * 26 + "@allmende.example", "reply+\0@allmende.example"],
)  # fmt: skip
def test_an_address_that_we_did_not_make_leads_nowhere(db, answered, address):
    assert address_of(token_in(address)) is None


def test_a_node_that_takes_no_mail_offers_no_address(db, settings):
    settings.CONFIG = replace(settings.CONFIG, mail_replies="")
    assert reply_address("test", uuid4(), uuid4()) == ""
    assert token_in("reply+abc@allmende.example") == ""
    assert not ReplyAddress.objects.exists()


def test_a_purpose_that_nobody_answers_for_is_a_mistake_of_ours(db, answered):
    with pytest.raises(KeyError):
        reply_address("no such purpose", uuid4(), uuid4())
