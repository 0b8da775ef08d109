"""Signing an agreement with one's name, for something that asks for it."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.activities import AgreementAccepted
from allmende.commons.consent.commands.agreements import _held
from allmende.commons.consent.models import Acceptance, AgreementVersion
from allmende.commons.consent.models.agreements import LONGEST_NAME
from allmende.commons.consent.rules import may_sign
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import may_act_for
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor


def digest_of(version: AgreementVersion, language: str) -> str:
    """Return the SHA-256 of the exact words of a version in a language: title, an empty line, text, as UTF-8."""
    return sha256(f"{version.titles.get(language, '')}\n\n{version.texts.get(language, '')}".encode()).hexdigest()


@transaction.atomic
def sign(actor: Actor, version: AgreementVersion, name: str, *, body: Space | None = None) -> Acceptance:
    """Agree to a version under one's full name, for a body where the actor may speak for it; signing twice changes nothing.

    The words signed are those of the language in which they are read. Raises Refused: 409 when a newer version holds, 422
    without a name.
    """
    if known := Acceptance.objects.filter(actor=actor, version=version).first():
        return known
    agreement = _held(version.agreement_id)  # nobody publishes meanwhile
    version.agreement = agreement
    require(may_sign(actor, version))
    if body is not None:
        require(may_act_for(actor, body))
    language = version.language or agreement.space.language
    acceptance, is_new = Acceptance.objects.get_or_create(
        actor=actor, version=version,
        defaults={
            "language": language, "name": _full(name), "digest": digest_of(version, language), "at": clock.now(),
            "body": body, "body_name": body.title if body else "",
        },
    )  # fmt: skip
    if is_new:
        voice = body.voice_id if body else None
        record(AgreementAccepted(actor=actor.id, space=agreement.space_id, version_id=version.id, on_behalf_of=voice))
    return acceptance


def forget_old_signatures() -> int:
    """Forget what those signed who left, once claims from it have lapsed: three years after the end of that year (BGB §§ 195, 199)."""
    lapsed = datetime(clock.now().year - 3, 1, 1, tzinfo=UTC)
    return Acceptance.objects.filter(forgotten__lt=lapsed).delete()[0]


def _full(name: str) -> str:
    """Return a name as it is kept; raises Refused (422) for one that is no full name."""
    wanted = _("Write your full name, as it stands in a contract.")
    try:
        full = clean_line(name, LONGEST_NAME)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), 422, errors={"name": " ".join(error.messages)}) from error
    if sum(letter.isalpha() for letter in full) < 3:
        raise Refused(wanted, 422, errors={"name": wanted})
    return full
