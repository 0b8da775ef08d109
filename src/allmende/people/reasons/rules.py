"""Who may ask about others: curators and those on duty for people where they care for them; who runs the node, everywhere."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.duties.rules import serves
from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import belongs_here, is_signed_in, sees_as
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Actor, Reader
from allmende.identity.signon.rules import may_operate


@asked(_("ask what others may do, and why"))
def may_ask_why(reader: Reader, space: Space) -> Verdict:
    """Curators of the space, who is on duty for the community there, and who runs the node."""
    if not (signed := is_signed_in(reader)) or sees_as(reader, space, Role.CURATOR) or may_operate(reader):
        return signed
    return serves(reader, space, Duty.COMMUNITY)


@asked(_("ask what they may do, and why"))
def may_ask_about(reader: Reader, person: Actor, space: Space) -> Verdict:
    """About people of the community alone, unless one runs the node."""
    if not (asks := may_ask_why(reader, space)) or may_operate(reader):
        return asks
    outside = _("You can ask about people of your community. %(name)s doesn't belong to it.") % {"name": person.name}
    return allow_if(belongs_here(person, space.root or space), outside)
