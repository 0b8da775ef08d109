"""What a community still needs to stand under its own name."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from allmende.commons.consent.models import AgreementKind
from allmende.commons.consent.queries.agreements import legal_kinds
from allmende.commons.spaces.letterheads import home_url
from allmende.commons.spaces.models import Space
from allmende.foundation.ui.colour import UnreadableColour, brand_tokens, contrast

WHITE = "#ffffff"


@dataclass(frozen=True)
class Check:
    """One thing a community under its own name has, or should have."""

    name: str
    holds: bool
    note: str = ""


def communities() -> QuerySet[Space]:
    """The communities of the node, the first founded first; whoever asks says first who may know of them."""
    return Space.objects.filter(root=None).select_related("audience").order_by("id")


def checks_of(place: Space) -> list[Check]:
    """Look at name, sender, colour, logo and legal texts; two statements at most."""
    said = legal_kinds(place)
    legal = [
        (AgreementKind.IMPRINT, _("Imprint")), (AgreementKind.PRIVACY, _("Privacy notice")),
        (AgreementKind.TERMS, _("Terms of use")),
    ]  # fmt: skip
    return [
        Check(_("Host name of its own"), bool(place.host), home_url(place)),
        Check(_("Sender of its own"), bool(place.sender), place.sender),
        Check(_("Colour that can be read"), *_contrast(place.colour)),
        Check(_("Logo"), place.logo is not None, "" if place.logo else _("Until then its first letter stands for it.")),
        *(Check(name, kind in said) for kind, name in legal),
    ]  # fmt: skip


def _contrast(colour: str) -> tuple[bool, str]:
    """Whether a colour is set and reaches what WCAG 2.2 asks of text, with the ratio on white."""
    if not colour:
        return False, _("It wears the house's own green.")
    try:
        ratio = contrast(brand_tokens(colour).light.brand, WHITE)
    except UnreadableColour as error:
        return False, str(error)
    return True, _("Contrast on white: %(ratio).1f to 1; text needs 4.5.") % {"ratio": ratio}
