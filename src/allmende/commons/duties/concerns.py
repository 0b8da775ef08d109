"""Whom it concerns when a duty changes hands."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.activities import DutyEnded, DutyGiven
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import PLACE

GIVEN = reason("duties.given", _("{actor} gave you a duty in {thing}. Thank you for carrying it"), PLACE)
DEPUTY = reason("duties.deputy", _("{actor} made you a deputy in {thing}: you stand in while someone is away"), PLACE)
ENDED = reason("duties.ended", _("{actor} ended your duty in {thing}"), PLACE)


@concerns(DutyGiven, DutyEnded)
def of_a_duty(entry: Entry) -> Iterator[Concern]:
    """Who holds it, and who stands in."""
    payload = entry.current_payload
    yield Concern(UUID(payload["member"]), GIVEN if entry.name == "DutyGiven" else ENDED)
    if deputy := payload.get("deputy"):
        yield Concern(UUID(deputy), DEPUTY)
