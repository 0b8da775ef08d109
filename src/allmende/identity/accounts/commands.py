"""Making accounts outside the sign-up form."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.accounts.queries import account_of
from allmende.identity.accounts.sessions import sessions_of
from allmende.identity.actors.commands import make_actor
from allmende.identity.actors.models import Actor


@transaction.atomic
def open_account(
    email: str, name: str, password: str | None = None, *, operator: bool = False, **details: Any
) -> Actor:
    """Make an account and its actor; without a password the person sets one by a reset mail.

    Raises Refused (422, 409) for an address that can't be one or is known, and for a weak password.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
        if password is not None:
            validate_password(password)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), 422) from error
    if Account.objects.filter(email=email).exists():
        raise Refused(_("There is an account with this address already."), 409)
    actor = make_actor(name, **details)
    Account.objects.create_user(email, password, actor=actor, is_staff=operator, is_superuser=operator)
    return actor


def set_age_band(actor: Actor, band: AgeBand) -> None:
    """Note how old someone is, within the command and transaction of whoever may say so (`consent.commands`)."""
    Account.objects.filter(actor=actor).update(age_band=band)
    if account := account_of(actor):
        account.age_band = band


def end_sessions(account: Account) -> int:
    """Sign someone out everywhere; return how many sessions ended."""
    keys = [session.pk for session in sessions_of(account)]
    return Session.objects.filter(pk__in=keys).delete()[0]
