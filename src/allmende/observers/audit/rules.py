"""Who may read the journal as it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import is_signed_in, is_system, sees_as
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.accounts.queries import account_of
from allmende.identity.actors.models import Reader


def is_operator(reader: Reader) -> Verdict:
    """Allow those who run the node, and the house itself."""
    account = account_of(reader)
    runs = is_system(reader) or (account and account.is_superuser and account.is_active)
    return first_denial(is_signed_in(reader), allow_if(runs, _("Only those who run this node can do this.")))


@asked(_("read the journal"))
def may_read_journal(reader: Reader, space: Space | None) -> Verdict:
    """Of a space: its curators; of the whole node: those who run it."""
    if space is None:
        return is_operator(reader)
    curates = sees_as(reader, space, Role.CURATOR)
    return ALLOWED if curates or is_operator(reader) else curates


def may_verify(reader: Reader) -> Verdict:
    """Whether the journal is whole is the operators' to ask."""
    return is_operator(reader)


def may_export_journal(reader: Reader, space: Space | None) -> Verdict:
    """Take along what one may read; the journal notes it."""
    return may_read_journal(reader, space)
