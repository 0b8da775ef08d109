"""Writing, publishing and accepting agreements."""

from __future__ import annotations

from django.db import transaction

from allmende.commons.consent.activities import AgreementAccepted
from allmende.commons.consent.models import Acceptance, Agreement, AgreementVersion
from allmende.commons.consent.rules import may_accept
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor


@transaction.atomic
def accept(actor: Actor, version: AgreementVersion) -> Acceptance:
    """Agree to a version in the language in which it is read; saying it twice changes nothing.

    Raises Refused (409) when a newer version has been published meanwhile.
    """
    if known := Acceptance.objects.filter(actor=actor, version=version).first():
        return known
    Agreement.objects.select_for_update(of=("self",)).get(id=version.agreement_id)  # nobody publishes meanwhile
    require(may_accept(actor, version))
    space = version.agreement.space
    acceptance, is_new = Acceptance.objects.get_or_create(
        actor=actor, version=version, defaults={"language": version.language or space.language}
    )
    if is_new:
        record(AgreementAccepted(actor=actor.id, space=space.id, version_id=version.id))
    return acceptance
