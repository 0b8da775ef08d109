"""Accounts: address, password, addresses to confirm, signed-in browsers; and the mails that wait or were sent."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from allmende.foundation.mail.tasks import send_mail
from allmende.foundation.personal import LAST, Holding, hold
from allmende.foundation.tasks.models import Job, State
from allmende.identity.accounts.commands import end_sessions
from allmende.identity.accounts.devices import device_name
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.queries import account_of
from allmende.identity.actors.models import Actor


def _addresses(actor: Actor) -> set[str]:
    """Return every address of a person, in lower case."""
    if not (account := account_of(actor)):
        return set()
    confirmed = EmailAddress.objects.filter(user=account).values_list("email", flat=True)
    return {address.casefold() for address in (account.email, *confirmed)}


def _export(actor: Actor) -> dict[str, Any]:
    account = account_of(actor)
    if account is None:
        return {}
    return {
        "account": {
            "email": account.email, "age_band": account.age_band, "joined": account.date_joined,
            "last_sign_in": account.last_login, "has_password": account.has_usable_password(),
        },
        "addresses": list(EmailAddress.objects.filter(user=account).values("email", "verified", "primary")),
        "sessions": [
            {"device": device_name(row.device), "network": row.network, "since": row.since, "expires": row.expire_date}
            for row in account.sessions.order_by("session_key")
        ],
        "keys": list(Authenticator.objects.filter(user=account).values("type", "created_at", "last_used_at")),
    }  # fmt: skip


def _forget(actor: Actor) -> None:
    account = Account.objects.filter(actor=actor).first()
    if account is not None:
        end_sessions(account)
        account.delete()  # with it what hangs on it: addresses, keys, links to other sign-ins


def _mails(actor: Actor) -> list[Job]:
    """Return the mails to a person that stand in the queue, and those already sent to others that name them."""
    addresses, name = _addresses(actor), actor.name
    mails = []
    for job in Job.objects.filter(path=send_mail.module_path).iterator(chunk_size=200):
        is_theirs = str(job.args[0]).casefold() in addresses
        names_them = job.state in {State.DONE, State.DEAD} and any(
            _names(str(part), addresses, name) for part in (*job.args[1:], *job.kwargs.values())
        )
        if is_theirs or names_them:
            mails.append(job)
    return mails


def _names(text: str, addresses: set[str], name: str) -> bool:
    return (name and name in text) or any(address in text.casefold() for address in addresses)


def _export_mails(actor: Actor) -> dict[str, Any]:
    addresses = _addresses(actor)
    rows = [job for job in _mails(actor) if str(job.args[0]).casefold() in addresses]
    return {"mails": [{"subject": job.args[1], "body": job.args[2], "queued": job.created} for job in rows]}


def _forget_mails(actor: Actor) -> None:
    Job.objects.filter(id__in=[job.id for job in _mails(actor)]).delete()


hold(
    Holding(
        "accounts", ("accounts.Account", "accounts.Session", "account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"),
        _export, _forget, place=LAST,
        title=_("Your e-mail address, your password (scrambled) and your age band"),
        why=_("So that only you can sign in, and so that the young are protected."), until=_("until you leave"),
    )
)  # fmt: skip
hold(
    Holding(
        "mail", ("tasks.Job",), _export_mails, _forget_mails, place=LAST - 1,
        title=_("Mails to you that were sent or wait to be sent"), why=_("So that a mail goes out even if the mail server is away."),
        until=_("thirty days"),
    )
)  # fmt: skip
