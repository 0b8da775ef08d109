"""An independent finds a path: steps ticked by what one did, someone who shows the way, a price that one can follow."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation.verdicts import Refused
from allmende.people.connections.commands import accept, ask, reach
from allmende.people.connections.models import Purpose
from allmende.people.connections.queries.path import mentors_for, path_of, seekers_for
from allmende.people.connections.queries.rates import Wanted, price_for
from allmende.people.profiles.commands import add_piece, put, skill, wish
from allmende.people.profiles.models import Detail, Key


def done(actor: object) -> set[str]:
    return {step.key for step in path_of(actor) if step.is_done}  # type: ignore[arg-type]


@pytest.mark.django_db
def test_what_one_does_ticks_the_steps(cast: Cast) -> None:
    assert done(cast.ben) == set()

    put(cast.ben, cast.ben, cast.community, Key.SKILL, [skill(name, "en") for name in ("Saws", "Glue", "Nails")])
    add_piece(cast.ben, cast.ben, cast.community, title="A chair", layer=Layer.COMMUNITY)
    reach(cast.ben, cast.community, "job")

    assert done(cast.ben) == {"skills", "piece", "job"}
    reach(cast.ben, cast.community, "job", reached=False)
    assert done(cast.ben) == {"skills", "piece"}


@pytest.mark.django_db
def test_nobody_ticks_what_deeds_tick(cast: Cast) -> None:
    with pytest.raises(Refused, match="ticked by what you do"):
        reach(cast.ben, cast.community, "mentor")


@pytest.mark.django_db
def test_a_mentor_is_found_asked_and_then_the_step_is_done(cast: Cast) -> None:
    put(cast.ada, cast.ada, cast.community, Key.OFFER, [wish(Key.OFFER, "Mentoring for beginners")])
    put(cast.eli, cast.eli, cast.community, Key.OFFER, [wish(Key.OFFER, "Mentoring")], Layer.PRIVATE)
    assert [(card.name, words) for card, words in mentors_for(cast.finn, cast.community)] == [
        ("Ada Berg", "Mentoring for beginners")
    ]

    accept(cast.ada, ask(cast.finn, cast.ada, cast.community, "May I?", Purpose.MENTORING), cast.community)

    assert "mentor" in done(cast.finn)
    assert mentors_for(cast.finn, cast.community) == []


@pytest.mark.django_db
def test_who_seeks_what_one_can_do_stands_on_the_path_as_far_as_they_show_it(cast: Cast) -> None:
    put(cast.ada, cast.ada, cast.community, Key.SEEK, [wish(Key.SEEK, "Someone for joinery, in May")])
    put(cast.eli, cast.eli, cast.community, Key.SEEK, [wish(Key.SEEK, "Joinery lessons")], Layer.PRIVATE)
    put(cast.ben, cast.ben, cast.community, Key.SEEK, [wish(Key.SEEK, "A cargo bike")])
    assert seekers_for(cast.finn, cast.community) == []

    put(cast.finn, cast.finn, cast.community, Key.SKILL, [skill("Joinery", "en")])
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    client.force_login(cast.finn.account, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert [(card.name, words) for card, words in seekers_for(cast.finn, cast.community)] == [
        ("Ada Berg", "Someone for joinery, in May")
    ]
    shown = client.get("/path-to-paid-work/").content.decode()
    assert "Someone for joinery, in May" in shown
    assert "Joinery lessons" not in shown
    assert 'href="/path-to-paid-work/"' in client.get("/profile/", follow=True).content.decode()


def test_a_price_is_what_a_year_needs_by_the_hours_that_are_paid() -> None:
    """2000 a month after 35 % is 36,923.08 a year before; with 12 times 300 that is 40,523.08; 44 weeks of 30 hours, of
    which 60 % are paid, are 792 hours: 51.17 an hour, rounded up to 52."""
    price = price_for(Wanted(income=2000_00, costs=300_00, taxes=35, weeks_off=8, hours=30, paid=60))

    assert price is not None
    assert (price.before_taxes.minor, price.needed.minor, price.paid_hours) == (36_923_08, 40_523_08, 792)
    assert (price.hour.minor, price.day.minor) == (52_00, 416_00)


WANTED = st.builds(
    Wanted, income=st.integers(0, 10**8), costs=st.integers(0, 10**7), taxes=st.integers(0, 80),
    weeks_off=st.integers(0, 50), hours=st.integers(1, 80), paid=st.integers(5, 100),
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WANTED)
def test_at_this_price_the_year_is_paid_for(wanted: Wanted) -> None:
    price = price_for(wanted)

    if price is not None:
        assert price.hour.minor * price.paid_hours >= price.needed.minor
        assert (price.hour.minor - 100) * price.paid_hours < price.needed.minor or price.hour.minor == 0


@pytest.mark.django_db
def test_the_page_works_it_out_and_keeps_it_only_when_told(cast: Cast) -> None:
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})
    client.force_login(cast.ben.account)
    asked = {"income": "2000", "costs": "300", "taxes": "35", "weeks_off": "8", "hours": "30", "paid": "60"}

    page = client.get("/path-to-paid-work/rate/", asked).content.decode()
    assert "€52" in page
    assert "792" in page
    assert not Detail.objects.exists()

    client.post("/path-to-paid-work/rate/", asked)
    assert Detail.objects.get().amount == 52_00


@pytest.mark.django_db
@pytest.mark.parametrize("income", ["-1", "much", "999999999999", "NaN", ""])
def test_what_is_no_amount_comes_back_in_the_form(income: str, cast: Cast) -> None:
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})
    client.force_login(cast.ben.account)

    assert client.get("/path-to-paid-work/rate/", {"income": income, "hours": "30"}).status_code == 422
