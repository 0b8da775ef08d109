"""The mails of the way in, each in the language of whoever gets it."""

from __future__ import annotations

from allmende.commons.spaces.letterheads import letterhead_of
from allmende.foundation.mail.commands import post
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.welcome.models import Promise
from allmende.people.welcome.queries.care import those_who_care


def mail(promise: Promise, template: str, *, path: str = "/welcome/") -> None:
    """Write to whoever made a promise."""
    _write(promise.path.actor, promise, template, path)


def mail_those_who_care(promise: Promise, template: str, path: str) -> None:
    """Write to whoever holds the duty for the community today, but not to whoever made the promise."""
    for actor in those_who_care(promise.path.space):
        if actor.id != promise.path.actor_id:
            _write(actor, promise, template, path)


def _write(actor: Actor, promise: Promise, template: str, path: str) -> None:
    account = Account.objects.filter(actor=actor, is_active=True).first()
    if account is None:  # who has no account is told by whoever cares for them
        return
    space = promise.path.space
    post(
        account.email, template, language=actor.language, house=letterhead_of(space),
        name=actor.name, member=promise.path.actor.name, commitment=promise, space=space, due=promise.due, path=path,
    )  # fmt: skip
