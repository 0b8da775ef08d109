"""Lists that the commons bring: members of a space, and the bin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.bin.queries import bin_of_space, my_bin
from allmende.commons.bin.rules import may_see_bin
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.rules import is_signed_in, sees_as
from allmende.foundation.doors import offer_sheet
from allmende.foundation.sheets import Query, Sheet
from allmende.foundation.verdicts import Denied, Verdict
from allmende.identity.actors.models import Reader

NOTHING = Denied(_("There is nothing here for you."), status=404)
PAGE = 200


def place_of(reader: Reader, root: Space, query: Query) -> Space | None:
    """Return the space that a page's query names, if the reader sees it."""
    slug = query.get("space", "")
    seen = Space.objects.visible_to(reader).select_related("root", "audience").filter(slug=slug) if slug else None
    place = seen.first() if seen is not None else None
    return place if place and place.root_id_or_self == root.id else None


def every_page(page: Callable[[Any], tuple[list[Any], Any]]) -> Iterator[Any]:
    """Yield the rows of a list that is paged by key, page after page."""
    key = None
    while True:
        rows, key = page(key)
        yield from rows
        if key is None:
            return


def _members(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    place = place_of(reader, root, query)
    rows = (
        Membership.objects.filter(space=place)
        .order_by("id")
        .values_list("actor__name", "actor__handle", "role", "joined")
    )
    for name, handle, role, joined in rows.iterator(chunk_size=2000):
        yield name, handle, Role(role).label, joined.date()


def _may_take_members(reader: Reader, root: Space, query: Query) -> Verdict:
    place = place_of(reader, root, query)
    return sees_as(reader, place, Role.CURATOR) if place else NOTHING


def _binned(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    place = place_of(reader, root, query)

    def page(after: UUID | None) -> tuple[list[Any], UUID | None]:
        found = bin_of_space(reader, place, after, PAGE) if place else my_bin(reader, after, PAGE)
        return found.rows, found.next

    for row in every_page(page):
        yield row.title, row.kind_name, _name(row.author), _name(row.by), row.at, row.until


def _may_take_binned(reader: Reader, root: Space, query: Query) -> Verdict:
    if not query.get("space"):
        return is_signed_in(reader)
    place = place_of(reader, root, query)
    return may_see_bin(reader, place) if place else NOTHING


def _name(card: Any) -> str:
    return card.name if card else ""


def _members_url(query: Query) -> str:
    return reverse("space_members", args=[query["space"]])


def _bin_url(query: Query) -> str:
    return f"{reverse('bin')}?space={query['space']}" if query.get("space") else reverse("bin")


offer_sheet(
    Sheet(
        "members", _("Members"), {"name": _("Name"), "handle": _("Handle"), "role": _("Role"), "joined": _("Member since")},
        _members, _may_take_members, _members_url, is_personal=True,
    )
)  # fmt: skip
offer_sheet(
    Sheet(
        "bin", _("Bin"),
        {
            "title": _("Title"), "kind": _("Kind"), "author": _("By"), "put": _("Put here by"), "at": _("When"),
            "until": _("Until"),
        },
        _binned, _may_take_binned, _bin_url, is_personal=True,
    )
)  # fmt: skip
