"""Making accounts outside the sign-up form, ending sessions, and whose an account is."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.addresses import normal_address
from allmende.identity.accounts.models import Account, AgeBand, Session
from allmende.identity.accounts.queries import account_of
from allmende.identity.accounts.security import mark_of
from allmende.identity.actors.commands import make_actor
from allmende.identity.actors.models import Actor

_when_ended: list[Callable[[UUID, set[datetime]], object]] = []


def when_sessions_end(forget: Callable[[UUID, set[datetime]], object]) -> None:
    """Let what hangs on a session end with it: `forget(actor, since)` gets since when the sessions were that someone ended."""
    _when_ended.append(forget)


def tell_of_ended(account: Account, since: Iterable[datetime | None]) -> None:
    """Tell whoever asked for it that sessions were ended (not: that they ran out)."""
    known = {when for when in since if when}
    for forget in _when_ended if known else ():
        forget(account.actor_id, known)


@transaction.atomic
def open_account(
    email: str,
    name: str,
    password: str | None = None,
    *,
    operator: bool = False,
    confirmed: bool = False,
    **details: Any,
) -> Actor:
    """Make an account and its actor; without a password the person sets one by a reset mail, or signs in by a code.

    `confirmed`: the address is known to be theirs (they came by a link that was mailed to it); operators' always is.

    Raises Refused (422, 409) for an address that can't be one or is known, and for a weak password.
    """
    email = normal_address(email)
    try:
        validate_email(email)
        if password is not None:
            validate_password(password)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), 422) from error
    if Account.objects.filter(email=email).exists():
        raise Refused(_("There is an account with this address already."), 409)
    actor = make_actor(name, **details)
    account = Account.objects.create_user(email, password, actor=actor, is_staff=operator, is_superuser=operator)
    if operator or confirmed:
        confirm_address(account)
    return actor


def set_age_band(actor: Actor, band: AgeBand) -> None:
    """Note how old someone is, within the command and transaction of whoever may say so (`consent.commands`)."""
    Account.objects.filter(actor=actor).update(age_band=band)
    if account := account_of(actor):
        account.age_band = band


def end_sessions(account: Account) -> int:
    """Sign someone out everywhere; return how many sessions ended."""
    return end_other_sessions(account, "")


@transaction.atomic
def end_session(account: Account, mark: str) -> int:
    """Sign an account out of the session that stands on its page under this mark; return how many ended (none: it had already)."""
    for key in Session.objects.filter(account=account).values_list("session_key", flat=True):
        if mark_of(key) == mark:
            return _end(account, Session.objects.filter(session_key=key))
    return 0


@transaction.atomic
def end_other_sessions(account: Account, this: str) -> int:
    """Sign an account out everywhere but in this session (a key; empty: everywhere); return how many ended."""
    return _end(account, Session.objects.filter(account=account).exclude(session_key=this))


def _end(account: Account, sessions: QuerySet[Session]) -> int:
    tell_of_ended(account, list(sessions.values_list("since", flat=True)))
    return sessions.delete()[0]


@transaction.atomic
def forget_sessions() -> int:
    """Delete sessions that are over; return how many."""
    return Session.objects.filter(expire_date__lt=clock.now()).delete()[0]


@transaction.atomic
def suspend(account: Account) -> None:
    """Let an account rest: its sessions end at once, and no token of an application works any more."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_other_sessions(account, "")


@transaction.atomic
def confirm_address(account: Account) -> None:
    """Note that the account's address is its owner's, proved by a mail that was answered or by whoever runs this machine."""
    address, _made = EmailAddress.objects.get_or_create(user=account, email=account.email)
    address.verified = address.primary = True
    address.save(update_fields=["verified", "primary"])


@transaction.atomic
def take_over(account: Account) -> None:
    """Give an account to whoever set a new password by mail: sessions end; what was set up before the address was ever confirmed goes.

    Otherwise someone could sign up with another's address, connect a sign-on of theirs, and wait for the owner.
    """
    end_other_sessions(account, "")
    if not EmailAddress.objects.filter(user=account, verified=True).exists():
        SocialAccount.objects.filter(user=account).delete()
        Authenticator.objects.filter(user=account).delete()
    confirm_address(account)


@transaction.atomic
def drop_idle_recovery_codes(account: Account) -> None:
    """Delete recovery codes where no second step is on: they would open nothing."""
    proofs = Authenticator.objects.filter(user=account)
    if not proofs.filter(type=Authenticator.Type.TOTP).exists():
        proofs.filter(type=Authenticator.Type.RECOVERY_CODES).delete()
