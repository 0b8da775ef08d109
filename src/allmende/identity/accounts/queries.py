"""How old whoever acts is, as roughly as their protection needs."""

from __future__ import annotations

from datetime import date

from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.actors.models import Actor, Reader

MINORS = frozenset({AgeBand.UNDER_16, AgeBand.UNDER_18})


def account_of(reader: Reader) -> Account | None:
    """Return the account that an actor signs in with; None for guests, organisations and whoever has none."""
    return getattr(reader, "account", None) if isinstance(reader, Actor) else None


def age_band_of(reader: Reader) -> str:
    """Return an actor's age band; empty when they have not said, or have no account. Asks nothing for who is signed in."""
    account = account_of(reader)
    return account.age_band if account else ""


def is_minor(reader: Reader) -> bool:
    """Say whether someone has said that they are not yet 18."""
    return age_band_of(reader) in MINORS


def band_of(birth: date, today: date) -> AgeBand:
    """Return the age band of someone born on a day; whoever is born on 29 February grows older on 1 March."""
    years = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    if years < 16:
        return AgeBand.UNDER_16
    return AgeBand.UNDER_18 if years < 18 else AgeBand.ADULT
