"""An age band is said, never a birth date kept; up by one and not at once, down at any time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from allmende.commons.consent import commands
from allmende.commons.consent.models import AgeChange
from allmende.commons.consent.rules.young import BANDS, BETWEEN_BIRTHDAYS, may_say_age
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.accounts.queries import age_band_of, band_of, is_minor
from allmende.identity.actors.models import Actor

YOUNGER, YOUNG, ADULT = BANDS
DATES = st.dates(date(1900, 1, 1), date(2090, 12, 31))
FAST = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def anniversary(born: date, years: int) -> date:
    """The day on which someone has lived so many years; those born on 29 February: the day after the 28th."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


@given(DATES)
@example(date(2008, 2, 29))
def test_the_band_changes_on_the_birthday_and_not_a_day_before(born):
    day = timedelta(days=1)
    sixteen, eighteen = anniversary(born, 16), anniversary(born, 18)
    assert [band_of(born, sixteen - day), band_of(born, sixteen)] == [YOUNGER, YOUNG]
    assert [band_of(born, eighteen - day), band_of(born, eighteen)] == [YOUNG, ADULT]


@given(DATES, st.lists(st.integers(0, 40_000), min_size=2, max_size=2).map(sorted))
def test_nobody_grows_younger(born, days):
    earlier, later = (BANDS.index(band_of(born, born + timedelta(days=n))) for n in days)
    assert earlier <= later


@pytest.mark.django_db
@FAST
@given(said=st.lists(st.tuples(st.sampled_from(BANDS), st.integers(0, 800)), max_size=12))
def test_whoever_says_it_themselves_never_climbs_faster_than_birthdays_come(cast, said):
    """A story of things said, with days between: two steps up are never closer than a year, nor is a band skipped."""
    Account.objects.filter(actor=cast.ben).update(age_band="")
    AgeChange.objects.all().delete()
    ben = Actor.objects.get(id=cast.ben.id)
    now, steps = NOON, []
    for band, days in said:
        now += timedelta(days=days)
        with clock.frozen(now):
            before = age_band_of(ben)
            try:
                commands.say_age(ben, band)
            except Refused:
                assert age_band_of(ben) == before
                continue
        assert age_band_of(ben) == band
        if before and BANDS.index(band) > BANDS.index(AgeBand(before)):
            assert BANDS.index(band) == BANDS.index(AgeBand(before)) + 1
            steps.append(now)
    assert all(later - earlier >= BETWEEN_BIRTHDAYS for earlier, later in zip(steps, steps[1:], strict=False))


@pytest.mark.django_db
def test_nobody_has_said_anything_to_begin_with(cast):
    assert age_band_of(cast.ben) == ""
    assert not is_minor(cast.ben)
    assert may_say_age(cast.ben, YOUNGER)


@pytest.mark.django_db
def test_a_birth_date_is_asked_only_where_the_community_must_and_is_kept_nowhere(cast, sign_in):
    browser = sign_in(cast.ben)
    assert 'name="born"' not in browser.get("/privacy/age/").content.decode()
    commands.change_protection(cast.eli, cast.community, asks_birth_date=True, requires_vetting=False)

    with clock.frozen(NOON):
        browser = sign_in(cast.ben)
        assert 'name="born"' in browser.get("/privacy/age/").content.decode()
        assert browser.post("/privacy/age/", {"born": "2012-05-17"}).url == "/privacy/guardian/"
    assert age_band_of(Actor.objects.get(id=cast.ben.id)) == YOUNGER
    assert "2012" not in str(list(Account.objects.values())) + str(list(AgeChange.objects.values("band", "note")))


@pytest.mark.django_db
@pytest.mark.parametrize("born", ["", "yesterday", "0001-01-01", "1850-01-01", "2999-01-01", "2012-02-30", "\x00"])
def test_a_date_that_cannot_be_is_said_at_its_field(cast, sign_in, born):
    commands.change_protection(cast.eli, cast.community, asks_birth_date=True, requires_vetting=False)
    answer = sign_in(cast.ben).post("/privacy/age/", {"born": born})
    assert answer.status_code == 422
    assert age_band_of(Actor.objects.get(id=cast.ben.id)) == ""


@pytest.mark.django_db
def test_a_curator_sets_it_with_a_note_that_the_person_reads_and_then_only_curators_change_it(cast, sign_in):
    with pytest.raises(Refused):
        commands.set_age(cast.eli, cast.ben, cast.community, YOUNGER, "  ")
    commands.set_age(cast.eli, cast.ben, cast.community, YOUNGER, "Told us at the door.")

    assert "Told us at the door." in sign_in(cast.ben).get("/privacy/age/").content.decode()
    with pytest.raises(Refused):
        commands.say_age(Actor.objects.get(id=cast.ben.id), ADULT)
    commands.set_age(cast.eli, cast.ben, cast.community, ADULT, "Seen the pass.")
    assert age_band_of(Actor.objects.get(id=cast.ben.id)) == ADULT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "whom"), [("ada", "ben"), ("ben", "ben"), ("eli", "eli"), ("dora", "ben"), ("eli", "dora")]
)
def test_nobody_else_sets_anybodys_age(cast, who, whom):
    with pytest.raises(Refused):
        commands.set_age(getattr(cast, who), getattr(cast, whom), cast.community, ADULT, "Because.")


@pytest.mark.django_db
def test_the_journal_says_that_an_age_was_said_but_not_which(cast):
    commands.say_age(cast.ben, YOUNGER)
    assert recorded()[-1] == "AgeBandSaid"
    assert "under" not in str(Entry.objects.order_by("-id").first().payload)
