"""Between the judgement and the mail server lie minutes, when the server is away: what changed meanwhile counts."""

from __future__ import annotations

import pytest
from django.core import mail

from allmende.commons.mutes.commands import block
from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.mail.reachable import BOUNCED, COMPLAINED, stop, why_stopped
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.commands import end_sessions
from allmende.observers.notices.commands import mark_read
from allmende.observers.notices.commands.delivering import deliver, line_up
from allmende.observers.notices.commands.devices import add_device
from allmende.observers.notices.commands.wishing import choose, let_mails_come
from allmende.observers.notices.models import Channel, Delivery, Device, Mail
from allmende.observers.notices.presets import Ways

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(cast):
    """A mail to Ben about a reply stands in the queue, judged and written, while the mail server is away."""
    note = make_note(cast.team, cast.ada)
    question = comment(cast.ben, note, "How deep?")
    comment(cast.ada, note, "Two metres.", parent=question)
    pull_all()
    with clock.travel(minutes=2):
        line_up(lambda *_: None)
        deliver(cast.ben.id, Channel.MAIL, lambda *_: None)
    mail.outbox.clear()
    return note


def sent(actor):
    with clock.travel(minutes=3):
        run_due(rounds=False)
    return [one for one in mail.outbox if one.to == [actor.account.email]]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda cast: take_out(cast.eli, cast.team, cast.ben), "unseen"),
        (lambda cast: block(cast.ben, cast.ada), "quieted"),
        (lambda cast: mark_read(cast.ben), "read"),
        (lambda cast: choose(cast.ben, {"talk": Ways(mail=Mail.NEVER)}), "off"),
    ],
)
def test_what_no_longer_holds_is_not_sent_and_says_why(cast, queued, change, why):
    change(cast)

    assert [one.subject for one in sent(cast.ben) if one.subject == "Re: A pond"] == []
    assert Delivery.objects.filter(actor=cast.ben, state="dropped").values_list("why", flat=True).first() == why


def test_what_still_holds_goes_out(cast, queued):
    assert [one.subject for one in sent(cast.ben)] == ["Re: A pond"]


@pytest.mark.parametrize("why", [BOUNCED, COMPLAINED])
def test_whoever_gets_no_mails_any_more_lets_them_come_again(cast, sign_in, text, why):
    stop(cast.ben.account.email, why)
    browser = sign_in(cast.ben)
    assert "Let mails come again" in text(browser.get("/settings/notifications/"))

    mail.outbox.clear()
    browser.post("/settings/notifications/again/")
    run_due()

    assert why_stopped(cast.ben.account.email) == ""
    assert [(one.subject, one.to) for one in mail.outbox] == [("Mails come again", [cast.ben.account.email])]


def test_that_is_tried_three_times_a_day(cast):
    for _time in range(3):
        stop(cast.ben.account.email, BOUNCED)
        let_mails_come(cast.ben.account)
    stop(cast.ben.account.email, BOUNCED)

    with pytest.raises(Refused):
        let_mails_come(cast.ben.account)


def test_a_device_is_forgotten_when_its_session_is_ended_elsewhere(cast, sign_in):
    from allmende.foundation.push.testing import Device as Keys

    phone, browser = Keys(), sign_in(cast.ben)
    given = {"endpoint": "https://push.example/ben", "public": phone.public, "secret": phone.secret}
    browser.post("/settings/notifications/devices/", given)
    other = Keys()
    add_device(cast.ben, "https://push.example/app", other.public, other.secret, "An app of a program")

    end_sessions(cast.ben.account)

    assert list(Device.objects.filter(actor=cast.ben).values_list("name", flat=True)) == ["An app of a program"]


def test_a_device_is_forgotten_when_one_signs_out_there(cast, sign_in):
    from allmende.foundation.push.testing import Device as Keys

    phone, browser = Keys(), sign_in(cast.ben)
    given = {"endpoint": "https://push.example/ben", "public": phone.public, "secret": phone.secret}
    browser.post("/settings/notifications/devices/", given)

    browser.post("/accounts/logout/")

    assert not Device.objects.filter(actor=cast.ben).exists()
