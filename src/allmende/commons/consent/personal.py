"""What is kept of what people agreed to, how old they are, who guards them, and their leaving."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.commands.leaving import drop_takeout
from allmende.commons.consent.models import (
    Acceptance,
    AgeChange,
    AgreementVersion,
    Consent,
    Departure,
    GuardianEvent,
    Guardianship,
    Takeout,
    Vetting,
)
from allmende.foundation import clock
from allmende.foundation.personal import LAST, Holding, hold
from allmende.identity.actors.models import Actor


def _export_agreements(actor: Actor) -> dict[str, Any]:
    accepted = Acceptance.objects.filter(actor=actor).order_by("id")
    fields = (
        "version__agreement__space__title",
        "version__number",
        "version__titles",
        "version__texts",
        "language",
        "at",
        "name",
        "digest",
        "body_name",
    )
    written = AgreementVersion.objects.filter(author=actor).order_by("id")
    return {
        "accepted": list(accepted.values(*fields)),
        "written": list(written.values("id", "number", "titles", "published")),
    }


def _forget_agreements(actor: Actor) -> None:
    """Forget what was agreed to; what was signed by name is kept as proof, apart, until claims from it have lapsed."""
    Acceptance.objects.filter(actor=actor, name="").delete()
    Acceptance.objects.filter(actor=actor, forgotten=None).update(forgotten=clock.now())


def _export_consents(actor: Actor) -> dict[str, Any]:
    rows = Consent.objects.filter(actor=actor).order_by("id")
    return {"consents": list(rows.values("purpose", "is_given", "words", "language", "at"))}


def _forget_consents(actor: Actor) -> None:
    Consent.objects.filter(actor=actor).delete()


def _export_age(actor: Actor) -> dict[str, Any]:
    guardians = Guardianship.objects.filter(child=actor).order_by("id")
    events = GuardianEvent.objects.filter(guardianship__child=actor).order_by("id")
    return {
        "ages": list(AgeChange.objects.filter(actor=actor).order_by("id").values("band", "note", "at")),
        "guardians": list(guardians.values("name", "address", "state", "allows", "asked", "answered")),
        "guardian_log": list(events.values("state", "allows", "by_address", "at")),
    }


def _forget_age(actor: Actor) -> None:
    AgeChange.objects.filter(actor=actor).delete()
    AgeChange.objects.filter(by=actor).update(note="")
    Guardianship.objects.filter(child=actor).delete()


def _export_vettings(actor: Actor) -> dict[str, Any]:
    rows = Vetting.objects.filter(actor=actor).order_by("id")
    return {"vettings": list(rows.values("space__title", "evidence", "vetted", "until", "ended"))}


def _forget_vettings(actor: Actor) -> None:
    Vetting.objects.filter(actor=actor).delete()


def _export_leaving(actor: Actor) -> dict[str, Any]:
    return {
        "archives": list(Takeout.objects.filter(actor=actor).values("asked", "ready", "size")),
        "leaving": list(Departure.objects.filter(actor=actor).values("asked", "due", "keeps_contributions")),
    }


def _forget_leaving(actor: Actor) -> None:
    for takeout in Takeout.objects.filter(actor=actor):
        drop_takeout(takeout)
    Departure.objects.filter(actor=actor).delete()


hold(
    Holding(
        "agreements", ("consent.AgreementVersion", "consent.Acceptance"), _export_agreements, _forget_agreements,
        title=_("What you agreed to, in which words and when"), why=_("So that you and the community can rely on it."),
        until=_("until you leave; what you signed with your name for three years more, to the end of the year (BGB §§ 195, 199)"),
    )
)  # fmt: skip
hold(
    Holding(
        "consents", ("consent.Consent",), _export_consents, _forget_consents,
        title=_("What you consented to, and what you took back"), why=_("So that nothing is done that you did not say yes to."),
        until=_("until you leave"),
    )
)  # fmt: skip
hold(
    Holding(
        "age", ("consent.AgeChange", "consent.Guardianship", "consent.GuardianEvent"), _export_age, _forget_age,
        title=_("Your age band; below 16 your guardian and what they allow"),
        why=_("So that the young are protected, and a consent can be proven."),
        until=_("guardians until the child is 16; the rest until you leave"),
    )
)  # fmt: skip
hold(
    Holding(
        "vettings", ("consent.Vetting",), _export_vettings, _forget_vettings,
        title=_("That a curator has looked at your evidence for working with the young"),
        why=_("Where a community asks for it. No document is kept."), until=_("until you leave"),
    )
)  # fmt: skip
hold(
    Holding(
        "leaving", ("consent.Takeout", "consent.Departure"), _export_leaving, _forget_leaving, place=LAST,
        title=_("Archives you asked for, and that you want to leave"),
        why=_("So that you get your data, and can think leaving over."), until=_("archives for seven days, the wish for fourteen"),
    )
)  # fmt: skip
