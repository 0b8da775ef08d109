"""Makers of people for tests."""

from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import make_actor
from allmende.identity.actors.models import Actor


def make_person(name: str, *, email: str = "", language: str = "en", **details: str) -> Actor:
    """Make a person with an account without password (tests sign in by `force_login`); the address is `<handle>@example.org`."""
    actor = make_actor(name, language=language, **details)
    account = Account(email=email or f"{actor.handle}@example.org", actor=actor)
    account.set_unusable_password()
    account.save()
    return actor
