"""Who sees what a community's phases are to reach, and who keeps them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import is_curator, sees_as
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict
from allmende.identity.actors.models import Reader


@asked(_("see what a phase of the community asks for"))
def may_see_criteria(reader: Reader, root: Space) -> Verdict:
    """See what has to be reached, by whom it was ticked and what shows it: members. The phases themselves everyone sees."""
    return sees_as(reader, root, Role.MEMBER)


@asked(_("word the phases of the community"))
def may_keep_stages(reader: Reader, root: Space) -> Verdict:
    """Set phases out, change them, tick what is reached, and lead the community on: its curators."""
    return is_curator(reader, root)
