"""Receiving Webmentions: each MUST of section 3.2 of the Recommendation, and what strangers may try."""

from __future__ import annotations

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import narrow
from allmende.commons.spaces.queries import origin_of
from allmende.commons.threads.models import Comment
from allmende.commons.threads.queries import page_of
from allmende.foundation import http
from allmende.foundation.tasks.worker import PEERS, run_due
from allmende.observers.channels.commands import returning
from allmende.observers.channels.commands.keeping import make_channel, pause, review
from allmende.observers.channels.commands.receiving import PER_HOST
from allmende.observers.channels.microformats import read_entry
from allmende.observers.channels.models import Echo, EchoState, Network
from allmende.observers.channels.tests.conftest import share, work
from allmende.observers.channels.tests.pages import elsewhere, endless, slow  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

ENTRY = """<html lang="en"><body><article class="h-entry"><a class="p-author h-card" href="/mo"><span class="p-name">Mo Hill</span></a>
<div class="e-content"><p>I counted <b>seven</b>.</p><script>alert(1)</script><img src="/track.png"><p>Reply to <a class="u-in-reply-to" href="{url}">this</a></p></div>
</article></body></html>"""


@pytest.fixture
def mentions(town):
    """The community's channel to websites, on which answers are shown at once."""
    channel = make_channel(town.eli, town.community, Network.WEBMENTION)
    review(town.eli, channel, is_reviewed=False)
    return channel


@pytest.fixture
def post(mentions, town):
    """A public post."""
    made = share(town)
    work()
    return made


@pytest.fixture
def url(post, town):
    return f"{origin_of(town.community)}/posts/{post.id}/"


def send(source: str, target: str) -> int:
    """Send a Webmention, and let it be checked."""
    answer = Client(SERVER_NAME="localhost", SERVER_PORT="8000").post(
        "/webmention/", {"source": source, "target": target}
    )
    run_due(rounds=False, queues=(PEERS,))
    return answer.status_code


def shown(post, town) -> list[tuple[str, str]]:
    return [(str(view.name), str(view.html)) for view in page_of(town.ben, post).comments]


def test_pages_say_where_webmentions_are_taken(post, url):
    page = Client(SERVER_NAME="localhost").get(f"/posts/{post.id}/").content.decode()

    assert '<link rel="webmention" href="/webmention/">' in page


def test_what_links_here_is_taken_in_as_words_with_author_and_source(elsewhere, post, url, town):  # noqa: F811
    source = elsewhere.html("/reply", ENTRY.format(url=url))

    status = send(source, url)

    [view] = page_of(town.ben, post).comments
    assert status == 202
    assert (view.name, view.source.url, view.source.author_url) == ("Mo Hill", source, f"{elsewhere.url}/mo")
    assert "I counted seven" in view.html
    assert not any(sign in view.html for sign in ("alert", "track.png", "<b>"))


def test_where_the_space_says_so_it_waits(elsewhere, post, url, town, mentions):  # noqa: F811
    review(town.eli, mentions, is_reviewed=True)

    send(elsewhere.html("/reply", ENTRY.format(url=url)), url)

    assert shown(post, town) == []
    returning.show(town.eli, Echo.objects.get(state=EchoState.WAITING))
    assert len(shown(post, town)) == 1


REFUSED = {
    "no source": lambda url, site: ("", url),
    "no target": lambda url, site: (f"{site}/x", ""),
    "another scheme": lambda url, site: ("ftp://hill.example/x", url),
    "a script": lambda url, site: ("javascript:alert(1)", url),
    "the same": lambda url, site: (url, url),
    "the same but for the fragment": lambda url, site: (f"{url}#c", url),
    "our own page": lambda url, site: (url.partition("/posts/")[0] + "/", url),
    "a target that is not here": lambda url, site: (f"{site}/x", f"{site}/y"),
    "a target that is nothing": lambda url, site: (f"{site}/x", url.replace("/posts/", "/nothing/")),
    "a password in it": lambda url, site: ("https://a:b@hill.example/", url),
    "too long": lambda url, site: (f"{site}/{'x' * 600}", url),
    "a space in it": lambda url, site: (f"{site}/a b", url),
    "no host": lambda url, site: ("https://", url),
    "a broken address": lambda url, site: ("https://[::1", url),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_can_be_judged_at_once_is_refused_with_400(elsewhere, url, case):  # noqa: F811
    source, target = REFUSED[case](url, elsewhere.url)

    assert send(source, target) == 400
    assert not Echo.objects.exists()
    assert elsewhere.asked == []


def test_what_is_not_public_or_has_no_channel_takes_none(elsewhere, post, url, town, mentions):  # noqa: F811
    source = elsewhere.html("/reply", ENTRY.format(url=url))
    narrow(town.ben, post, town.community, Layer.COMMUNITY)
    inside = send(source, url)
    inner = share(town, "Among us.", Layer.COMMUNITY)
    never = send(source, f"{origin_of(town.community)}/posts/{inner.id}/")
    pause(town.eli, mentions)
    open_post = share(town, "Open.")
    work()
    paused = send(source, f"{origin_of(town.community)}/posts/{open_post.id}/")

    assert (inside, never, paused) == (400, 400, 400)


def test_a_source_that_does_not_link_here_is_forgotten(elsewhere, post, url, town):  # noqa: F811
    text_alone = ENTRY.format(url="https://other.example/") + f"<!-- <a href='{url}'>x</a> --><p>{url}x</p>"

    status = send(elsewhere.html("/forged", text_alone), url)

    assert status == 202
    assert not Echo.objects.exists()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", "I counted seven, see {url} for it."),
        ("application/json", '{{"items": [{{"reply-to": "{url}"}}]}}'),
    ],
)
def test_plain_text_and_json_that_name_it_count(elsewhere, post, url, town, kind, body):  # noqa: F811
    elsewhere.pages["/note"] = (200, {"Content-Type": kind}, body.format(url=url))

    send(f"{elsewhere.url}/note", url)

    assert len(shown(post, town)) == 1


