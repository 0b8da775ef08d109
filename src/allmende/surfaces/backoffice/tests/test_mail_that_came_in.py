"""Who runs the node sees what became of each mail that came in, and why; never what it says."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from allmende.foundation.mail.models import Outcome, Received
from tools.statements import asked

PAGE = "/backoffice/mails/in/"


def text(response) -> str:
    return response.content.decode()


def arrives(
    outcome: str, reason: str = "", sender: str = "ben@example.org", purpose: str = "comment", **fields
) -> Received:
    return Received.objects.create(key=uuid4().hex, carrier="lmtp", size=900, outcome=outcome, reason=reason, sender=sender, purpose=purpose, **fields)  # fmt: skip


def test_each_mail_says_what_it_was_for_what_became_of_it_and_why(olga) -> None:
    arrives(Outcome.DONE)
    arrives(Outcome.REFUSED, "forged", "mallory@example.net")
    arrives(Outcome.REFUSED, "This discussion is closed.", told=True)
    arrives(Outcome.DONE, "gone mailbox", "", "bounce")

    page = text(olga.get(PAGE))

    assert "The mail server says that the sender is forged." in page
    assert "This discussion is closed." in page
    assert page.count("The sender was told.") == 1
    assert "A mail of ours came back" in page
    only = text(olga.get(PAGE, {"outcome": "refused"}))
    assert "mallory@example.net" in only
    assert "A mail of ours came back" not in only


def test_the_list_goes_on_by_its_key_and_costs_the_same_however_long_it_is(olga) -> None:
    arrives(Outcome.DONE)
    olga.get(PAGE)
    with asked() as one:
        olga.get(PAGE)
    for _mail in range(31):
        arrives(Outcome.DONE)
    with asked() as many:
        page = text(olga.get(PAGE))
    assert len(one) == len(many)
    assert "?after=" in page


def test_a_node_that_takes_no_mail_says_what_it_takes(olga, settings) -> None:
    settings.CONFIG = replace(settings.CONFIG, mail_replies="")
    assert "ALLMENDE_MAIL_REPLIES" in text(olga.get(PAGE))
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example")
    assert "Nothing came in yet" in text(olga.get(PAGE))


def test_what_could_not_be_handled_stands_at_the_top_of_the_office(olga) -> None:
    assert "could not be handled" not in text(olga.get("/backoffice/"))
    arrives(Outcome.FAILED, "ConnectionError")
    assert "1 mail that came in could not be handled." in text(olga.get("/backoffice/"))


@pytest.mark.parametrize("nonsense", ["x", "\x00", "00000000-0000-0000-0000-000000000000'"])
def test_nonsense_in_its_address_shows_the_first_page(olga, nonsense) -> None:
    arrives(Outcome.DONE)
    assert "ben@example.org" in text(olga.get(PAGE, {"after": nonsense, "outcome": nonsense}))
