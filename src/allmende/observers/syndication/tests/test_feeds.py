"""Feeds: valid, lasting, in the right language, under the right host, and of nothing that their reader does not see now."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.test import Client

from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import audience_for
from allmende.commons.spaces.testing import make_community, make_note
from allmende.commons.things.models import Thing
from allmende.foundation import clock, doors
from allmende.foundation.clock import sort_key
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.testing import make_person
from allmende.observers.syndication.commands import make_address, renew_address, revoke_address
from allmende.observers.syndication.models import SecretAddress

ATOM = "{http://www.w3.org/2005/Atom}"
TEXT = '<p>Look <a href="/people/ben-roth/">at Ben</a><script>alert(1)</script><img src="/m/x.jpg" alt="" onerror="x()"></p>'

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def notes(monkeypatch):
    """Notes are a kind of thing that has a page, and a text of which not all is harmless."""
    kind = doors.Kind(
        "note", "Note", "Notes", "file", lambda ids: {each: f"/id/{each}/" for each in ids},
        html=lambda ids: dict.fromkeys(ids, TEXT),
    )  # fmt: skip
    monkeypatch.setattr(doors, "_commons", [*doors._commons, kind])


@pytest.fixture
def ask():
    client = Client(SERVER_NAME="localhost")

    def get(url, **headers):
        outdate()
        return client.get(url, headers=headers)

    return get


def note(space, author, layer, title="A pond"):
    made = make_note(space, author, Layer.COMMUNITY, title)
    made.audience = audience_for(space, layer, author)
    made.save()
    return made


def own(cast, who, end="feed.json"):
    _address, token = make_address(who, cast.community, "Reader")
    return f"/feeds/{token}/{end}"


def titles(answer):
    assert answer.status_code == 200, answer.status_code
    return {item["title"] for item in answer.json()["items"]}


def faults_of(content):
    """What the specification (RFC 4287, section 4) asks of every feed, and is not so in this one."""
    feed, found = ElementTree.fromstring(content), []
    for element, wants in [(feed, "feed"), *((entry, "entry") for entry in feed.iter(f"{ATOM}entry"))]:
        wanted = ("id", "title", "updated")
        found += [f"one {name} in each {wants}" for name in wanted if len(element.findall(ATOM + name)) != 1]
        if not urlsplit(element.findtext(f"{ATOM}id")).scheme:
            found.append("an id is an absolute IRI")
        dates = [*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")]
        found += [
            "a date has an offset (RFC 3339)" for date in dates if datetime.fromisoformat(date.text).tzinfo is None
        ]
        links = [(link.get("rel", "alternate"), link.get("href")) for link in element.findall(f"{ATOM}link")]
        if not any(rel == "alternate" for rel, _href in links) or any(
            not urlsplit(href).scheme for _rel, href in links
        ):
            found.append(f"an absolute link to the page of each {wants}")
        if wants == "feed" and sum(rel == "self" for rel, _href in links) != 1:
            found.append("the feed names itself")
        if wants == "entry" and element.find(f"{ATOM}author/{ATOM}name") is None and feed.find(f"{ATOM}author") is None:
            found.append("someone is the author")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    return found + (["each id once"] if len(ids) != len(set(ids)) else [])


def test_an_atom_feed_is_as_the_specification_asks_full_and_empty(cast, ask):
    empty = ask("/feed.atom").content
    note(cast.community, cast.ben, Layer.PUBLIC, "Frösche & <Molche>")
    full = ask("/feed.atom")

    assert faults_of(empty) == []
    assert faults_of(full.content) == []
    assert full.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    entry = ElementTree.fromstring(full.content).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Frösche & <Molche>"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_a_json_feed_says_what_version_1_1_asks(cast, ask):
    made = note(cast.community, cast.ben, Layer.PUBLIC)

    answer = ask("/feed.json")

    feed = answer.json()
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "en")
    assert feed["items"][0]["id"] == f"urn:uuid:{made.id}"
    assert feed["items"][0]["authors"][0]["name"] == "Ben Roth"


@pytest.mark.parametrize("form", ["atom", "json"])
def test_html_is_harmless_and_its_links_are_whole(cast, ask, settings, form):
    note(cast.community, cast.ben, Layer.PUBLIC)

    content = ask(f"/feed.{form}").content
    html = (
        json.loads(content)["items"][0]["content_html"]
        if form == "json"
        else ElementTree.fromstring(content).findtext(f".//{ATOM}content")
    )

    assert f'href="{settings.NODE_URL}/people/ben-roth/"' in html
    assert "script" not in html
    assert "onerror" not in html
    assert '="/' not in html


SEES = {
    "cleo": {Layer.PUBLIC},
    "dora": {Layer.PUBLIC},
    "finn": {Layer.COMMUNITY, Layer.NETWORK, Layer.PUBLIC},
    "ben": {Layer.TEAM, Layer.COMMUNITY, Layer.NETWORK, Layer.PUBLIC},
    "ada": set(Layer),
}
"""Ada's notes in the team, on each layer: who sees them in a feed of theirs."""


