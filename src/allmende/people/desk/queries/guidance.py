"""What the help of a page shows: what the page is for, what one does there, and what others asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_member
from allmende.foundation.doors import doors
from allmende.foundation.guides import Guide, guide_for, route_at
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.people.desk.models import Help, Tip

GENERAL = Guide(
    (),
    _(
        "A page of this community. What you see here, you are meant to see: the sign beside each thing says who else does."
    ),
    (
        _("The search above finds everything you may see."),
        _("What you can't do now is greyed out, and says why."),
        _("When you are stuck, ask a person below: no question is too small."),
    ),
)
"""What holds of every page."""


@dataclass(frozen=True)
class Guidance:
    """Help in the page."""

    path: str
    route: str
    guide: Guide
    tips: list[Tip]


def guidance_for(reader: Reader, root: Space | None, path: str) -> Guidance:
    """Return the help of the page at an address of this house: one statement, and one for who is a member."""
    route = route_at(path)
    tips = list(tips_of(reader, root, route)) if root else []
    return Guidance(path if route else "", route, guide_for(route) or GENERAL, tips)


def tips_of(reader: Reader, root: Space, route: str) -> QuerySet[Tip]:
    """The help texts of a community for a page and for every page, as a reader may see them: all, or those for guests."""
    rows = Tip.objects.filter(space_id=root.id, route__in={route, ""}).order_by("id")
    return rows if is_member(reader, root) else rows.filter(for_guests=True)


def tips_in(root: Space) -> QuerySet[Tip]:
    """Every help text of a community, by page: for its curators."""
    return Tip.objects.filter(space_id=root.id).select_related("by", "space__root").order_by("route", "id")


def room_of(route: str) -> Text:
    """Return what the room of a route is called, for people; the route itself where it belongs to none."""
    key = route.partition(":")[0]
    return next((door.name for door in doors() if door.key == key), route)


def questions_of_guests() -> QuerySet[Help]:
    """All that links in mails of guests lead to."""
    rows = Help.objects.select_related("space__root", "taken_by", "answered_by").prefetch_related("replies__by")
    return rows.filter(asker=None)
