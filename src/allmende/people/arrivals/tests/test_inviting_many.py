"""Many are invited: each address once, members passed over without a word, letters little by little."""

from datetime import timedelta

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation import clock
from allmende.foundation.options.models import Value
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.people.arrivals.commands import mailings
from allmende.people.arrivals.commands.mailings import (
    MOST_AT_ONCE,
    addresses_in,
    invite_many,
    send_letters,
    stop_mailing,
)
from allmende.people.arrivals.models import Letter, Mailing


@pytest.fixture
def invite(cast):
    """Eli invites these addresses."""
    return lambda *addresses: invite_many(cast.eli, cast.community, addresses, words="From the fair", language="en")


@pytest.mark.django_db
def test_each_gets_a_letter_of_their_own(invite):
    invite("kim@example.org", "uta@example.org")
    run_due()
    run_due()

    assert sorted(letter.to for letter in mail.outbox) == [["kim@example.org"], ["uta@example.org"]]
    assert mail.outbox[0].subject == "Eli Stein invites you to Meadow"
    assert "From the fair" in mail.outbox[0].body


@pytest.mark.django_db
def test_nobody_is_written_to_twice_and_members_are_passed_over(invite):
    invite("kim@example.org")

    mailing = invite("KIM@example.org", "ben-roth@example.org", "dora-weit@example.org", "kim@example.org")

    assert mailing.skipped == 2
    assert list(mailing.letters.values_list("address", flat=True)) == ["dora-weit@example.org"]


@pytest.mark.django_db
def test_no_more_leave_in_an_hour_than_may(invite):
    Value.objects.create(key=mailings.PER_HOUR.key, number=3)
    start = clock.now()
    with clock.frozen(start):
        invite(*(f"p{n}@example.org" for n in range(3 + 5)))
        sent = [send_letters() for _round in range(3)]
    with clock.frozen(start + timedelta(minutes=61)):
        later = send_letters()

    assert sum(sent) == 3
    assert later == 3


@pytest.mark.django_db
def test_who_has_come_in_meanwhile_is_not_written_to(invite, cast):
    from allmende.commons.spaces.testing import make_member

    invite("dora-weit@example.org")
    make_member(cast.community, cast.dora)
    run_due()

    assert Letter.objects.get().state == "skipped"
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_mailing_can_be_stopped_and_those_not_written_to_be_invited_later(invite, cast):
    mailing = invite("kim@example.org")
    stop_mailing(cast.eli, mailing)

    assert not Letter.objects.exists()
    assert invite("kim@example.org").skipped == 0


@pytest.mark.django_db
def test_too_many_at_once_are_refused(invite):
    with pytest.raises(Refused):
        invite(*(f"p{n}@example.org" for n in range(MOST_AT_ONCE + 1)))

    assert not Mailing.objects.exists()


@pytest.mark.django_db
def test_the_page_takes_what_a_mail_program_copies_and_says_what_is_no_address(cast, signed_in):
    eli = signed_in(cast.eli)
    wrong = eli.post("/arrivals/invitations/", {"addresses": "kim@, uta@example.org", "language": "en"})
    right = eli.post(
        "/arrivals/invitations/", {"addresses": '"Kim, O." <Kim@example.org>; uta@example.org', "language": "en"}
    )

    assert wrong.status_code == 422
    assert "kim@" in wrong.content.decode()
    assert "Waiting" in eli.get(right.url).content.decode()
    assert sorted(Letter.objects.values_list("address", flat=True)) == ["kim@example.org", "uta@example.org"]


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read(text):
    found = addresses_in(text)

    assert all("@" in address for address in found.good)
