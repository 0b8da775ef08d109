"""Who writes agreements, and who reads and accepts them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.models import Acceptance, AgreementVersion
from allmende.commons.consent.models.agreements import SIGNED
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_curator, is_signed_in
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader


@asked(_("write agreements"))
def may_write_agreements(reader: Reader, space: Space) -> Verdict:
    """What a space asks its people to agree to is its curators' to write."""
    return is_curator(reader, space)


def may_see_agreement(reader: Reader, version: AgreementVersion) -> Verdict:
    """What is published everyone reads who sees the space; whoever accepted a version reads it for ever; drafts are the curators'."""
    space = version.agreement.space
    if version.published and Space.objects.visible_to(reader).filter(id=space.id).exists():
        return ALLOWED
    is_theirs = isinstance(reader, Actor) and Acceptance.objects.filter(actor=reader, version=version).exists()
    return allow_if(is_theirs or is_curator(reader, space), _("There is nothing here for you."), status=404)


def may_sign(reader: Reader, version: AgreementVersion) -> Verdict:
    """Whoever is signed in, with their own name, the version that holds now of what is signed for something that asks for it."""
    is_of_a_kind = version.agreement.kind in SIGNED and version.number is not None
    return first_denial(
        is_signed_in(reader),
        may_see_agreement(reader, version),
        allow_if(is_of_a_kind, _("This is not signed by name."), status=409),
        _is_latest(version),
    )


def may_accept(reader: Reader, version: AgreementVersion) -> Verdict:
    """Whoever is signed in, the version that holds now; nobody accepts for another."""
    return first_denial(
        is_signed_in(reader),
        may_see_agreement(reader, version),
        allow_if(version.agreement.kind not in SIGNED, _("This is signed where it is asked for."), status=409),
        _is_latest(version),
    )


def _is_latest(version: AgreementVersion) -> Verdict:
    latest = version.agreement.versions.exclude(number=None).order_by("-number").first()
    return allow_if(
        latest is not None and latest.id == version.id and version.agreement.ended is None,
        _("There is a newer version of this. Read that one."),
        status=409,
    )