def test_redirects_are_followed(elsewhere, post, url, town):  # noqa: F811
    elsewhere.pages["/short"] = (301, {"Location": "/reply"}, "")
    elsewhere.html("/reply", ENTRY.format(url=url))

    send(f"{elsewhere.url}/short", url)

    assert len(shown(post, town)) == 1


def test_sent_again_it_says_what_it_says_now(elsewhere, post, url, town):  # noqa: F811
    source = elsewhere.html("/reply", ENTRY.format(url=url))
    send(source, url)
    elsewhere.html("/reply", ENTRY.format(url=url).replace("seven", "eight"))

    send(source, url)

    [(_name, html)] = shown(post, town)
    assert "eight" in html
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("end", ["410", "404", "no link any more"])
def test_sent_again_when_it_is_gone_it_goes(elsewhere, post, url, town, end):  # noqa: F811
    source = elsewhere.html("/reply", ENTRY.format(url=url))
    send(source, url)
    if end == "no link any more":
        elsewhere.html("/reply", ENTRY.format(url="https://other.example/"))
    else:
        elsewhere.pages["/reply"] = (int(end), {}, "")

    send(source, url)

    assert shown(post, town) == []
    assert not Comment.objects.exclude(text="").exists()


def test_a_server_in_trouble_takes_nothing_away(elsewhere, post, url, town):  # noqa: F811
    source = elsewhere.html("/reply", ENTRY.format(url=url))
    send(source, url)
    elsewhere.pages["/reply"] = (503, {}, "")

    send(source, url)

    assert len(shown(post, town)) == 1


@pytest.mark.parametrize("page", [endless, slow])
def test_a_hostile_source_costs_seconds_at_most(elsewhere, post, url, town, page, monkeypatch):  # noqa: F811
    monkeypatch.setattr(http, "WHOLE", 0.7)
    elsewhere.pages["/bad"] = page

    assert send(f"{elsewhere.url}/bad", url) == 202
    assert not Echo.objects.exists()


@pytest.mark.parametrize(
    "inside", ["http://127.0.0.2/", "http://localhost:8000/", "http://[::1]/", "http://169.254.169.254/latest/"]
)
def test_a_redirect_inside_reaches_nothing(elsewhere, post, url, town, inside):  # noqa: F811
    elsewhere.pages["/in"] = (302, {"Location": inside}, "")

    assert send(f"{elsewhere.url}/in", url) == 202
    assert not Echo.objects.exists()


def test_a_blocked_host_is_refused(elsewhere, post, url, town):  # noqa: F811
    source = elsewhere.html("/reply", ENTRY.format(url=url))
    send(source, url)
    returning.block(town.eli, Echo.objects.get(), whole_host=True)

    assert send(source, url) == 400
    assert shown(post, town) == []


def test_nobody_floods(elsewhere, post, url, town, mentions):  # noqa: F811
    answers = [send(f"{elsewhere.url}/{number}", url) for number in range(PER_HOST + 1)]

    assert answers[-1] == 429
    assert set(answers[:-1]) == {202}


def test_get_is_none_of_it(post):
    assert Client(SERVER_NAME="localhost").get("/webmention/").status_code == 405


ENTRIES = {
    "a card inside": ('<div class="h-entry"><div class="p-author h-card"><a class="u-url p-name" href="/mo">Mo</a></div><p class="e-content">Hi</p></div>', ("Mo", "https://hill.example/mo", "Hi")),
    "a name alone": ('<div class="h-entry"><span class="p-author">Mo</span><p class="p-summary">Hi</p></div>', ("Mo", "", "Hi")),
    "no entry": ("<title>A page</title><p>Long words.</p>", ("hill.example", "", "A page")),
    "the first entry counts": ('<div class="h-entry"><p class="e-content">One</p></div><div class="h-entry"><p class="e-content">Two</p></div>', ("hill.example", "", "One")),
    "an author's script is no address": ('<div class="h-entry"><a class="p-author h-card" href="javascript:alert(1)">Mo</a><p class="e-content">Hi</p></div>', ("Mo", "", "Hi")),
    "unclosed": ('<div class="h-entry"><p class="e-content">Hi', ("hill.example", "", "Hi")),
    "a name in a title of its own": ('<div class="h-entry"><h1 class="p-name">A reply</h1></div>', ("hill.example", "", "A reply")),
}  # fmt: skip


@pytest.mark.parametrize("case", ENTRIES)
def test_an_entry_is_read_by_its_classes(case):
    html, wanted = ENTRIES[case]
    said = read_entry(html, "https://hill.example/1", 200)

    assert (said.name, said.author, said.text) == wanted


@pytest.mark.parametrize(
    "html",
    [
        "<div class='h-entry'>" * 30_000,
        "<!--" * 100_000,
        "<a " * 100_000,
        "<p class='e-content'>" + "x " * 200_000,
        "\x00" * 1000,
        "<![CDATA[" * 10_000,
    ],
)
def test_a_hostile_entry_ends_short(html):
    assert len(read_entry(html, "https://hill.example/1", 200).text) <= 200
