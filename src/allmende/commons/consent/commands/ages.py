"""How old someone is: said by themselves, or set by a curator."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.activities import AgeBandSaid
from allmende.commons.consent.models import AgeChange, GuardianEvent, Guardianship, GuardianState
from allmende.commons.consent.rules import may_say_age, may_set_age
from allmende.commons.spaces.models import Space
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.commands import set_age_band
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.queries import account_of, age_band_of
from allmende.identity.actors.models import Actor


@transaction.atomic
def say_age(actor: Actor, band: AgeBand) -> None:
    """Say one's own age band. Raises Refused (403) for a step up that only a curator can make."""
    if age_band_of(actor) == band:
        return
    require(may_say_age(actor, band))
    _note(actor, actor, band, "")


@transaction.atomic
def set_age(curator: Actor, person: Actor, space: Space, band: AgeBand, note: str) -> None:
    """Set someone's age band as a curator, with a note that the person reads too (Refused (422) without one)."""
    require(may_set_age(curator, person, space))
    note = clean_line(note)[:280]
    if not note:
        raise Refused(_("Write down why, in a sentence."), 422, errors={"note": _("Write down why, in a sentence.")})
    if account_of(person) is None:
        raise Refused(_("%(name)s has no account.") % {"name": person.name}, 409)
    _note(person, curator, band, note)


def _note(person: Actor, by: Actor, band: AgeBand, note: str) -> None:
    set_age_band(person, band)
    AgeChange.objects.create(actor=person, band=band, by=by, note=note)
    if band != AgeBand.UNDER_16:
        _forget_guardians(person)
    record(AgeBandSaid(actor=by.id, person=person.id))


def _forget_guardians(person: Actor) -> None:
    """From 16 on nobody else decides: who the guardian was is no longer kept, that there was a consent is."""
    rows = Guardianship.objects.filter(child=person)
    GuardianEvent.objects.filter(guardianship__in=rows).update(by_address="", from_network=None)
    rows.update(name="", address="", state=GuardianState.REPLACED)
