"""Who has secret addresses, and what they still open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_active, is_member
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.accounts.queries import account_of
from allmende.identity.actors.models import Reader
from allmende.observers.syndication.models import SecretAddress


def may_make_address(reader: Reader, root: Space) -> Verdict:
    """Members, for themselves."""
    return is_member(reader, root)


def may_change_address(reader: Reader, address: SecretAddress) -> Verdict:
    """Its owner alone; to others it isn't there."""
    return allow_if(reader.id == address.owner_id, _("There is nothing here for you."), status=404)


def may_read_by_address(owner: Reader, root: Space) -> Verdict:
    """An address opens what its owner sees while they belong to the community, take no break, and can sign in."""
    account = account_of(owner)
    opens = first_denial(is_member(owner, root), is_active(owner, root)) and account and account.is_active
    return allow_if(opens, _("There is no feed at this address."), status=404)
