"""Accounts: a link for a new password, signing out, keeping out for a while, letting in again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.letterhead import Letterhead
from allmende.foundation.options.definitions import value_of
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.commands import end_sessions, suspend
from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.identity.operating.activities import (
    AccountReadmitted,
    AccountSuspended,
    PasswordLinkSent,
    SessionsEnded,
)
from allmende.identity.operating.models import Suspension
from allmende.identity.operating.rules import LONGEST, may_help_in, may_readmit, may_sign_out, may_suspend


@transaction.atomic
def send_password_link(operator: Actor, person: UUID, *, house: Letterhead) -> None:
    """Send someone a link with which they set a new password; the operator never sees it. Raises Refused (404, 409, 410)."""
    account = _held(person)
    require(may_help_in(operator, account))
    key = [user_pk_to_url_str(account), default_token_generator.make_token(account)]
    post(
        account.email, "operating/mail/password", language=account.actor.language, name=account.actor.name,
        path=reverse("account_reset_password_from_key", args=key), house=house,
    )  # fmt: skip
    record(PasswordLinkSent(actor=operator.id, member=account.actor_id))


@transaction.atomic
def sign_out(operator: Actor, person: UUID) -> int:
    """Sign someone out everywhere; return how many sessions ended. Raises Refused (404, 409)."""
    account = _held(person)
    require(may_sign_out(operator, account))
    record(SessionsEnded(actor=operator.id, member=account.actor_id))
    return end_sessions(account)


@transaction.atomic
def suspend_account(operator: Actor, person: UUID, reason: str, days: int, *, house: Letterhead) -> Suspension:
    """Keep someone out for some days: sessions end at once, they are told why by mail, and it ends by itself.

    Raises Refused: 403 and 409 as the rule says, 404 nobody, 422 without a reason or for too long.
    """
    account = _held(person)
    require(may_suspend(operator, account))
    reason, longest = clean_text(reason).strip(), value_of(LONGEST)
    if not 10 <= len(reason) <= 600:
        raise Refused(_("Give the reason in words that the person can understand, up to 600 characters."), 422)
    if not 1 <= days <= longest:
        raise Refused(_("Between %(least)d and %(most)d.") % {"least": 1, "most": longest}, 422)
    suspension = Suspension.objects.create(
        actor=account.actor, by=operator, reason=reason, until=clock.now() + timedelta(days=days)
    )
    suspend(account)
    post(
        account.email, "operating/mail/suspended", language=account.actor.language, name=account.actor.name,
        reason=reason, until=suspension.until, house=house,
    )  # fmt: skip
    record(AccountSuspended(actor=operator.id, member=account.actor_id, days=days))
    return suspension


@transaction.atomic
def readmit_account(operator: Actor, person: UUID) -> None:
    """Let someone in again before the time is up. Raises Refused (404, 409)."""
    account = _held(person)
    require(may_readmit(operator, account.actor))
    _readmit(operator, account)


def end_suspensions() -> int:
    """Let in again whose time is up; return how many."""
    due = Suspension.objects.filter(ended=None, until__lte=clock.now()).values_list("actor_id", flat=True)
    return sum(_end_suspension(person) for person in list(due))


@transaction.atomic
def _end_suspension(person: UUID) -> int:
    account = Account.objects.select_for_update(of=("self",)).filter(actor_id=person).first()
    if account is None or not account.actor.suspensions.filter(ended=None, until__lte=clock.now()).exists():
        return 0
    _readmit(system(), account)
    return 1


def _readmit(by: Actor, account: Account) -> None:
    Suspension.objects.filter(actor=account.actor, ended=None).update(ended=clock.now(), ended_by=by)
    account.is_active = True
    account.save(update_fields=["is_active"])
    record(AccountReadmitted(actor=by.id, member=account.actor_id))


def _held(person: UUID) -> Account:
    account = Account.objects.select_for_update(of=("self",)).filter(actor_id=person).first()
    if account is None:
        raise Refused(_("There is no such account."), 404)
    return account
