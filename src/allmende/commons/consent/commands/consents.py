"""Saying yes to a purpose, and taking it back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.activities import ConsentGiven, ConsentWithdrawn
from allmende.commons.consent.models import Consent
from allmende.commons.consent.purposes import purpose_of
from allmende.commons.consent.queries.consents import has_consented
from allmende.commons.consent.rules.consents import may_consent
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor


@transaction.atomic
def give_consent(actor: Actor, key: str) -> None:
    """Say yes to a purpose, in the words that stand there in the reader's language; said twice it changes nothing."""
    require(may_consent(actor, key))
    if not has_consented(actor, key):
        _say(actor, key, is_given=True)
        record(ConsentGiven(actor=actor.id, purpose=key))


@transaction.atomic
def withdraw_consent(actor: Actor, key: str) -> None:
    """Take back a yes, at any time and without a reason; where there is none it changes nothing."""
    require(is_signed_in(actor))
    if has_consented(actor, key):
        _say(actor, key, is_given=False)
        record(ConsentWithdrawn(actor=actor.id, purpose=key))


def _say(actor: Actor, key: str, *, is_given: bool) -> None:
    purpose = purpose_of(key)
    if purpose is None:
        raise Refused(_("Nobody asks for this here."), 404)
    language = (get_language() or actor.language)[:2]
    Consent.objects.create(
        actor=actor, purpose=key, is_given=is_given, words=str(purpose.words)[:600], language=language
    )
