"""Who reads what was signed, and deeds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.models import Deed
from allmende.commons.agreements.queries import is_in
from allmende.commons.consent.models import Acceptance
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_steward
from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Reader


def may_read_signature(reader: Reader, acceptance: Acceptance) -> Verdict:
    """Whoever signed, and the other side: the hosts and curators of the space whose agreement it is."""
    own = not reader.is_guest and acceptance.actor_id == reader.id
    is_other_side = bool(is_steward(reader, acceptance.version.agreement.space))
    return allow_if(own or is_other_side, _("There is nothing here for you."), status=404)


def may_read_deed(reader: Reader, deed: Deed) -> Verdict:
    """Both sides: who gives and who takes, and the hosts and curators of the space where it was awarded."""
    space = Space.objects.select_related("root").get(pk=deed.space)
    is_party = not reader.is_guest and is_in(deed, reader.id)
    return allow_if(is_party or is_steward(reader, space), _("There is nothing here for you."), status=404)
