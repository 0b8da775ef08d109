"""What is kept of who agreed to which licence, and of those who gave rights by a deed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.commands.appearing import withdraw
from allmende.commons.agreements.models import Agreed, Appearance, Deed, DeedParty, Terms
from allmende.commons.agreements.queries import LIVE
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor


def _export_terms(actor: Actor) -> dict[str, Any]:
    agreed = Agreed.objects.filter(actor=actor).order_by("id")
    set_by = Terms.objects.filter(author=actor).order_by("id")
    return {
        "agreed": list(agreed.values("thing__title", "terms__licence", "terms__number", "at")),
        "set": list(set_by.values("thing__title", "licence", "number", "at")),
    }


def _forget_terms(actor: Actor) -> None:
    """Nothing: under which licence a work stands must be known as long as it is used; the rows hold ids and no words."""


def _export_deeds(actor: Actor) -> dict[str, Any]:
    parts = DeedParty.objects.filter(actor=actor).order_by("id")
    taken = Deed.objects.filter(taker=actor).order_by("id")
    fields = ("number", "title", "occasion", "licence", "consideration", "currency", "at")
    return {
        "given": list(parts.values("name", "share", *(f"deed__{field}" for field in fields))),
        "taken": list(taken.values("taker_name", *fields)),
    }


def _forget_deeds(actor: Actor) -> None:
    """Nothing: a deed proves rights to both sides (GDPR Art. 17 (3) (e)), and tells who made a work as long as it is protected."""


hold(
    Holding(
        "terms", ("agreements.Terms", "agreements.Agreed"), _export_terms, _forget_terms,
        title=_("Under which licence you handed something in"), why=_("So that everyone knows what may be done with it."),
        until=_("as long as the work is there; without your name once you have left"),
    )
)  # fmt: skip
hold(
    Holding(
        "deeds", ("agreements.Deed", "agreements.DeedParty"), _export_deeds, _forget_deeds,
        title=_("Deeds by which you gave or took rights in a work, with your name of that day"),
        why=_("Both sides need proof of them (GDPR Art. 17 (3) (e))."),
        until=_("as long as the work is protected: seventy years beyond its authors' lives (UrhG § 64, L. 633/1941 art. 25)"),
    )
)  # fmt: skip


def _export_appearances(actor: Actor) -> dict[str, Any]:
    fields = (
        "thing__title",
        "name",
        "how",
        "guardian",
        "state",
        "version__number",
        "digest",
        "named",
        "given",
        "ended",
    )
    return {
        "own": list(Appearance.objects.filter(person=actor).order_by("id").values(*fields)),
        "named": list(Appearance.objects.filter(said_by=actor).order_by("id").values(*fields)),
    }


def _forget_appearances(actor: Actor) -> None:
    """Whoever leaves agrees no longer; what they said of others goes with what they made."""
    for one in Appearance.objects.filter(person=actor, state__in=LIVE).select_related("thing"):
        withdraw(actor, one)
    Appearance.objects.filter(person=actor).delete()


hold(
    Holding(
        "appearances", ("agreements.Appearance",), _export_appearances, _forget_appearances,
        title=_("Where you agreed to be seen or heard, and who is in what you made"),
        why=_("So that nobody is shown who doesn't want to be (GDPR Art. 7, KUG § 22)."),
        until=_("as long as the work is there; yours until you leave"),
    )
)  # fmt: skip
