"""What stands in the back office: its own areas, and those that apps bring on their doors, in groups."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Area, doors
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.surfaces.backoffice.rules import may_see_members, may_see_node, may_see_office, may_see_waste

GROUPS: tuple[tuple[str, Text], ...] = (
    ("people", _("People and places")),
    ("record", _("What happened")),
    ("work", _("Work in the background")),
    ("node", _("The node")),
)

OWN = (
    Area("people", _("Accounts"), _("Who can sign in, and how; help them in, or keep them out for a while."), "user-circle", "backoffice:people", "people"),
    Area("members", _("Members"), _("Who belongs to the community: roles, and spaces, for many at once."), "users", "backoffice:members", "people", may_see_members),
    Area("spaces", _("Spaces"), _("Every space with its members, files, gates and address."), "compass", "backoffice:spaces", "people", may_see_office),
    Area("journal", _("Journal"), _("Whatever has happened, sealed entry by entry; search it, take it along."), "list-check", "backoffice:journal", "record", may_see_office),
    Area("bin", _("Bins of all spaces"), _("What was put away in the last 30 days: bring it back, or let it go."), "trash", "backoffice:waste", "record", may_see_waste),
    Area("jobs", _("Jobs"), _("What runs, waits or was given up; try it again."), "progress", "backoffice:jobs", "work"),
    Area("mails", _("Mail queue"), _("Which mails wait, left or came back, with the mail server's answer."), "mail-forward", "backoffice:mails", "work"),
    Area("inbox", _("Mail that came in"), _("Answers by mail, mails that came back, complaints: what became of each, and why."), "inbox", "backoffice:inbox", "work"),
    Area("settings", _("Settings"), _("What can be set while the node runs, what comes from its surroundings, and who changed it."), "adjustments-horizontal", "backoffice:settings"),
    Area("storage", _("Storage"), _("How much room files take: by space, by kind, the largest."), "database", "backoffice:storage"),
    Area("health", _("Health"), _("Whether everyone who works here keeps up."), "heart-handshake", "backoffice:health"),
    Area("providers", _("Sign-in providers"), _("Where people may sign in to come here: your school, your company, another community."), "login", "backoffice:providers"),
    Area("applications", _("Applications that sign in with us"), _("Your other tools ask here who someone is: forum, files, calendar."), "puzzle", "backoffice:applications"),
)  # fmt: skip


def areas(reader: Reader, root: Space | None) -> Iterator[tuple[Area, str]]:
    """The areas that a reader finds on this node, each with its address."""
    for area in (*OWN, *(area for door in doors() for area in door.backoffice)):
        try:
            url = reverse(area.url_name)
        except NoReverseMatch:  # its room is closed here
            continue
        if (area.may or may_see_node)(reader, root):
            yield area, url


def groups(reader: Reader, root: Space | None) -> list[tuple[Text, list[tuple[Area, str]]]]:
    """The areas in their groups; empty groups are left out."""
    found = list(areas(reader, root))
    grouped = [(title, [pair for pair in found if pair[0].group == key]) for key, title in GROUPS]
    return [(title, pairs) for title, pairs in grouped if pairs]
