"""Whether a link leads back: a page that names the profile with rel=me belongs to the same person."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from allmende.commons.spaces.letterheads import homes_of
from allmende.foundation import clock
from allmende.foundation.http import open_session
from allmende.foundation.journal.commands import record
from allmende.identity.actors.commands import system
from allmende.people.profiles.activities import LinkVerified
from allmende.people.profiles.models import Detail, Key

DAYS_VALID = 30
"""After so many days a link is looked at again."""


class _Backlinks(HTMLParser):
    """Collects where `<a rel="me">` and `<link rel="me">` lead (microformats.org/wiki/rel-me)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link of one's own."""
        values = dict(attrs)
        if tag in {"a", "link"} and "me" in (values.get("rel") or "").lower().split():
            self.found.add(values.get("href") or "")


def leads_back(page: str, addresses: set[str]) -> bool:
    """Say whether a page names one of the addresses as its author's own; a slash at the end makes no difference."""
    parser = _Backlinks()
    parser.feed(page)
    return not {_plain(one) for one in addresses}.isdisjoint(_plain(link) for link in parser.found)


def _plain(address: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", "", ""
    return parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/")


def verify_link(link: UUID) -> bool:
    """Look whether a link leads back to its profile, and note since when it does; False for what can't be reached.

    The page is fetched before the transaction; a link that changed meanwhile keeps what was known of it.
    """
    detail = Detail.objects.filter(id=link, key=Key.LINK, word__startswith="http").select_related("actor").first()
    if detail is None:
        return False
    page = reverse("person", args=[detail.actor.handle])
    holds = leads_back(_fetched(detail.word), {home + page for home in homes_of(detail.actor)})
    with transaction.atomic():
        rows = Detail.objects.filter(id=link, word=detail.word)
        moved = rows.update(since=localdate(clock.now()) if holds else None)
        if moved and holds != (detail.since is not None):
            record(LinkVerified(actor=system().id, person=detail.actor_id, link=link, holds=holds))
    return holds


def _fetched(address: str) -> str:
    try:
        with open_session() as session:
            answer = session.get(address, headers={"Accept": "text/html"})
            return answer.text if answer.ok else ""
    except (OSError, ValueError):  # what requests raises is an OSError
        return ""


def check_links(limit: int = 200) -> int:
    """Look again at links that were found to lead back long ago; return how many."""
    long_ago = localdate(clock.now()) - timedelta(days=DAYS_VALID)
    due = Detail.objects.filter(key=Key.LINK, since__lt=long_ago).order_by("since").values_list("id", flat=True)[:limit]
    for link in (ids := list(due)):
        verify_link(link)
    return len(ids)
