"""How one comes into a space: the next step for a reader, the links that were made, who came by them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import roles_of
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.people.nominations.models import EntryLink, Way
from allmende.people.nominations.models.tokens import digest_of
from allmende.people.nominations.rules import rule_of


@dataclass(frozen=True)
class WayIn:
    """The next step of someone who doesn't belong to a space yet: what the button says, where it leads, and what to know."""

    label: Text
    url: str
    icon: str
    note: Text
    by_post: bool = False


def way_in(reader: Reader, space: Space) -> WayIn | None:
    """Return the right next step on a space's page; None for its members, where it is archived, and where others take people in."""
    if space.archived or space.id in roles_of(reader):
        return None
    outside = bool(space.root_id and space.root_id not in roles_of(reader))
    way = rule_of(space).way
    if way == Way.NOMINATION:
        return WayIn(
            _("Ask to be nominated"), reverse("nominations:ask", args=[space.slug]), "user-heart",
            _("Members bring in people whom they trust. Tell us who you are, and someone may take it up."),
        )  # fmt: skip
    if way == Way.APPLICATION and not outside:
        return WayIn(
            _("Apply"), reverse("nominations:apply", args=[space.slug]), "clipboard-list",
            _("A few questions; then the curators answer you."),
        )  # fmt: skip
    if way == Way.OPEN and not space.root_id:
        return _open(reader, space)
    if way == Way.LINK and not outside:
        return WayIn("", "", "link", _("One comes in here by an invitation link. Ask someone who belongs."))
    return None


def _open(reader: Reader, space: Space) -> WayIn:
    note = _("Open to everyone: an account, the agreements, and a small commitment.")
    if reader.is_guest:
        url = reverse("nominations:door", args=[space.slug])
        return WayIn(_("Join"), f"{reverse('account_signup')}?next={url}", "user-plus", note)
    return WayIn(_("Join"), reverse("nominations:enter", args=[space.slug]), "user-plus", note, by_post=True)


def links_of(space: Space) -> QuerySet[EntryLink]:
    """The links of a space, the latest first; asked for by those who may make some."""
    return EntryLink.objects.filter(space=space).select_related("made_by").order_by("-id")[:50]


def link_by(token: str) -> EntryLink | None:
    """Return the link of a token, good or not; None for one that never was."""
    return EntryLink.objects.select_related("space__root", "made_by").filter(digest=digest_of(token)).first()
