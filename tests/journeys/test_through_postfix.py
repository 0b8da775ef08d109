"""A real Postfix between the node and the world, with the lines of the documents: a mail goes out, its answer becomes a comment, a forged one nothing."""

from __future__ import annotations

import smtplib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_cast, make_note
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.mail.inbound.listening import Listener
from allmende.foundation.mail.models import Received
from allmende.foundation.tasks.worker import run_due
from tools import postfix

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not postfix.can_run(), reason="no Postfix here that may be started"),
]
DOCUMENT = Path(__file__).parents[2] / "docs" / "operating.md"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
PATIENCE = 20.0


@dataclass
class World:
    """Everyone else's mail server: it keeps what it is handed."""

    mails: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content)
        return "250 2.0.0 Thank you"


class _Controller(Controller):
    def factory(self) -> LMTP:
        return LMTP(self.handler)


@dataclass
class Road:
    """The node's listener, Postfix and the world, connected."""

    world: World
    postfix: postfix.Postfix

    def speak(self) -> smtplib.SMTP:
        return smtplib.SMTP("127.0.0.1", self.postfix.port, timeout=PATIENCE)


@pytest.fixture
def road(settings: Any) -> Iterator[Road]:
    settings.CONFIG = replace(
        settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server="mx.allmende.example"
    )
    settings.DEFAULT_FROM_EMAIL = "Meadow <post@allmende.example>"
    listener, world = Listener("127.0.0.1", 0), World()
    listener.start()
    outside = _Controller(world, hostname="127.0.0.1", port=postfix.free_port())
    outside.start()
    lines = postfix.lines_of(DOCUMENT.read_text()).replace("127.0.0.1:8025", f"127.0.0.1:{listener.port}")
    own = "\n".join(line for line in lines.splitlines() if not line.startswith(("smtpd_milters", "my")))
    # Postfix runs as other users, whom the suite's own folder shuts out.
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        (place := Path(folder)).chmod(0o755)
        with postfix.running(place / "postfix", own, outside.port) as server:
            settings.MAILERS = {
                "default": {"BACKEND": SMTP, "OPTIONS": {"host": "127.0.0.1", "port": server.house, "timeout": 20}}
            }
            yield Road(world, server)
    outside.stop()
    listener.stop()


def soon(holds: Callable[[], bool], road: Road) -> None:
    """Wait until something holds; Postfix works in its own time."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, road.postfix.log
        time.sleep(0.05)


def answer(told: EmailMessage, text: str, sender: str, number: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, str(told["Reply-To"]), f"Re: {told['Subject']}"
    made["In-Reply-To"], made["Message-ID"] = str(told["Message-ID"]), f"<{number}@example.org>"
    made.set_content(text)
    return made


def test_a_mail_goes_out_its_answer_becomes_a_comment_and_a_forged_one_does_not(road: Road) -> None:
    people = make_cast()
    note = make_note(people.community, people.eli, Layer.COMMUNITY, title="A pond")
    asked = comment(people.ben, note, "How deep?")
    comment(people.ada, note, "How deep would *you* make it?", parent=asked)
    pull_all()
    with clock.travel(minutes=2):
        run_due()

    to_ben = people.ben.account.email.encode()
    soon(lambda: any(b"To: " + to_ben in one for one in road.world.mails), road)
    (raw,) = [one for one in road.world.mails if b"To: " + to_ben in one]
    told: EmailMessage = message_from_bytes(raw, policy=policy.default)  # type: ignore[assignment]
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "by mx.allmende.example (Postfix)" in str(told["Received"])

    with road.speak() as server:
        server.send_message(answer(told, "Two metres.", people.ben.account.email, "1"))
    soon(lambda: Received.objects.filter(outcome="done").exists(), road)
    with road.speak() as server:
        server.send_message(answer(told, "One metre!", "mallory@example.org", "2"))
    soon(lambda: Received.objects.filter(outcome="refused", reason="stranger").exists(), road)

    said = Comment.objects.filter(thread__thing=note).order_by("id").values_list("author__name", "text")
    assert list(said)[-1] == ("Ben Roth", "Two metres.")
    assert not [text for _name, text in said if "One metre" in text]


def test_an_address_that_nobody_made_is_refused_while_its_sender_is_there(road: Road) -> None:
    with road.speak() as server:
        server.ehlo()
        server.mail("ben@example.org")
        code, words = server.rcpt(f"reply+{'a' * 26}@allmende.example")

    assert code == 550, (words, road.postfix.log)


def test_it_relays_nothing_for_strangers(road: Road) -> None:
    with road.speak() as server:
        server.ehlo()
        server.mail("mallory@example.org")
        code, _words = server.rcpt("someone@elsewhere.example")

    assert code in {454, 554}
