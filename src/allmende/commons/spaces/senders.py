"""Who may answer by mail: whoever may sign in, from the addresses they have shown to be theirs; their community writes back."""

from __future__ import annotations

from uuid import UUID

from allauth.account.models import EmailAddress

from allmende.commons.spaces.letterheads import letterhead_for
from allmende.foundation.mail.inbound.senders import Person
from allmende.identity.accounts.models import Account


def person_of(actor: UUID) -> Person | None:
    """Return what mail needs to know of someone; None for who may not sign in."""
    account = Account.objects.filter(actor=actor, is_active=True, actor__erased=None).first()
    if account is None:
        return None
    shown = EmailAddress.objects.filter(user=account, verified=True).values_list("email", flat=True)
    addresses = frozenset(address.lower() for address in (account.email, *shown))
    return Person(addresses, account.actor.language, letterhead_for(account.actor, None))
