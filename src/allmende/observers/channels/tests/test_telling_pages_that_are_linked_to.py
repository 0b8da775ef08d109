"""Sending Webmentions: a page that something public links to is told, told again when that changes, and when it is gone."""

from __future__ import annotations

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import narrow
from allmende.commons.spaces.queries import origin_of
from allmende.foundation import http
from allmende.observers.channels.commands.keeping import make_channel
from allmende.observers.channels.composing import targets_in
from allmende.observers.channels.models import Delivery, DeliveryState, Network
from allmende.observers.channels.tests.conftest import work
from allmende.observers.channels.tests.pages import elsewhere, endless, slow  # noqa: F401  a fixture
from allmende.rooms.posts.commands import save_post, share_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentions(town, settings):
    """The community's channel to websites."""
    return make_channel(town.eli, town.community, Network.WEBMENTION)


def share_as_eli(town, text, layer=Layer.PUBLIC):
    """Eli, who may link, shares a post."""
    return share_post(town.eli, town.community, layer, text=text)


def test_a_page_that_is_linked_to_is_told_by_form(mentions, town, elsewhere):  # noqa: F811
    target = elsewhere.html("/pond", '<link rel="webmention" href="/mention">')
    post = share_as_eli(town, f"Read [this]({target}).")

    work()
    work()

    source = f"{origin_of(town.community)}/posts/{post.id}/"
    assert elsewhere.told == [("/mention", {"source": source, "target": target})]
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_redirects_are_followed_and_relative_endpoints_start_where_they_end(mentions, town, elsewhere):  # noqa: F811
    elsewhere.pages["/old"] = (302, {"Location": "/new/page"}, "")
    elsewhere.html("/new/page", '<link rel="webmention" href="mention">')
    share_as_eli(town, f"Read [this]({elsewhere.url}/old).")

    work()

    [(path, body)] = elsewhere.told
    assert path == "/new/mention"
    assert body["target"] == f"{elsewhere.url}/old", "the address that stands in the text"


def test_several_link_headers_are_read_together(mentions, town, elsewhere):  # noqa: F811
    headers = [
        ("Link", '</x>; rel="other"'),
        ("Link", '</mention?a=b>; rel="webmention"'),
        ("Content-Type", "text/plain"),
    ]
    elsewhere.pages["/pond"] = (200, headers, "")
    share_as_eli(town, f"Read [this]({elsewhere.url}/pond).")

    work()

    assert [path for path, _body in elsewhere.told] == ["/mention?a=b"], "the query stays in the address"


def test_where_it_was_taken_up_is_noted(mentions, town, elsewhere):  # noqa: F811
    elsewhere.says = (201, {"Location": "/mention/7"})
    share_as_eli(town, f"Read [this]({elsewhere.html('/pond', '<link rel=webmention href=/mention>')}).")

    work()

    assert Delivery.objects.get().remote_url == f"{elsewhere.url}/mention/7"


def test_a_page_that_takes_none_is_noted_and_left_alone(mentions, town, elsewhere):  # noqa: F811
    share_as_eli(town, f"Read [this]({elsewhere.html('/pond', '<p>Nothing.</p>')}).")

    work()
    work(seconds=7200)

    assert elsewhere.asked == ["/pond"]
    assert Delivery.objects.get().state == DeliveryState.NOTHING


def test_a_change_and_a_link_taken_out_are_told_again(mentions, town, elsewhere):  # noqa: F811
    pond, hill = (elsewhere.html(path, '<link rel="webmention" href="/mention">') for path in ("/pond", "/hill"))
    post = share_as_eli(town, f"Read [this]({pond}) and [that]({hill}).")
    work()
    save_post(town.eli, post, post.revision, text=f"Read only [this]({pond}).")
    work()

    assert sorted(body["target"] for _path, body in elsewhere.told) == sorted([pond, hill, pond, hill])
    states = dict(Delivery.objects.values_list("target", "state"))
    assert states == {pond: DeliveryState.SENT, hill: DeliveryState.WITHDRAWN}


def test_what_is_withdrawn_is_told_and_what_never_was_public_is_not(mentions, town, elsewhere):  # noqa: F811
    target = elsewhere.html("/pond", '<link rel="webmention" href="/mention">')
    post = share_as_eli(town, f"Read [this]({target}).")
    share_as_eli(town, f"Among us: [this]({target}).", Layer.COMMUNITY)
    work()
    narrow(town.eli, post, town.community, Layer.COMMUNITY)
    work()

    assert len(elsewhere.told) == 2
    assert len({body["source"] for _path, body in elsewhere.told}) == 1
    assert Delivery.objects.get().state == DeliveryState.WITHDRAWN


@pytest.mark.parametrize(
    ("says", "state", "problem"), [(400, "failed", "refused"), (500, "waiting", "broken"), (302, "waiting", "broken")]
)
def test_an_endpoint_that_does_not_take_it(mentions, town, elsewhere, says, state, problem):  # noqa: F811
    elsewhere.says = (says, {"Location": "/else"})
    share_as_eli(town, f"Read [this]({elsewhere.html('/pond', '<link rel=webmention href=/mention>')}).")

    work()

    assert Delivery.objects.values_list("state", "problem").get() == (state, problem)


@pytest.mark.parametrize("page", [endless, slow])
def test_a_hostile_page_costs_seconds_at_most(mentions, town, elsewhere, page, monkeypatch):  # noqa: F811
    monkeypatch.setattr(http, "WHOLE", 0.7)
    elsewhere.pages["/pond"] = page
    share_as_eli(town, f"Read [this]({elsewhere.url}/pond).")

    work()

    assert Delivery.objects.values_list("state", "problem").get() == ("waiting", "unreachable")


@pytest.mark.parametrize(
    "endpoint", ["http://127.0.0.2/x", "http://localhost/x", "http://[::1]/x", "http://10.0.0.1/x"]
)
def test_an_endpoint_inside_is_never_told(mentions, town, elsewhere, endpoint):  # noqa: F811
    share_as_eli(town, f"Read [this]({elsewhere.html('/pond', f'<link rel=webmention href={endpoint}>')}).")

    work()

    assert elsewhere.told == []
    assert Delivery.objects.get().state == DeliveryState.WAITING


def test_our_own_pages_are_told_nothing():
    html = '<a href="https://here.example/x" rel="ugc">x</a> <a rel="ugc" href="https://b.example/y?a=1&amp;b=2">y</a> <a href="/z">z</a>'

    assert targets_in(html, "https://here.example") == ("https://b.example/y?a=1&b=2",)
