"""The mails of the desk, each in the language of whoever gets it."""

from __future__ import annotations

from django.urls import reverse

from allmende.commons.spaces.letterheads import letterhead_of
from allmende.foundation.mail.commands import post
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.desk.models import Help


def mail_answer(call: Help, by: Actor, text: str) -> None:
    """Send an answer to whoever asked: to a member's account, or to a guest with the link by which they answer back."""
    if call.asker_id is None:
        _write(call, call.email, call.language, path=guest_path(call), by=by.name, answer=text)
    elif account := Account.objects.filter(actor=call.asker_id, is_active=True).select_related("actor").first():
        _write(call, account.email, account.actor.language, path=reverse("desk:help"), by=by.name, answer=text)


def guest_path(call: Help) -> str:
    """Where a guest reads their question: only who has the mail knows the address."""
    return reverse("desk:question", args=[call.id, call.key])


def mail_confirmation(call: Help) -> None:
    """Ask a guest to confirm that the question is theirs."""
    post(
        call.email, "desk/mail/confirm", language=call.language, house=letterhead_of(call.space),
        space=call.space, name=call.name, path=guest_path(call),
    )  # fmt: skip


def _write(call: Help, to: str, language: str, *, path: str, by: str, answer: str) -> None:
    post(
        to, "desk/mail/answered", language=language, house=letterhead_of(call.space),
        space=call.space, name=call.who, question=call.text, by=by, answer=answer, path=path,
    )  # fmt: skip
