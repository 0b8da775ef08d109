"""Whom it concerns when someone is to be seen or heard in a work, and when a deed is made."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.activities import AppearanceAnswered, AppearanceNamed, DeedMade
from allmende.commons.agreements.models import Appearance, DeedParty
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN

ASKED = reason("agreements.appears", _("{actor} asks whether you agree to be seen or heard in {thing}"), ASK)
AGREED = reason("agreements.agreed", _("Someone who is in {thing} has answered"), OWN)
DEED = reason("agreements.deed", _("The deed of rights for {thing} is made: who owns what now, as PDF"), OWN)


@concerns(DeedMade)
def of_a_deed(entry: Entry) -> Iterator[Concern]:
    """Everyone who gives rights by it; that one is withdrawn is told with the prize that was taken back."""
    parties = DeedParty.objects.filter(deed=entry.current_payload["deed"]).order_by("id")
    yield from (Concern(actor, DEED) for actor in parties.values_list("actor_id", flat=True))


@concerns(AppearanceNamed)
def of_being_named(entry: Entry) -> Iterator[Concern]:
    """Whoever is asked."""
    if person := entry.current_payload["person"]:
        yield Concern(UUID(person), ASKED)


@concerns(AppearanceAnswered)
def of_an_answer(entry: Entry) -> Iterator[Concern]:
    """Whoever named them."""
    named = Appearance.objects.filter(id=entry.current_payload["appearance"]).values_list("said_by_id", flat=True)
    yield from (Concern(actor, AGREED) for actor in named)
