"""What happens to rights: ids, no words."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class AgreementsAsked(Activity):
    """Something asks for other signatures than before."""

    verb = "Update"
    sentence = _("{actor} changed what has to be signed for {thing}")


@dataclass(frozen=True, kw_only=True)
class TermsChanged(Activity):
    """Other terms hold for what is handed in from now on; whoever handed in before is asked."""

    terms: UUID
    number: int
    verb = "Update"
    sentence = _("{actor} changed the licence of {thing}")


@dataclass(frozen=True, kw_only=True)
class TermsAgreed(Activity):
    """One of those who made something agrees to newer terms for it."""

    terms: UUID
    verb = "Accept"
    plain = _("{actor} agreed to a newer licence")


@dataclass(frozen=True, kw_only=True)
class SignedFor(Activity):
    """Someone signed what a thing asks for, and reads it now."""

    verb = "Accept"
    plain = _("{actor} signed what a call asks for")


@dataclass(frozen=True, kw_only=True)
class SignatureAskedAnew(Activity):
    """A text that was signed has a new version, which everyone is asked to sign before they read on."""

    version_id: UUID
    person: UUID
    verb = "Update"
    plain = _("{actor} asks for a signature anew")


@dataclass(frozen=True, kw_only=True)
class DeedMade(Activity):
    """A deed of rights was made for an award."""

    deed: UUID
    verb = "Create"
    sentence = _("{actor} made a deed of rights for {thing}")


@dataclass(frozen=True, kw_only=True)
class AppearanceNamed(Activity):
    """Someone is to be seen or heard in a work; `person` where they are asked here."""

    appearance: UUID
    person: UUID | None
    verb = "Add"
    plain = _("{actor} said who is to be seen or heard in a work")


@dataclass(frozen=True, kw_only=True)
class AppearanceAnswered(Activity):
    """Someone agrees to be seen or heard in a work, or doesn't any more."""

    appearance: UUID
    agrees: bool
    verb = "Accept"
    plain = _("Someone answered whether they agree to be seen or heard in a work")


@dataclass(frozen=True, kw_only=True)
class AppearanceCut(Activity):
    """Someone is in a work no longer."""

    appearance: UUID
    verb = "Remove"
    plain = _("{actor} said that someone is no longer in a work")


@dataclass(frozen=True, kw_only=True)
class DeedWithdrawn(Activity):
    """The award that a deed was made for was taken back: it stays, and says so."""

    deed: UUID
    verb = "Undo"
    sentence = _("{actor} withdrew the deed of rights for {thing}")
