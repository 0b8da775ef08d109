"""What stands in the back office: its own areas, and those that apps bring on their doors."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Area, doors

OWN = (
    Area(
        "providers",
        _("Sign-in providers"),
        _("Where people may sign in to come here: your school, your company, another community."),
        "login",
        "backoffice:providers",
    ),
    Area(
        "applications",
        _("Applications that sign in with us"),
        _("Your other tools ask here who someone is: forum, files, calendar."),
        "puzzle",
        "backoffice:applications",
    ),
)


def areas() -> Iterator[tuple[Area, str]]:
    """The areas whose pages exist on this node, each with its address."""
    for area in (*OWN, *(area for door in doors() for area in door.backoffice)):
        try:
            yield area, reverse(area.url_name)
        except NoReverseMatch:  # its room is closed here
            continue
