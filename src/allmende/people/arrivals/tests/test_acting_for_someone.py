"""Someone without a device is helped: with consent, for half an hour, on record, and never in what must be one's own."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from allmende.commons.ballots.commands import cast as put_in
from allmende.commons.ballots.commands import place_box
from allmende.commons.spaces.commands import set_role
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_member, make_note
from allmende.foundation import clock
from allmende.foundation.journal.hands import lend_hands
from allmende.foundation.journal.models import Entry
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.commands import make_actor
from allmende.identity.actors.models import Kind
from allmende.people.arrivals.commands.acting import begin_acting, note_consent, withdraw_consent
from allmende.people.arrivals.models import Acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def eli(cast, signed_in):
    return signed_in(cast.eli)


@pytest.fixture
def berta(cast):
    """Berta has no account: her profile is in the care of the community."""
    return make_member(cast.community, make_actor("Berta Alt", kind=Kind.MANAGED))


def begin(client, handle="berta-alt", reason="Say yes to the pond"):
    return client.post("/arrivals/acting/begun/", {"person": handle, "reason": reason})


def test_what_is_done_is_the_persons_and_the_journal_knows_whose_hands(eli, cast, berta):
    make_member(cast.team, berta)
    note = make_note(cast.team, cast.ben)
    assert begin(eli).status_code == 302

    answer = eli.post(reverse("comments", args=[note.id]), {"text": "A pond!", "intent": "praise"})

    assert answer.status_code == 302
    entry = Entry.objects.get(name="CommentAdded")
    assert (entry.actor, entry.on_behalf_of) == (cast.eli.id, berta.id)


def test_a_banner_says_so_on_every_page_until_it_is_stopped(eli, berta):
    begin(eli)
    pages = [eli.get(url).content.decode() for url in ("/", "/spaces/", "/search/", "/notices/")]
    eli.post("/arrivals/acting/end/")
    after = eli.get("/").content.decode()

    assert all("you act for <b>Berta Alt</b>" in page for page in pages)
    assert "you act for" not in after
    assert Acting.objects.get().ended is not None
    assert Entry.objects.filter(name="ActingEnded").count() == 1


def test_it_ends_by_itself_after_thirty_minutes(eli, berta):
    begin(eli)

    with clock.frozen(clock.now() + timedelta(minutes=31)):
        page = eli.get("/").content.decode()
        run_due()

    assert "you act for" not in page
    assert Acting.objects.get().ended == Acting.objects.get().ends


@pytest.mark.parametrize(
    "url",
    ["/accounts/password/change/", "/accounts/email/", "/settings/", "/arrivals/", "/arrivals/acting/consents/"],
)
def test_sign_in_consent_and_offices_stay_ones_own(eli, berta, url):
    begin(eli)

    assert eli.get(url).status_code == 403
    assert eli.post(url, {}).status_code == 403


def test_nobody_votes_for_someone_else(cast, berta):
    box = place_box(make_note(cast.team, cast.ada), clock.now() - timedelta(days=1), clock.now() + timedelta(days=1))

    with lend_hands(cast.eli.id, berta.id), pytest.raises(Refused, match="Nobody votes"):
        put_in(berta, box, {"choice": "yes"})


def test_without_consent_nobody_acts_for_someone_with_an_account(eli, cast):
    answer = begin(eli, "ben-roth")

    assert answer.status_code == 422
    assert "First note when and how this person asked" in answer.content.decode()


def test_noted_consent_is_told_and_can_be_taken_back_which_stops_at_once(eli, cast, signed_in):
    eli.post("/arrivals/acting/consents/", {"person": "@ben-roth", "words": "At the café, 3 May"})
    begin(eli, "ben-roth")
    run_due()
    letters = [letter.subject for letter in mail.outbox]
    signed_in(cast.ben).post("/arrivals/acting/consents/ben-roth/removal/")
    page = eli.get("/").content.decode()

    assert letters == ["Someone may act for you in Meadow", "Eli Stein is doing something for you in Meadow"]
    assert "you act for" not in page
    assert Acting.objects.get().ended is not None


def test_who_took_consent_back_can_only_give_it_themselves(eli, cast):
    note_consent(cast.eli, cast.community, cast.ben, "On the phone")
    withdraw_consent(cast.ben, cast.community, cast.ben)

    with pytest.raises(Refused, match="Only they can give it again"):
        note_consent(cast.eli, cast.community, cast.ben, "On the phone again")
    note_consent(cast.ben, cast.community, cast.ben, "Myself")
    begin_acting(cast.eli, cast.community, cast.ben, "Her idea")


def test_consent_of_last_year_is_asked_for_again(cast):
    with clock.frozen(clock.now() - timedelta(days=366)):
        note_consent(cast.eli, cast.community, cast.ben, "On the phone")

    with pytest.raises(Refused):
        begin_acting(cast.eli, cast.community, cast.ben, "His idea")


def test_nobody_acts_for_those_who_hold_an_office(cast):
    set_role(cast.eli, cast.community, cast.finn, Role.CURATOR)

    with pytest.raises(Refused, match="Nobody acts for curators"):
        begin_acting(cast.eli, cast.community, cast.finn, "x")


def test_who_loses_the_office_meanwhile_stops_acting(eli, cast, berta):
    begin(eli)
    set_role(cast.eli, cast.community, cast.finn, Role.CURATOR)
    set_role(cast.finn, cast.community, cast.eli, Role.MEMBER)

    assert "you act for" not in eli.get("/").content.decode()


def test_someone_from_outside_is_nobody_here(eli):
    assert begin(eli, "dora-weit").status_code == 422
