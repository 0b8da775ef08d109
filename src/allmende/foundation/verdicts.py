"""Yes, or no with its reason: what every rule answers, and how a refusal travels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

type Text = str | Promise


@dataclass(frozen=True)
class Remedy:
    """What a person can do about a refusal: the words of the link, and where it leads."""

    label: Text
    url: str


@dataclass(frozen=True)
class Allowed:
    """The answer yes; truthy."""

    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True)
class Denied:
    """The answer no: why in the reader's language, and what would help; falsy, so `a and b` keeps the first reason."""

    reason: Text
    remedy: Remedy | None = None
    status: int = 403

    def __bool__(self) -> Literal[False]:
        return False


type Verdict = Allowed | Denied

ALLOWED = Allowed()


@dataclass(frozen=True)
class Condition:
    """Something a rule asked on its way to a verdict: the sentence of its no, and whether it held."""

    reason: Text
    held: bool


_noted: ContextVar[list[Condition] | None] = ContextVar("conditions noted", default=None)


@contextmanager
def noting() -> Iterator[list[Condition]]:
    """Note the conditions that rules ask meanwhile, in their order, for whoever explains a verdict."""
    noted: list[Condition] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def allow_if(condition: object, reason: Text, *, remedy: Remedy | None = None, status: int = 403) -> Verdict:
    """Allow when the condition holds, else deny for the reason given."""
    if (noted := _noted.get()) is not None:
        noted.append(Condition(reason, bool(condition)))
    return ALLOWED if condition else Denied(reason, remedy, status)


def first_denial(*verdicts: Verdict) -> Verdict:
    """Return the first denial, or the permission if there is none."""
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)


class Refused(Exception):
    """The one exception meant for people: a page, a fragment or problem+json is made of it by the middleware.

    `status` is 403 (may not), 409 (meanwhile changed), 410 (over), 413 (too large), 422 (bad input) or 429 (too often).
    `errors` names fields: pointer or field name -> sentence.
    """

    def __init__(
        self, reason: Text, status: int = 403, *, remedy: Remedy | None = None, errors: dict[str, Text] | None = None
    ) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.status = status
        self.remedy = remedy
        self.errors = errors or {}


def require(verdict: Verdict) -> None:
    """Pass on a permission; raise `Refused` with the reason of a denial."""
    if isinstance(verdict, Denied):
        raise Refused(verdict.reason, verdict.status, remedy=verdict.remedy)
