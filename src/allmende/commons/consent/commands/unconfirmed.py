"""Sign-ups that nobody confirmed: the address was mistyped, or someone else's. They go after a week, and the address is free again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from allmende.commons.consent.activities import PersonErased
from allmende.commons.spaces.models import Membership
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.personal import holdings
from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import system

CONFIRMED_WITHIN = timedelta(days=7)
"""The link in the mail works for three days and can be asked for again meanwhile."""

AT_A_TIME = 200


def forget_unconfirmed() -> int:
    """Erase accounts whose address was not confirmed in time, each in a transaction of its own; return how many."""
    return sum(_forget(account) for account in _unconfirmed().values_list("id", flat=True)[:AT_A_TIME])


def _unconfirmed() -> QuerySet[Account]:
    """Accounts of the sign-up form that nobody ever came in with; whoever belongs somewhere or has made something stays in any case."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    return Account.objects.filter(
        Exists(addresses),
        ~Exists(addresses.filter(verified=True)),
        ~Exists(Membership.objects.filter(actor=OuterRef("actor"))),
        ~Exists(Thing.objects.filter(author=OuterRef("actor"))),
        last_login=None,
        is_staff=False,
        date_joined__lte=clock.now() - CONFIRMED_WITHIN,
    )


@transaction.atomic
def _forget(account_id: UUID) -> bool:
    """Erase one in every table, unless someone confirms it at this moment."""
    list(EmailAddress.objects.select_for_update().filter(user=account_id))
    account = _unconfirmed().filter(id=account_id).first()
    if account is None:
        return False
    actor = account.actor
    for holding in holdings():
        holding.forget(actor)
    record(PersonErased(actor=system().id, person=actor.id))
    return True
