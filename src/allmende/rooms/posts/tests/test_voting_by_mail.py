"""A mail that offers a poll is answered with a number or a word: it counts as on the page, and the answer says what counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.threads.models import Comment
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.mail.choosing import Choices, picked
from allmende.foundation.mail.inbound.letters import Envelope
from allmende.foundation.mail.inbound.receiving import receive
from allmende.foundation.mail.replies import reply_address
from allmende.foundation.tasks.worker import run_due
from allmende.rooms.posts.commands import PollText, close_poll
from allmende.rooms.posts.models import Vote
from allmende.rooms.posts.testing import TEA, make_post

pytestmark = pytest.mark.django_db
TEAS = Choices("Which tea?", ("Mint", "Sage", "Thyme"))


@pytest.fixture(autouse=True)
def _takes_mail(settings):
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server="mx.example")


@pytest.fixture
def post(cast):
    return make_post(cast.ada, cast.team, "@ben Which one? Tell us.".replace("@ben", f"@{cast.ben.handle}"), poll=TEA)


@pytest.fixture
def write(cast, post):
    """Ben answers the mail about the poll; returns what became of it and what he was told."""
    numbers: Iterator[int] = iter(range(100))
    address = reply_address("poll", cast.ben.id, post.id)

    def written(text, dmarc="pass", sender=None, number=None) -> tuple[str, str]:
        letter, by = EmailMessage(), sender or cast.ben.account.email
        letter["From"], letter["Subject"] = by, "Re: Which tea?"
        letter["Message-ID"] = f"<{number or next(numbers)}@x>"
        if dmarc:
            letter["Authentication-Results"] = f"mx.example; dmarc={dmarc} header.from={by.partition('@')[2]}"
        letter.set_content(text)
        mail.outbox.clear()
        (row,) = receive(bytes(letter), Envelope(by, (address,), "lmtp"))
        run_due()
        told = [one.body for one in mail.outbox if one.to == [cast.ben.account.email] and "Re: Which" in one.subject]
        return row.outcome, "".join(told)

    return written


def votes_of(actor):
    return list(Vote.objects.filter(voter=actor).values_list("answer__text", flat=True))


def test_the_mail_offers_the_answers_with_their_numbers(cast, post):
    pull_all()
    mail.outbox.clear()
    from allmende.foundation import clock

    with clock.travel(minutes=2):
        run_due()

    (letter,) = [one for one in mail.outbox if one.to == [cast.ben.account.email]]
    assert (
        "Which tea?\n\n1  Mint\n2  Sage\n3  Thyme\n\nAnswer this mail with the number of what you choose."
        in letter.body
    )
    assert "reply+" in letter.extra_headers["Reply-To"]


@pytest.mark.parametrize("said", ["2", "2.", "Sage", "sage!", "„Sage“", "Nr. 2", "Antwort 2", "option 2)"])
def test_a_number_or_a_word_is_a_vote_and_the_answer_confirms_it(cast, write, said):
    outcome, told = write(f"{said}\n\n-- \nBen")

    assert outcome == "done"
    assert votes_of(cast.ben) == ["Sage"]
    assert "You answered “Which tea?” with: Sage." in told


def test_a_second_answer_takes_the_place_of_the_first(cast, write):
    write("1")
    _outcome, told = write("3")

    assert votes_of(cast.ben) == ["Thyme"]
    assert "What you answered before no longer counts" in told


def test_the_same_mail_twice_counts_and_is_answered_once(cast, write):
    write("1", number="same")
    _outcome, told = write("1", number="same")

    assert votes_of(cast.ben) == ["Mint"]
    assert told == ""


@pytest.mark.parametrize("said", ["7", "1 or 2", "yes", "1, 2", "?"])
def test_what_could_mean_anything_counts_for_nothing_and_is_told_what_to_do(cast, write, said):
    outcome, told = write(said)

    assert outcome == "refused"
    assert votes_of(cast.ben) == []
    assert "nothing but one number" in told
    assert "2  Sage" in told


def test_a_longer_answer_is_a_comment_and_what_stands_below_a_vote_is_too(cast, write, post):
    write("I would rather have coffee, as everyone knows by now.")
    write("2\n\nBut please without sugar, as always.")

    assert sorted(Comment.objects.filter(thread__thing=post).values_list("text", flat=True)) == [
        "But please without sugar, as always.",
        "I would rather have coffee, as everyone knows by now.",
    ]
    assert votes_of(cast.ben) == ["Sage"]


def test_a_vote_needs_proof_of_who_wrote_it(cast, write):
    outcome, told = write("2", dmarc="")

    assert (outcome, votes_of(cast.ben)) == ("refused", [])
    assert "did not prove that this mail is from you" in told


@pytest.mark.parametrize(("sender", "dmarc"), [(None, "fail"), ("mallory@example.org", "pass")])
def test_a_forged_vote_counts_for_nothing_and_nobody_is_answered(cast, write, sender, dmarc):
    outcome, told = write("2", dmarc=dmarc, sender=sender)

    assert (outcome, told, votes_of(cast.ben)) == ("refused", "", [])


def test_a_late_vote_is_told_that_it_came_too_late(cast, write, post):
    close_poll(cast.ada, post)

    outcome, told = write("2")

    assert (outcome, votes_of(cast.ben)) == ("refused", [])
    assert "This poll is closed." in told


def test_several_may_be_chosen_where_the_poll_lets_one(cast):
    both = replace(TEAS, has_several=True)

    assert picked("1, 3", both) == (1, 3)
    assert picked("Mint und Thyme", both) == (1, 3)
    assert picked("1 3 9", both) is None
    assert PollText("?", ("a", "b"), has_several=True).has_several


def test_an_option_that_is_called_like_the_number_of_another_is_asked_again():
    assert picked("1", Choices("How many?", ("2", "1"))) is None


@given(st.text(max_size=200))
def test_whatever_someone_writes_names_only_options_that_there_are(line):
    chosen = picked(line, replace(TEAS, has_several=True))

    assert chosen is None or set(chosen) <= {1, 2, 3}
