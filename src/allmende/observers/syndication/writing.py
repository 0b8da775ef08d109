"""Writing a feed: Atom (RFC 4287, pages by RFC 5005) and JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from allmende.commons.spaces.queries import origin_of
from allmende.observers.syndication.queries import Entry, Page, Subject


class _Atom(Atom1Feed):
    """Django's, with the next page, the language of each entry, and its text as content."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["next"]:
            handler.addQuickElement("link", None, {"rel": "next", "href": self.feed["next"]})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        changed: datetime = self.feed["changed"]
        return changed


def updated_of(subject: Subject, page: Page) -> datetime:
    """Return when a page of a feed was changed last; that of what it is of, where there is nothing."""
    return max((entry.updated for entry in page.entries), default=subject.changed)


def as_atom(subject: Subject, page: Page, own_url: str, next_url: str) -> bytes:
    """Write a page as Atom."""
    origin = origin_of(subject.root)
    feed = _Atom(
        title=_title(subject), link=origin + subject.page, description=None, language=subject.language, feed_url=own_url,
        feed_guid=f"urn:uuid:{subject.id}", author_name=subject.root.title, next=next_url, changed=updated_of(subject, page),
    )  # fmt: skip
    for entry in page.entries:
        author = entry.author
        feed.add_item(
            title=entry.title, link=entry.url, description=None, unique_id=f"urn:uuid:{entry.id}", pubdate=entry.published,
            updateddate=entry.updated, author_name=author.name if author else None,
            author_link=_person(origin, entry), language=entry.language, html=entry.html, categories=[entry.kind],
        )  # fmt: skip
    return feed.writeString("utf-8").encode()


def as_json(subject: Subject, page: Page, own_url: str, next_url: str) -> bytes:
    """Write a page as JSON Feed."""
    origin = origin_of(subject.root)
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": _title(subject), "home_page_url": origin + subject.page,
        "feed_url": own_url, "language": subject.language, **({"next_url": next_url} if next_url else {}),
        "items": [
            {
                "id": f"urn:uuid:{entry.id}", "url": entry.url, "title": entry.title, "content_html": entry.html,
                "date_published": entry.published.isoformat(), "date_modified": entry.updated.isoformat(),
                "language": entry.language, "tags": [entry.kind],
                **({"authors": [{"name": entry.author.name, "url": _person(origin, entry)}]} if entry.author else {}),
            }
            for entry in page.entries
        ],
    }  # fmt: skip
    return json.dumps(feed, ensure_ascii=False).encode()


def _title(subject: Subject) -> str:
    return subject.title if subject.id == subject.root.id else f"{subject.title} – {subject.root.title}"


def _person(origin: str, entry: Entry) -> str | None:
    return origin + reverse("person", args=[entry.author.handle]) if entry.author else None


FORMS = {
    "atom": (as_atom, "application/atom+xml; charset=utf-8"),
    "json": (as_json, "application/feed+json; charset=utf-8"),
}
