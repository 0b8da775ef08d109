"""Who may comment on what by mail: the same as on the page, on each layer, also once rights have changed; a refusal tells nothing of what is hidden.

Columns: Dora from outside, Finn of the community only, Ben the member, Ada the host, Eli the curator. Each has an address that once was good.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import leave_space
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.by_mail import PURPOSE
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation.mail.inbound.letters import Envelope
from allmende.foundation.mail.inbound.receiving import receive
from allmende.foundation.mail.replies import reply_address
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused

WHO = ("dora", "finn", "ben", "ada", "eli")
ROWS = """
PRIVATE    no  no  no  yes no
TEAM       no  no  yes yes yes
COMMUNITY  no  yes yes yes yes
NETWORK    no  yes yes yes yes
PUBLIC     no  yes yes yes yes
"""
SECRET = "The heron's nest"


@pytest.fixture(autouse=True)
def _takes_mail(settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server="mx.example")


def answers(actor: Any, thing: Any, text: str = "Two metres.") -> str:
    """Let someone answer by mail, provably themselves; return what became of it."""
    sender = actor.account.email
    lines = [
        f"From: {sender}", f"Message-ID: <{actor.id}.{thing.id}@x>", f"Authentication-Results: mx.example; dmarc=pass header.from={sender.partition('@')[2]}",
    ]  # fmt: skip
    raw = "\r\n".join([*lines, "", text]).encode()
    [row] = receive(raw, Envelope(sender, (reply_address(PURPOSE, actor.id, thing.id),), "lmtp"))
    return str(row.outcome)


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_who_may_comment_by_mail(cast: Any, row: str) -> None:
    layer, *expected = row.split()
    note = make_note(cast.team, cast.ada, Layer[layer], title=SECRET)

    got = ["yes" if answers(getattr(cast, name), note) == "done" else "no" for name in WHO]

    assert got == expected
    assert Comment.objects.count() == expected.count("yes")
    for name, answer in zip(WHO, expected, strict=True):
        if answer == "no":
            with pytest.raises(Refused):
                comment(getattr(cast, name), note, "On the page.")


def test_a_refusal_tells_nothing_of_what_is_hidden(cast: Any) -> None:
    note = make_note(cast.team, cast.ada, Layer.TEAM, title=SECRET)
    answers(cast.finn, note)
    run_due()
    told = [one for one in mail.outbox if one.to == [cast.finn.account.email]]
    assert len(told) == 1
    assert "There is nothing here for you." in told[0].body
    assert SECRET not in told[0].body + told[0].subject
    assert cast.team.title not in told[0].body


def test_an_address_ends_with_what_gave_it(cast: Any) -> None:
    note = make_note(cast.team, cast.ada, Layer.TEAM)
    assert answers(cast.ben, note) == "done"
    leave_space(cast.ben, cast.team)
    other = make_note(cast.team, cast.ada, Layer.TEAM)
    assert answers(cast.ben, other) == "refused"
