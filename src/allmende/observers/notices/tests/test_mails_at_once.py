"""What reaches people by mail at once: once, only while they may see it, and each one that is not sent says why."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.mutes.commands import block, mute, mute_thing
from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment, remove_comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.mail.reachable import BOUNCED, stop
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.outgoing import hold_back
from allmende.foundation.tasks.worker import run_due
from allmende.observers.notices.commands import mark_read
from allmende.observers.notices.commands.delivering import deliver, line_up
from allmende.observers.notices.commands.wishing import choose, choose_here, take_preset, wish
from allmende.observers.notices.models import Channel, Delivery, Mail, Notice, Preset
from allmende.observers.notices.presets import Here, Ways

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    """Ben has asked something on a note of Ada's, and hears of replies."""
    note = make_note(cast.team, cast.ada)
    question = comment(cast.ben, note, "How deep?")
    pull_all()
    mark_read(cast.ada)
    return note, question


def fates(actor):
    return list(Delivery.objects.filter(actor=actor).order_by("id").values_list("channel", "state", "why"))


def test_a_reply_comes_as_one_mail_with_what_was_said_and_where_to_answer(cast, asked, post):
    note, question = asked
    comment(cast.ada, note, "Two metres.\n\nAnd *cold*.", parent=question)

    (letter,) = post(cast.ben)

    assert letter.subject == "Re: A pond"
    assert "Ada Berg replied to you on A pond:\n\nTwo metres.\n\nAnd cold.\n" in letter.body
    assert "because of “Replies to you”" in letter.body
    assert "/notices/mails/" in letter.body
    assert fates(cast.ben) == [("mail", "sent", "")]


def test_several_replies_that_come_together_are_one_mail(cast, asked, post):
    note, question = asked
    comment(cast.ada, note, "Two metres.", parent=question)
    comment(cast.eli, note, "Three!", parent=question)

    (letter,) = post(cast.ben)

    assert letter.body.index("Two metres.") < letter.body.index("Three!")


def test_nobody_is_written_to_twice_whatever_is_done_again(cast, asked, post):
    note, question = asked
    comment(cast.ada, note, "Two metres.", parent=question)
    assert len(post(cast.ben)) == 1

    with clock.travel(minutes=5):
        assert line_up(lambda *_job: pytest.fail("nothing is due")) == 0
        assert deliver(cast.ben.id, Channel.MAIL, lambda *_job: pytest.fail("no device")) == 0

    assert post(cast.ben, days=1) == []


def test_what_a_worker_took_and_left_its_job_sends_still(cast, asked, post):
    note, question = asked
    comment(cast.ada, note, "Two metres.", parent=question)
    pull_all()
    with clock.travel(minutes=2):
        assert line_up(lambda actor, channel: Job.objects.create(
            path="allmende.observers.notices.tasks.deliver", args=[actor, channel], run_after=clock.now())) == 1  # fmt: skip

    assert len(post(cast.ben, days=2)) == 1


def test_after_days_without_a_worker_it_still_comes(cast, asked, post):
    note, question = asked
    comment(cast.ada, note, "Two metres.", parent=question)

    assert len(post(cast.ben, days=9)) == 1


@pytest.mark.parametrize(
    "why",
    ["quieted", "quieted, the thing", "read", "unseen", "unseen, removed", "unseen, in the bin", "off", "stopped"],
)
def test_what_is_not_sent_says_why(cast, asked, post, why):
    note, question = asked
    said = comment(cast.ada, note, "Two metres.", parent=question)
    pull_all()

    match why:
        case "quieted":
            mute(cast.ben, cast.ada)
        case "quieted, the thing":
            mute_thing(cast.ben, note)
        case "read":
            mark_read(cast.ben)
        case "unseen":
            take_out(cast.ada, cast.team, cast.ben)
        case "unseen, removed":
            remove_comment(cast.ada, said)
        case "unseen, in the bin":
            put_in_bin(cast.ada, note)
        case "off":
            choose(cast.ben, {"talk": Ways(mail=Mail.NEVER)})
        case "stopped":
            stop("ben-roth@example.org", BOUNCED)

    letters = [letter for letter in post(cast.ben) if "pond" in letter.subject]
    assert letters == []
    assert fates(cast.ben)[0] == ("mail", "dropped", why.partition(",")[0])


def test_what_is_past_is_not_sent(cast, asked, post):
    note, question = asked
    comment(cast.ada, note, "Two metres.", parent=question)
    pull_all()
    Notice.objects.update(until=clock.now())

    assert post(cast.ben) == []
    assert fates(cast.ben) == [("mail", "dropped", "past")]


