"""Who wants all of a space by mail gets each post and comment at once, so that mail programs thread them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core import mail

from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.mail.headers import root_of
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.commands.wishing import choose_here, resume_mails, stop_mails
from allmende.observers.notices.models import Notice
from allmende.observers.notices.presets import Here
from allmende.rooms.posts.testing import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _takes_mail(settings):
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example")


@pytest.fixture
def listed(cast):
    """Ben gets the team as a mailing list."""
    choose_here(cast.ben, cast.team.id, Here.LIST)


def mails_to(actor):
    pull_all()
    mail.outbox.clear()
    with clock.travel(minutes=2):
        run_due()
    return [one for one in mail.outbox if one.to == [actor.account.email]]


def test_a_post_and_what_is_said_about_it_come_one_by_one_and_thread(cast, listed):
    post = make_post(cast.ada, cast.team, "On Saturday we dig.", heading="A pond")
    first = comment(cast.eli, post, "How deep?")
    comment(cast.ada, post, "Two metres.", parent=first)

    root, question, answer = sorted(mails_to(cast.ben), key=lambda one: len(one.extra_headers.get("References", "")))

    assert [one.subject for one in (root, question, answer)] == [
        "[Orchard] A pond",
        "Re: [Orchard] A pond",
        "Re: [Orchard] A pond",
    ]
    assert "On Saturday we dig." in root.body
    ids = [root_of(str(key)) for key in (post.id, first.id)]
    assert [root.extra_headers["Message-ID"], question.extra_headers["Message-ID"]] == ids
    assert question.extra_headers["In-Reply-To"] == ids[0]
    assert answer.extra_headers["In-Reply-To"] == ids[1]
    assert answer.extra_headers["References"] == " ".join(ids)


def test_the_mails_say_that_they_are_of_a_list_and_whose_words_they_are(cast, listed):
    make_post(cast.ada, cast.team, "On Saturday we dig.", heading="A pond")

    (letter,) = mails_to(cast.ben)

    lines = letter.extra_headers
    assert lines["Precedence"] == "list"
    assert lines["List-Id"].startswith("<")
    assert lines["List-Archive"].endswith(f"/{cast.team.slug}/>")
    assert lines["List-Post"].startswith("<mailto:reply+")
    assert lines["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Ada Berg" in letter.from_email or "Ada Berg" in lines.get("From", "")
    assert "All that is shared and said in Orchard comes to you by mail." in letter.body


def test_it_stands_in_the_mail_alone_unless_it_concerns_one_besides(cast, listed):
    make_post(cast.ada, cast.team, "On Saturday we dig.")
    named = make_post(cast.ada, cast.team, f"@{cast.ben.handle} brings a spade.")

    assert len(mails_to(cast.ben)) == 2
    assert list(Notice.objects.filter(actor=cast.ben, in_app=True).values_list("thing", flat=True)) == [named.id]


def test_nobody_else_gets_it_and_who_left_gets_none(cast, listed):
    from allmende.commons.spaces.commands import take_out

    make_post(cast.ada, cast.team, "On Saturday we dig.")
    take_out(cast.eli, cast.team, cast.ben)

    got = mails_to(cast.ben)
    assert [(one.subject, one.body) for one in got if "Orchard]" in one.subject] == []
    assert not Notice.objects.filter(reason="notices.listed").exclude(actor=cast.ben).exists()


def test_the_link_of_the_mail_ends_the_list(cast, listed):
    stop_mails(cast.ben, str(cast.team.id))
    make_post(cast.ada, cast.team, "On Saturday we dig.")

    assert mails_to(cast.ben) == []
    resume_mails(cast.ben, str(cast.team.id))
    assert not Notice.objects.filter(actor=cast.ben).exists()


def test_only_a_space_can_come_as_a_list(cast):
    post = make_post(cast.ada, cast.team, "On Saturday we dig.")

    with pytest.raises(Refused):
        choose_here(cast.ben, post.id, Here.LIST)
