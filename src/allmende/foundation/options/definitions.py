"""Options: whole numbers with limits, each with what it does in a sentence; an app below the rooms offers its own."""

from __future__ import annotations

from allmende.foundation.doors import Option, doors
from allmende.foundation.options.models import Value

_offered: dict[str, Option] = {}


def offer_option(*options: Option) -> None:
    """Make options of an app below the rooms known (called when it is ready); rooms name theirs on their door."""
    _offered.update({option.key: option for option in options})


def all_options() -> list[Option]:
    """Return every option of this node, in the order of their keys."""
    known = [*_offered.values(), *(option for door in doors() for option in door.options)]
    return sorted(known, key=lambda option: option.key)


def option_of(key: str) -> Option | None:
    """Return an option by its key; None when there is none."""
    return next((option for option in all_options() if option.key == key), None)


def value_of(option: Option) -> int:
    """Return what holds now; one statement."""
    row = Value.objects.filter(key=option.key).values_list("number", flat=True).first()
    return option.default if row is None else row
