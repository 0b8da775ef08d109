"""Who finds what in the back office: operators all of the node, curators what they answer for in their community."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.bin.rules import may_see_bin
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_curator
from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Reader
from allmende.identity.signon.rules import may_operate

NOTHING = _("There is nothing here for you.")


def may_see_office(reader: Reader, root: Space | None) -> Verdict:
    """The back office itself: operators, and curators of the community."""
    return allow_if(may_operate(reader) or (root is not None and is_curator(reader, root)), NOTHING, status=404)


def may_see_node(reader: Reader, root: Space | None) -> Verdict:
    """What concerns the whole node: operators."""
    return may_operate(reader)


def may_see_members(reader: Reader, root: Space | None) -> Verdict:
    """The members of the community with what can be done for many: its curators."""
    return allow_if(root is not None and is_curator(reader, root), NOTHING, status=404)


def may_see_waste(reader: Reader, root: Space | None) -> Verdict:
    """What lies in all bins of the community: its curators."""
    return allow_if(root is not None and may_see_bin(reader, root), NOTHING, status=404)


def scope_of(reader: Reader, root: Space | None) -> Space | None:
    """What a reader's lists cover: None, the whole node, for operators; else the community."""
    return None if may_operate(reader) else root