def test_in_quiet_hours_it_waits_for_the_morning(cast, asked, post, monday):
    note, question = asked
    wish(cast.ben, quiet_from=11, quiet_until=14)
    comment(cast.ada, note, "Two metres.", parent=question)

    assert post(cast.ben) == []
    assert fates(cast.ben) == [("mail", "waiting", "quiet")]
    assert len(post(cast.ben, hours=3)) == 1


def test_quiet_hours_that_begin_while_it_waits_count_too(cast, asked, post, monday):
    note, question = asked
    comment(cast.ada, note, "Two metres.", parent=question)
    pull_all()
    with clock.travel(minutes=2):
        wish(cast.ben, quiet_from=12, quiet_until=14)
        run_due()

    assert fates(cast.ben) == [("mail", "waiting", "quiet")]
    wish(cast.ben, quiet_from=None, quiet_until=None)
    assert len(post(cast.ben)) == 1


def test_who_wants_no_content_in_mails_reads_only_that_there_is_something(cast, asked, post):
    note, question = asked
    wish(cast.ben, no_content=True)
    comment(cast.ada, note, "Two metres.", parent=question)

    (letter,) = post(cast.ben)

    words = letter.subject + letter.body
    assert "Replies to you" in words
    assert not [word for word in ("Ada", "pond", "metres") if word in words]


def test_a_mail_is_in_the_language_of_whoever_gets_it(cast, asked, post):
    note, question = asked
    type(cast.ben).objects.filter(id=cast.ben.id).update(language="de")
    comment(cast.ada, note, "Two metres.", parent=question)

    (letter,) = post(cast.ben)

    assert "Ada Berg hat dir zu A pond geantwortet" in letter.body


def test_who_has_no_account_or_a_closed_one_gets_none(cast, asked, post):
    note, question = asked
    comment(cast.ada, note, "Two metres.", parent=question)
    pull_all()
    type(cast.ben.account).objects.filter(actor=cast.ben).update(is_active=False)

    assert post() == []
    assert fates(cast.ben) == [("mail", "dropped", "nowhere")]

    comment(cast.ada, note, "Or three.", parent=question)
    assert post() == []
    assert Notice.objects.filter(actor=cast.ben).count() == 2
    assert len(fates(cast.ben)) == 1


@pytest.mark.parametrize("what", ["the person", "the thing", "the space", "blocked"])
def test_of_what_was_muted_there_is_not_even_a_notice(cast, asked, post, what):
    note, question = asked
    match what:
        case "the person":
            mute(cast.ben, cast.ada)
        case "the thing":
            mute_thing(cast.ben, note)
        case "the space":
            mute_thing(cast.ben, cast.team)
        case "blocked":
            block(cast.ben, cast.ada)

    comment(cast.ada, note, "Two metres.", parent=question)

    assert post(cast.ben) == []
    assert not Notice.objects.filter(actor=cast.ben).exists()


def test_in_one_space_it_can_be_otherwise(cast, asked, post):
    note, question = asked
    choose_here(cast.ben, cast.team.id, Here.APP)

    comment(cast.ada, note, "Two metres.", parent=question)

    assert post(cast.ben) == []
    assert Notice.objects.filter(actor=cast.ben).count() == 1

    choose_here(cast.ben, note.id, Here.AT_ONCE)
    comment(cast.ada, note, "Three.", parent=question)
    assert len(post(cast.ben)) == 1


def test_quiet_means_a_digest_and_everything_means_at_once(cast, post):
    take_preset(cast.ada, Preset.EVERYTHING)
    comment(cast.ben, make_note(cast.community, cast.ada, Layer.COMMUNITY), "Nice")
    assert len(post(cast.ada)) == 1

    take_preset(cast.ada, Preset.QUIET)
    comment(cast.ben, make_note(cast.community, cast.ada, Layer.COMMUNITY), "Nice")
    assert post(cast.ada) == []
    assert fates(cast.ada)[-1] == ("weekly", "waiting", "")


def test_after_a_restore_what_was_due_is_not_sent_again_and_says_so(cast, asked, post):
    note, question = asked
    comment(cast.ada, note, "Two metres.", parent=question)
    pull_all()

    with clock.travel(minutes=2):
        hold_back()

    assert post(cast.ben) == []
    assert fates(cast.ben) == [("mail", "dropped", "restored")]
