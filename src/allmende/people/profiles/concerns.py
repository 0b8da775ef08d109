"""Whom it concerns when skills are endorsed and profiles claimed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.merits import merit
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, THANKS
from allmende.people.profiles.activities import EndorsementAccepted, ProfileClaimed, SkillEndorsed
from allmende.people.profiles.models import Managed

ENDORSED = reason("profiles.endorsed", _("{actor} endorses one of your skills: say whether it shows"), ASK)
SHOWS = reason("profiles.endorsement_shows", _("{actor} shows your endorsement"), THANKS)
CLAIMED = reason("profiles.claimed", _("{actor} says that a profile in your care is theirs"), ASK, has_mail=True)


@concerns(SkillEndorsed)
def of_praise(entry: Entry) -> Iterator[Concern]:
    """Whose skill it is."""
    yield Concern(UUID(entry.current_payload["person"]), ENDORSED, thing=entry.space)


@concerns(EndorsementAccepted)
def of_a_yes(entry: Entry) -> Iterator[Concern]:
    """Whoever endorsed."""
    yield Concern(UUID(entry.current_payload["by"]), SHOWS, thing=entry.space)


@concerns(ProfileClaimed)
def of_a_claim(entry: Entry) -> Iterator[Concern]:
    """Whoever cares for the profile."""
    manager = Managed.objects.filter(actor=entry.current_payload["person"]).values_list("manager_id", flat=True).first()
    if manager:
        yield Concern(manager, CLAIMED, thing=entry.space)


@merit("profiles.endorsed", _("{actor} endorsed a skill of yours"), SkillEndorsed)
def of_an_endorsement(entry: Entry) -> Iterator[UUID | None]:
    """Whose skill it is."""
    yield UUID(entry.current_payload["person"])