@pytest.mark.parametrize("who", list(SEES))
def test_each_feed_shows_each_reader_each_layer_as_pages_do(cast, ask, who):
    for layer in Layer:
        note(cast.team, cast.ada, layer, layer.name)
    reader = getattr(cast, who)
    ends = {"feed.json": "/", f"id/{cast.team.id}/feed.json": "the team", "people/ada-berg/feed.json": "Ada"}
    if who == "dora":  # belongs nowhere: she has no secret address, and reads as everyone does
        assert SecretAddress.objects.count() == 0
    for end in ends:
        answer = ask(f"/{end}" if who in {"cleo", "dora"} else own(cast, reader, end))
        if answer.status_code == 404:  # the team, or Ada, is not seen by everyone
            assert who in {"cleo", "dora"}
            continue
        assert titles(answer) == {layer.name for layer in SEES[who]}, end


def test_what_is_public_is_the_same_for_all_also_signed_in(cast, ask):
    note(cast.community, cast.ben, Layer.COMMUNITY, "Within")
    note(cast.community, cast.ben, Layer.PUBLIC, "Without")
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)

    assert client.get("/feed.json").content == ask("/feed.json").content
    assert titles(ask("/feed.json")) == {"Without"}


def test_what_is_put_away_or_only_begun_is_gone_at_once(cast, ask):
    url = own(cast, cast.ben)
    made = note(cast.community, cast.ben, Layer.COMMUNITY)
    make_note(cast.community, cast.ben, None, "Begun")
    before = titles(ask(url))
    put_in_bin(cast.ben, Thing.objects.get(id=made.id))

    assert before == {"A pond"}
    assert titles(ask(url)) == set()


@pytest.mark.parametrize("end", ["revoked", "renewed", "taken out", "closed account", "takes a break", "never was"])
def test_a_secret_address_ends(cast, ask, end):
    address, token = make_address(cast.ben, cast.community, "Reader")
    url = f"/feeds/{token}/feed.atom"
    before = ask(url).status_code
    acts = {
        "revoked": lambda: revoke_address(cast.ben, address),
        "renewed": lambda: renew_address(cast.ben, address),
        "taken out": lambda: take_out(cast.eli, cast.community, cast.ben),
        "closed account": lambda: Account.objects.filter(actor=cast.ben).update(is_active=False),
        "takes a break": lambda: cast.ben.memberships.update(paused_until=clock.now() + timedelta(days=3)),
        "never was": lambda: None,
    }
    acts[end]()
    url = url.replace(token[:4], "AAAA") if end == "never was" else url

    assert before == 200
    assert ask(url).status_code == 404


def test_a_secret_is_kept_as_a_digest_and_its_use_is_seen(cast, ask):
    address, token = make_address(cast.ben, cast.community, "Reader")
    ask(f"/feeds/{token}/feed.atom")

    row = SecretAddress.objects.values().get(id=address.id)
    assert token not in repr(row)
    assert row["used"] is not None


