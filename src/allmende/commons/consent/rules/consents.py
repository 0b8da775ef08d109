"""Who may consent to what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.purposes import purpose_of
from allmende.commons.consent.rules.young import guardian_allows
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader


def may_consent(reader: Reader, key: str) -> Verdict:
    """Everyone for themselves, to what is asked for here; below 16 once their guardian agreed to the like."""
    purpose = purpose_of(key)
    return first_denial(
        is_signed_in(reader),
        allow_if(purpose, _("Nobody asks for this here."), status=404),
        guardian_allows(reader, purpose.scope) if purpose else ALLOWED,
    )
