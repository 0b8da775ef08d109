"""Makers for tests: an agreement that a space has published, to be signed."""

from __future__ import annotations

from allmende.commons.consent.commands import begin_agreement, publish_draft, write_draft
from allmende.commons.consent.models import Agreement, AgreementKind, AgreementVersion
from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor


def make_agreement(
    curator: Actor, space: Space, kind: AgreementKind = AgreementKind.NDA, *, text: str = "Keep it to yourself."
) -> Agreement:
    """Publish an agreement to be signed, in German and English."""
    agreement = begin_agreement(curator, space, kind)
    write_draft(
        curator,
        agreement,
        {"de": "Vertraulichkeit", "en": "Confidentiality"},
        {"de": "Behalte es für dich.", "en": text},
    )
    publish_draft(curator, agreement, asks_again=False)
    return agreement


def new_version(curator: Actor, agreement: Agreement, text: str, *, asks_again: bool) -> AgreementVersion:
    """Publish what an agreement says from now on."""
    write_draft(
        curator,
        agreement,
        {"de": "Vertraulichkeit", "en": "Confidentiality"},
        {"de": text, "en": text},
        {"de": "Neu", "en": "New"},
    )
    return publish_draft(curator, agreement, asks_again=asks_again)