def test_a_secret_address_opens_feeds_and_nothing_else(cast, ask):
    _address, token = make_address(cast.eli, cast.community, "Reader")

    for path in ("/backoffice/journal/", "/people/", "/api/v1/openapi.json", "/settings/"):
        assert ask(f"/feeds/{token}{path}").status_code == 404
        assert ask(f"{path}?token={token}", Authorization=f"Bearer {token}").status_code in {200, 302, 401, 403, 404}


def test_who_has_it_already_gets_304(cast, ask):
    note(cast.community, cast.ben, Layer.PUBLIC)
    first = ask("/feed.atom")

    by_etag = ask("/feed.atom", If_None_Match=first.headers["ETag"])
    by_date = ask("/feed.atom", If_Modified_Since=first.headers["Last-Modified"])
    note(cast.community, cast.ben, Layer.PUBLIC, "Another")
    after = ask("/feed.atom", If_None_Match=first.headers["ETag"])

    assert (by_etag.status_code, by_etag.content) == (304, b"")
    assert by_date.status_code == 304
    assert after.status_code == 200


def test_pages_lead_on_to_the_end_and_hold_each_entry_once(cast, ask, django_assert_max_num_queries):
    for number in range(45):
        made = note(cast.community, cast.ben, Layer.PUBLIC, f"Pond {number}")
        Thing.objects.filter(id=made.id).update(published=sort_key(clock.now()))
    seen, url, pages = [], "/feed.atom", 0
    while url:
        with django_assert_max_num_queries(9):
            feed = ElementTree.fromstring(ask(url).content)
        seen += [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        nexts = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "next"]
        url, pages = (urlsplit(nexts[0]).path + "?" + urlsplit(nexts[0]).query) if nexts else "", pages + 1

    assert (pages, len(seen), len(set(seen))) == (3, 45, 45)


def test_a_space_with_a_host_of_its_own_names_no_other(db, cast):
    other = make_community(make_person("Kay Lind"), "Harbour")
    Space.objects.filter(id=other.id).update(host="harbour.example", language="de")
    other.refresh_from_db()
    note(other, other.author, Layer.PUBLIC, "Kran")
    note(cast.community, cast.ben, Layer.PUBLIC, "Not here")

    answer = Client(SERVER_NAME="harbour.example").get("/feed.atom")

    hosts = {urlsplit(link.get("href")).hostname for link in ElementTree.fromstring(answer.content).iter(f"{ATOM}link")}
    assert hosts == {"harbour.example"}
    assert b"localhost" not in answer.content
    assert b"Meadow" not in answer.content
    assert answer.headers["Content-Language"] == "de"


def test_before_the_opening_day_there_is_nothing(cast, ask):
    note(cast.community, cast.ben, Layer.PUBLIC)
    url = own(cast, cast.ben)
    Space.objects.filter(id=cast.community.id).update(opens_on="2099-01-01")

    for path in ("/feed.atom", "/feed.json", f"/id/{cast.community.id}/feed.atom", "/people/ben-roth/feed.atom", url):
        answer = ask(path)
        assert b"A pond" not in answer.content
        assert "xml" not in answer.headers["Content-Type"]


def test_pages_say_where_their_feeds_are(cast, ask):
    page = ask("/").content.decode()

    assert '<link rel="alternate" type="application/atom+xml" title="Meadow" href="/feed.atom">' in page


@pytest.mark.parametrize(
    "path", ["/feed.rss", f"/id/{UUID(int=1)}/feed.atom", "/people/nobody/feed.atom", "/feeds/short/feed.atom"]
)
def test_what_is_not_there_is_404(cast, ask, path):
    assert ask(path).status_code == 404


@pytest.mark.parametrize("after", ["x", "\x00", "0" * 500, str(UUID(int=0))])
def test_a_key_that_is_none_begins_anew_and_an_old_one_ends(cast, ask, after):
    assert ask(f"/feed.atom?after={after}").status_code == 200
