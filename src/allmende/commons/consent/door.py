"""What this app offers the house: what waits for a reader, and its rounds."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.consent.commands import forget_old_takeouts
from allmende.commons.consent.commands.signing import forget_old_signatures
from allmende.commons.consent.models import GuardianState
from allmende.commons.consent.queries.agreements import unsigned_here
from allmende.commons.consent.queries.young import guardianship_of
from allmende.commons.consent.tasks import erase_whose_time_has_come
from allmende.commons.spaces.models import Preset, Space
from allmende.commons.spaces.rules import is_member
from allmende.foundation.doors import Room, Tally, Waiting
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.queries import age_band_of
from allmende.identity.actors.models import Actor, Reader


def waiting(reader: Reader, root: Space) -> list[Waiting | Tally]:
    """A guardian to be asked, an age to be said, agreements to be read."""
    if not isinstance(reader, Actor) or not is_member(reader, root):
        return []
    return [*_about_age(reader, root), Tally(unsigned_here.put(reader.id, root.id), _about_agreements)]


def _about_age(reader: Actor, root: Space) -> list[Waiting]:
    band = age_band_of(reader)
    if not band and root.preset == Preset.EDUCATION:
        return [
            Waiting(_("Say how old you are"), reverse("consent:age"), "shield", _("So that the young are protected."))
        ]
    if band != AgeBand.UNDER_16:
        return []
    held = guardianship_of(reader)
    if held and held.state == GuardianState.GRANTED:
        return []
    note = held.get_state_display() if held else _("Until they agree you can look around.")  # type: ignore[attr-defined]
    return [Waiting(_("Ask your guardian"), reverse("consent:guardian"), "shield", note)]


def _about_agreements(count: int) -> Waiting:
    title = ngettext("Read and agree: %(n)d text", "Read and agree: %(n)d texts", count) % {"n": count}
    return Waiting(title, reverse("consent:mine"), "file-text", _("What everyone here has agreed to."))


DOOR = Room(
    key="consent", name=_("Agreements and privacy"), icon="shield", waiting=waiting,
    api=("allmende.commons.consent.api.router",),
    rounds=(erase_whose_time_has_come, forget_old_takeouts, forget_old_signatures),
)  # fmt: skip
