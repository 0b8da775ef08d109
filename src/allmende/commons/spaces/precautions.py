"""What protects whoever acts, beside a space's own rules: floors above say it once, and every room keeps to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allmende.commons.spaces.models import Mode
from allmende.foundation.verdicts import Verdict, first_denial
from allmende.identity.actors.models import Actor, Reader


@dataclass(frozen=True)
class Precaution:
    """`allows` says whether someone may use a right (say, work or share) at all; `mode` how strictly the gates beyond the
    community treat what they made, at the least."""

    allows: Callable[[Actor, str], Verdict]
    mode: Callable[[Actor], Mode]


_precautions: list[Precaution] = []


def take_precaution(precaution: Precaution) -> None:
    """Let a floor above protect people (called when its app is ready)."""
    _precautions.append(precaution)


def allows(reader: Reader, right: str) -> Verdict:
    """Return the first objection to someone's using a right; guests are refused elsewhere."""
    return first_denial(*(one.allows(reader, right) for one in _precautions if isinstance(reader, Actor)))


def outward_modes(author: Actor) -> list[Mode]:
    """Return how strictly what someone made is treated on its way out of the community."""
    return [one.mode(author) for one in _precautions]
