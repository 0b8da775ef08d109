"""What follows when allauth says that something has happened: it has no journal that we could observe."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from allmende.foundation.mail.reachable import BOUNCED, start_again
from allmende.identity.accounts.commands import drop_idle_recovery_codes, end_other_sessions, take_over, tell_of_ended
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.sessions import begin_visit, visit_began


def on_new_password(sender: object, request: HttpRequest, user: Account, **others: Any) -> None:
    """A new password ends the sessions elsewhere."""
    end_other_sessions(user, request.session.session_key or "")


def on_signing_out(sender: object, request: HttpRequest, user: Account | None, **others: Any) -> None:
    """Whoever signs out ends this session; what hangs on it ends too."""
    if user is not None:
        tell_of_ended(user, [visit_began(request)])


def on_password_by_mail(sender: object, request: HttpRequest, user: Account, **others: Any) -> None:
    """Whoever answers the mail owns the address, and so the account; and the mailbox is there."""
    take_over(user)
    start_again(user.email, BOUNCED)


def on_address_shown(sender: object, request: HttpRequest, email_address: EmailAddress, **others: Any) -> None:
    """A mailbox that was thought to be gone is there: its owner followed the link of a mail."""
    start_again(email_address.email, BOUNCED)


def on_proof_changed(sender: object, user: Account, **others: Any) -> None:
    """Recovery codes go with the second step."""
    drop_idle_recovery_codes(user)


def on_proof_added(sender: object, request: HttpRequest, user: Account, **others: Any) -> None:
    """Whoever has just shown the code of their app, or used their new passkey, is not asked for it again at once."""
    record_authentication(request, user, method="mfa", reauthenticated=True)


def listen() -> None:
    """Connect all of these (when the app is ready)."""
    user_logged_in.connect(begin_visit, dispatch_uid="begin_visit")
    user_logged_out.connect(on_signing_out, dispatch_uid="on_signing_out")
    password_reset.connect(on_password_by_mail, dispatch_uid="on_password_by_mail")
    email_confirmed.connect(on_address_shown, dispatch_uid="on_address_shown")
    for signal in (password_changed, password_set):
        signal.connect(on_new_password, dispatch_uid="on_new_password")
    authenticator_added.connect(on_proof_added, dispatch_uid="on_proof_added")
    for signal in (authenticator_added, authenticator_removed):
        signal.connect(on_proof_changed, dispatch_uid="on_proof_changed")
