"""The navigation shows what is there for whoever looks, and where they are."""

from django.test import Client

from allmende.surfaces.web.navigation import Entry, mark_current


def current(path: str, *urls: str) -> list[str]:
    found = mark_current([Entry(url, url, url, "home") for url in urls], path)
    return [entry.url for entry in found if entry.current]


def test_the_longest_beginning_of_the_address_is_where_one_is():
    assert current("/calls/schulhof/vote/", "/", "/calls/", "/calls/schulhof/") == ["/calls/schulhof/"]


def test_home_is_only_home():
    assert current("/help/", "/", "/calls/") == []
    assert current("/", "/", "/calls/") == ["/"]


def test_people_are_shown_to_members_and_not_offered_to_guests(client: Client, cast):
    guest = client.get("/components/").content.decode()
    client.force_login(cast.ada.account)
    member = client.get("/components/").content.decode()

    assert 'href="/people/"' not in guest
    assert 'href="/people/"' in member


def test_a_member_s_page_carries_the_token_for_its_scripts(client: Client, cast):
    client.force_login(cast.ada.account)

    assert "hx-headers:inherited" in client.get("/components/").content.decode()
