"""Who may look people up, and take a list of them along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_curator, is_member
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Reader
from allmende.people.directory.models import SavedSearch


@asked(_("look people up"))
def may_look_up(reader: Reader, root: Space) -> Verdict:
    """Members look each other up; a list of members is nobody else's business."""
    return is_member(reader, root)


@asked(_("take a list of people along"))
def may_export(reader: Reader, root: Space) -> Verdict:
    """A list to take along: curators, and only of what they see themselves."""
    return is_curator(reader, root)


@asked(_("save a search"))
def may_save_search(reader: Reader, root: Space) -> Verdict:
    """Keep a search: members."""
    return is_member(reader, root)


def may_use_search(reader: Reader, search: SavedSearch) -> Verdict:
    """A saved search is its owner's alone."""
    return allow_if(reader.id == search.actor_id, _("There is nothing here for you."), status=404)
