"""The demo is walked by its links, as guest, member and curator: everything answers, is whole, in one language, and cheap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.kept import forget_all
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models import Call, Contribution
from tests.journeys.walking import Page, broken_anchors, tongue_of, walk

# Walking every page takes a while, and no page asks anything that the two databases answer in different ways.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.first]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MOST_STATEMENTS, MOST_OF_ONE_SHAPE = 40, 5
MOST_OF_EVERYTHING = 36
"""Home and the team's desk bring together all floors, and still ask few statements: what waits comes from all in one."""
WALKERS = {"de": ("", "mika", "nele"), "en": ("",), "it": ("",)}
"""As whom each community is walked: as a guest, the German one also as a member and as a curator."""
MAY_BE_EMPTY = (
    "/drafts/", "/bin/", "/search/", "/notices/", "/gates/", "/spaces/?show=team", "/hubs/bookings/", "/directory/searches/", "/channels/",
    "/organisations/joinings/", "/settings/security/tokens/", "/hooks/", "/messages/", "/follows/", "/saved/", "/quiet/", "/posts/by-mail/", "/outbox/", "/market/?", "/methods/sessions/", "/plans/", "/calls/ein-zeichen-fuer-den-laden-ohne-th/contributions/",
    "/calls/videopreis-so-funktioniert-das/contributions/", "/people/aylin/work/", "/results/?in=", "/calls/ein-haus-das-noch-niemand-kennt/contributions/",
)  # fmt: skip
"""What is one person's own may be empty for another, and teams keep to themselves; nobody has searched yet."""
MAY_BE_ADDED = (
    "/requests/",
    "/commitments/",
    "/agreements/",
    "/suggestions/",
    "/rating/",
    "/shortlist/",
    "/updates/",
    "/questions/",
    "/signatures/",
    "/workshops/",
    "/jury/",
    "/patterns/",
)
"""What a space may have and none needs: lists in which those who care for it add the first line."""


@pytest.fixture(scope="module", params=WALKERS)
def language(
    request: pytest.FixtureRequest, move_in: Callable[[str], object], django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A language whose community has moved in, with small pictures, and is gone after the tests in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        move_in(request.param)
        yield request.param
        transaction.set_rollback(True)


def walked(language: str, handle: str = "", met: Container[str] = ()) -> dict[str, Page]:
    """Every page that someone, or a guest, reaches from home in a language; of those met before, a few of each kind."""
    cache.clear()
    forget_all()
    client = Client(SERVER_NAME="localhost", headers={"accept-language": language})
    if handle:
        client.force_login(Actor.objects.get(handle=handle).account, backend=BACKEND)
    return walk(client, met=met)


def hold_sound(pages: dict[str, Page], language: str) -> None:
    """Say everything that is wrong with these pages at once, each with its address."""
    met = [page for page in pages.values() if page.language]
    tongue = tongue_of(language)
    wrong = {
        "answers": [(page.address, page.status) for page in pages.values() if page.status not in {200, 302}],
        "headings": [page.address for page in met if page.headings["h1"] != 1],
        "titles": [page.address for page in met if not page.title],
        "languages": [(page.address, page.language) for page in met if page.language != language],
        "strangers": [one for page in met for one in tongue.strangers(page)],
        "anchors": list(broken_anchors(pages)),
        "ids": [(page.address, one) for page in met for one, n in Counter(page.ids).items() if n > 1],
        "statements": [(page.address, len(page.statements)) for page in met if len(page.statements) > most_of(page)],
        "rows": [(page.address, n) for page in met if (n := page.repeated_statement()) > most_of_one_shape(page)],
        "empty": [page.address for page in met if page.classes["empty"] and not _may_be_empty(page.address)],
        "pictures": [one for one in sorted(set().union(*(page.pictures for page in met))) if not _is_there(one)],
    }  # fmt: skip
    assert {kind: found[:8] for kind, found in wrong.items() if found} == {}


def most_of(page: Page) -> int:
    """How many statements a page may ask."""
    return MOST_OF_EVERYTHING if urlsplit(page.address).path in {"/", "/desk/"} else MOST_STATEMENTS


def most_of_one_shape(page: Page) -> int:
    """How often a page may ask the same. Within a transaction, as here, nothing is kept: each layer asks its gates where a post is
    written, each rule who made a contribution, and a jury's room by what it judges. allauth looks for a second step again and again."""
    beginnings, parts = ("/accounts/", "/settings/security/", "/posts/"), ("/contributions/", "/jury/")
    asks_again = page.address.startswith(beginnings) or any(part in page.address for part in parts)
    return 2 * MOST_OF_ONE_SHAPE if asks_again else MOST_OF_ONE_SHAPE


def _may_be_empty(address: str) -> bool:
    if address.startswith(MAY_BE_EMPTY) or address.endswith(MAY_BE_ADDED):
        return True
    sealed = [call.slug for call in Call.objects.all() if call.is_under_seal]
    if urlsplit(address).path in {f"/calls/{slug}/contributions/" for slug in sealed}:
        return True
    coming = Call.objects.filter(phases__opens__lte=clock.now())
    return any(f"/calls/{call.slug}/" in address for call in Call.objects.exclude(pk__in=coming))


def _is_there(picture: str) -> bool:
    address = urlsplit(picture)
    if address.scheme == "data":
        return True
    query = f"?{address.query}" if address.query else ""
    return Client(SERVER_NAME=address.hostname or "localhost").get(address.path + query).status_code == 200


def test_every_page_is_sound(language: str) -> None:
    met: set[str] = set()
    for handle in WALKERS[language]:
        pages = walked(language, handle, met)

        assert len(pages) > (150 if handle else 30)
        hold_sound(pages, language)
        met |= set(pages)


def test_no_text_is_told_twice(language: str) -> None:
    texts = [
        *Call.objects.values_list("summary", flat=True),
        *Contribution.objects.values_list("text", flat=True),
        *Comment.objects.values_list("text", flat=True),
        *Actor.objects.values_list("about", flat=True),
    ]

    assert [text[:80] for text, n in Counter(texts).items() if n > 1 and len(text) > 40] == []
