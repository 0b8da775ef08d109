"""What everyone has to know now: two people of different duties send it, it passes quiet hours and presets, and it is counted whom it reached."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.mail.reachable import BOUNCED, stop
from allmende.foundation.push.testing import Device as Keys
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.commands import mark_read
from allmende.observers.notices.commands.devices import add_device
from allmende.observers.notices.commands.vital import ask_vital, confirm_vital, release_vital
from allmende.observers.notices.commands.wishing import choose, wish
from allmende.observers.notices.models import Delivery, Mail, Notice
from allmende.observers.notices.presets import Ways
from allmende.observers.notices.queries.vital import reached_by

pytestmark = pytest.mark.django_db
SAID = {
    "title": "No water today",
    "text": "Do not drink it.\nBottles stand at the gate.",
    "reason": "A pipe has burst.",
}


@pytest.fixture
def duties(cast):
    """Ada serves projects, Eli community, Ben projects too."""
    for actor, duty in ((cast.ada, Duty.PROJECTS), (cast.eli, Duty.COMMUNITY), (cast.ben, Duty.PROJECTS)):
        assign(cast.eli, cast.community, duty, actor)


def sent(actor):
    return [one for one in mail.outbox if one.to == [actor.account.email] and "No water" in one.subject]


def test_one_asks_and_a_second_of_another_duty_sends_it(cast, duties):
    vital = ask_vital(cast.ada, cast.community, **SAID)

    for same in (cast.ada, cast.ben):
        with pytest.raises(Refused):
            release_vital(same, vital)
    release_vital(cast.eli, vital)

    assert vital.__class__.objects.get().duties == ["projects", "community"]
    assert Entry.objects.filter(name__startswith="Vital").values_list("name", flat=True).count() == 2
    with pytest.raises(Refused):
        release_vital(cast.eli, vital)


def test_it_passes_quiet_hours_presets_and_the_wish_for_no_mails(cast, duties):
    hour = clock.now().hour
    wish(cast.finn, mails=False, quiet_from=(hour - 3) % 24, quiet_until=(hour + 4) % 24)
    choose(cast.finn, {"vital": Ways(mail=Mail.NEVER)})
    keys = Keys()
    add_device(cast.finn, "https://push.example/finn", keys.public, keys.secret, "Phone")
    release_vital(cast.eli, ask_vital(cast.ada, cast.community, **SAID))
    pull_all()
    mail.outbox.clear()

    run_due()

    (letter,) = sent(cast.finn)
    assert "Do not drink it." in letter.body
    assert Notice.objects.filter(actor=cast.finn, reason="vital.told", in_app=True).exists()
    assert set(Delivery.objects.filter(actor=cast.finn).values_list("channel", "state")) == {
        ("mail", "sent"),
        ("push", "sent"),
    }


def test_an_address_that_came_back_gets_none_and_is_counted_as_not_reached(cast, duties):
    stop(cast.finn.account.email, BOUNCED)
    vital = release_vital(cast.eli, ask_vital(cast.ada, cast.community, **SAID))
    pull_all()
    mail.outbox.clear()
    run_due()

    assert sent(cast.finn) == []
    reached = reached_by(vital)
    assert (reached.told, reached.mail, reached.nobody, reached.confirmed) == (3, 2, 1, 0)  # Eli sent it himself


def test_who_opened_it_and_who_says_that_they_have_read_it_is_counted(cast, duties):
    vital = release_vital(cast.eli, ask_vital(cast.ada, cast.community, **SAID))
    pull_all()
    mark_read(cast.ben)
    for _twice in range(2):
        confirm_vital(cast.ben, vital)

    reached = reached_by(vital)
    assert (reached.opened, reached.confirmed) == (1, 1)


def test_two_in_a_week_and_no_more(cast, duties):
    for _time in range(2):
        release_vital(cast.eli, ask_vital(cast.ada, cast.community, **SAID))
    third = ask_vital(cast.ada, cast.team, **SAID)

    with pytest.raises(Refused) as refused:
        release_vital(cast.eli, third)
    assert refused.value.status == 429


def test_what_nobody_joined_in_for_two_days_is_asked_anew(cast, duties):
    vital = ask_vital(cast.ada, cast.community, **SAID)

    with clock.frozen(clock.now() + timedelta(days=3)), pytest.raises(Refused) as refused:
        release_vital(cast.eli, vital)
    assert refused.value.status == 410


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"text": " "}, {"reason": "so"}, {"title": "x" * 121}, {"text": "x" * 2001}]
)
def test_it_says_what_it_is_about_and_why_it_cannot_wait(cast, duties, wrong):
    with pytest.raises(Refused) as refused:
        ask_vital(cast.ada, cast.community, **SAID | wrong)
    assert refused.value.status == 422


def test_on_the_page_one_asks_another_sends_and_everyone_confirms(cast, duties, sign_in, text):
    ada, eli, finn = (sign_in(one) for one in (cast.ada, cast.eli, cast.finn))
    ada.post("/vital/", SAID | {"space": str(cast.community.id)})
    page = eli.get("/vital/")
    assert "A pipe has burst." in text(page)
    assert "Send it to everyone now" in text(page)
    assert "Send it to everyone now" not in text(ada.get("/vital/"))

    vital = page.context["pending"][0].vital.pk
    eli.post(f"/vital/{vital}/release/")
    pull_all()

    assert "Do not drink it." in text(finn.get(f"/vital/{vital}/"))
    finn.post(f"/vital/{vital}/confirmation/")
    assert "You said that you have read it" in text(finn.get(f"/vital/{vital}/"))
    assert "say that they have read it1" in text(ada.get(f"/vital/{vital}/"))
    assert "Whom it reached" not in text(finn.get(f"/vital/{vital}/"))
