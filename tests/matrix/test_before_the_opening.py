"""Before its opening day a community is its founders' and booked tours' alone: every address of the house, for each who may knock.

Written by hand is what stands on the threshold; everything else answers one page, the API a problem, for guests, strangers
and those on their way in alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, resolve, reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import change_space, set_gate
from allmende.commons.spaces.models import Mode, Space
from allmende.commons.spaces.testing import Cast, make_note
from allmende.foundation import clock
from allmende.foundation.kept import forget_all
from allmende.foundation.testing import NOON
from allmende.people.welcome.commands import begin, offer_tour
from allmende.people.welcome.queries.passes import COOKIE, pass_for
from allmende.people.welcome.testing import make_commitment
from tests.matrix.test_no_route_writes_unasked import VALUES, patterns

THRESHOLD = {
    *("manifest", "app_icon", "service_worker", "offline", "speculation", "token"),
    *("language", "imprint", "terms", "icon", "privacy", "security", "security_txt", "personas"),
    *("founding:begin", "founding:step", "founding:charter", "founding:signature", "founding:opening"),
    *("welcome:path", "welcome:agreements", "welcome:entry", "welcome:commit", "welcome:tours", "welcome:tour"),
    *(
        "welcome:tour_asked",
        "welcome:booking",
        "welcome:booking_confirmation",
        "welcome:booking_removal",
        "welcome:visit",
    ),
    *("welcome:subscribe", "welcome:subscribe_asked", "welcome:subscription"),
    *("welcome:subscription_confirmation", "welcome:subscription_removal", "notices:stop", "notices:stop_removal"),
    *("nominations:ask", "nominations:asked", "nominations:request", "nominations:confirm", "nominations:standing"),
    *("nominations:invitation", "nominations:acceptance", "nominations:refusal"),
}
"""Signing in, what binds us by law, asking to come in, booking a tour, hearing of the opening or no longer of anything, the way of whoever was admitted."""
SIGNS_IN = ("account_", "mfa_", "socialaccount_", "openid", "idp", "consent:")
CLOSED = "The doors open on"


@pytest.fixture
def founding(cast: Cast) -> Iterator[Space]:
    """The community, which opens in a month; Dora was admitted, a note is public, a tour can be booked."""
    with clock.frozen(NOON):
        for layer in (Layer.NETWORK, Layer.PUBLIC):
            set_gate(cast.eli, cast.community, layer, Mode.FREE)
        make_note(cast.team, cast.ben, Layer.PUBLIC)
        make_commitment(cast.community)
        begin(cast.dora, cast.community)
        offer_tour(cast.eli, cast.community, begins=NOON + timedelta(minutes=10))
        yield change_space(cast.eli, cast.community, opens_on=(NOON + timedelta(days=30)).date())


def addresses() -> Iterator[tuple[str, str]]:
    """Every route of the house with an address of it, and some that lead nowhere."""
    for name, pattern in patterns():
        values = {
            key: NOTHING if type(converter).__name__ == "UUIDConverter" else VALUES.get(key, 1)
            for key, converter in pattern.pattern.converters.items()
        }
        values |= {key: "meadow" for key in values if key == "slug"}
        try:
            yield name, reverse(name, kwargs=values)
        except NoReverseMatch:  # a part of an address that includes others
            continue
    yield from [("", "/nowhere/"), ("", "/calls.atom"), ("", "/.well-known/webfinger"), ("", "/id/1/")]


NOTHING = "01990000-0000-7000-8000-000000000000"


def stands_on_the_threshold(name: str) -> bool:
    return name in THRESHOLD or name.startswith(SIGNS_IN)


def visitor(cast: Cast, who: str) -> Client:
    client = Client(SERVER_NAME="localhost", raise_request_exception=False, headers={"Accept-Language": "en"})
    if who in {"dora", "ben", "eli"}:
        client.force_login(getattr(cast, who).account)
    return client


@pytest.mark.once
@pytest.mark.parametrize("who", ["guest", "dora"])
@pytest.mark.django_db
def test_everything_but_the_threshold_answers_one_page(cast: Cast, founding: Space, who: str) -> None:
    client, wrong = visitor(cast, who), []
    for name, url in addresses():
        if stands_on_the_threshold(name) or name in {"space_look", "file"} or "logout" in url:
            continue
        answer = client.get(url)
        said = answer.content.decode()
        is_closed = "has not opened yet" in said if url.startswith("/api/") else CLOSED in said
        if not is_closed or answer.status_code != (200 if url == "/" else 403) or "A pond" in said:
            wrong.append((name, url, answer.status_code))

    assert wrong == []


@pytest.mark.django_db
def test_what_stands_on_the_threshold_is_what_is_written(cast: Cast, founding: Space) -> None:
    client = visitor(cast, "guest")

    closed = [name for name, url in addresses() if name in THRESHOLD and CLOSED in client.get(url).content.decode()]

    assert closed == []


@pytest.mark.once
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "head", "options"])
@pytest.mark.django_db
def test_no_other_method_gets_past_the_door(cast: Cast, founding: Space, method: str) -> None:
    client = visitor(cast, "guest")

    for url in ("/", "/calls/", "/spaces/meadow/", "/api/v1/calls", "/search/"):
        assert getattr(client, method)(url).status_code in {403, 405} or (
            url == "/" and method in {"head", "post", "put", "patch", "delete", "options"}
        )


@pytest.mark.once
@pytest.mark.parametrize(
    "headers", [{"HX-Request": "true"}, {"Authorization": "Bearer x"}, {"Accept": "application/json"}]
)
@pytest.mark.django_db
def test_no_header_opens_it(cast: Cast, founding: Space, headers: dict[str, str]) -> None:
    answer = visitor(cast, "guest").get("/spaces/meadow/", headers=headers)

    assert answer.status_code == 403
    assert CLOSED in answer.content.decode()


@pytest.mark.django_db
def test_founders_are_at_home(cast: Cast, founding: Space) -> None:
    client = visitor(cast, "ben")

    for url in ("/", "/calls/", "/spaces/", "/spaces/meadow/members/", "/api/v1/openapi.json", "/tour/"):
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert CLOSED not in answer.content.decode()


@pytest.mark.django_db
def test_a_pass_of_a_booked_tour_opens_the_house_until_the_tour_ends(cast: Cast, founding: Space) -> None:
    from allmende.people.welcome.models import Slot

    client = visitor(cast, "guest")
    client.cookies[COOKIE] = pass_for(Slot.objects.get())

    assert CLOSED not in client.get("/").content.decode()
    assert client.get("/tour/").status_code == 200
    with clock.frozen(NOON + timedelta(hours=1)):
        assert CLOSED in client.get("/").content.decode()


@pytest.mark.once
@pytest.mark.parametrize("forged", ["", "1", "99999999999.", "99999999999." + "0" * 32, "9" * 400 + ".x", "\u00b2.x"])
@pytest.mark.django_db
def test_a_forged_pass_opens_nothing(cast: Cast, founding: Space, forged: str) -> None:
    client = visitor(cast, "guest")
    client.cookies[COOKIE] = forged

    assert client.get("/spaces/meadow/").status_code == 403


@pytest.mark.django_db
def test_what_a_visitor_with_a_pass_sees_is_kept_for_nobody(cast: Cast, founding: Space) -> None:
    from allmende.people.welcome.models import Slot

    inside = visitor(cast, "guest")
    inside.cookies[COOKIE] = pass_for(Slot.objects.get())
    inside.get("/")

    assert CLOSED in visitor(cast, "guest").get("/").content.decode()
    assert CLOSED not in inside.get("/").content.decode()


@pytest.mark.django_db
def test_on_its_day_the_doors_are_open_for_all(cast: Cast, founding: Space) -> None:
    cache.clear()
    forget_all()
    day = NOON.replace(hour=22, minute=30) + timedelta(days=29)  # half an hour past midnight in the community's zone
    with clock.frozen(day - timedelta(hours=1)):
        assert CLOSED in visitor(cast, "guest").get("/").content.decode()
    cache.clear()
    forget_all()
    with clock.frozen(day):
        assert CLOSED not in visitor(cast, "guest").get("/").content.decode()


def test_every_address_that_is_written_exists() -> None:
    names = {name for name, _pattern in patterns()}

    assert names >= {name for name in THRESHOLD if not name.startswith(("imprint", "security"))}
    assert resolve("/tours/").view_name == "welcome:tours"
    assert get_resolver() is not None
