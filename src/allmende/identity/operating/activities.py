"""What operators do to keep the node running."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class JobTriedAgain(Activity):
    """A job that was given up waits again; `task` is what it does."""

    job: UUID
    task: str
    plain = _("{actor} let a job be tried again")


@dataclass(frozen=True, kw_only=True)
class JobDropped(Activity):
    """A job will not be done any more."""

    job: UUID
    task: str
    plain = _("{actor} dropped a job")


@dataclass(frozen=True, kw_only=True)
class AccountSuspended(Activity):
    """Someone can't sign in for so many days."""

    member: UUID
    days: int
    plain = _("{actor} suspended an account")


@dataclass(frozen=True, kw_only=True)
class AccountReadmitted(Activity):
    """Someone can sign in again."""

    member: UUID
    plain = _("{actor} let an account in again")


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Activity):
    """Someone was signed out everywhere."""

    member: UUID
    plain = _("{actor} signed an account out everywhere")


@dataclass(frozen=True, kw_only=True)
class PasswordLinkSent(Activity):
    """Someone was sent a link to set a new password."""

    member: UUID
    plain = _("{actor} sent someone a link for a new password")


@dataclass(frozen=True, kw_only=True)
class OptionChanged(Activity):
    """An option of the node has another value."""

    option: str
    number: int
    plain = _("{actor} changed a setting of the node")
