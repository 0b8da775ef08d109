"""The wizard's steps: which there are, what was answered, and what a founding makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.models import AgreementKind
from allmende.commons.consent.preset import preset_of as agreement_preset
from allmende.commons.spaces.models import Preset
from allmende.foundation.doors import rooms
from allmende.foundation.verdicts import Text
from allmende.people.welcome.commands import Plan
from allmende.surfaces.web.founding.forms import (
    CharterForm,
    CircleForm,
    KindForm,
    LookForm,
    NameForm,
    OpeningForm,
    RoomsForm,
)
from allmende.surfaces.web.founding.queries import Answers


@dataclass(frozen=True)
class Step:
    """A step of the wizard."""

    key: str
    title: Text
    lead: Text
    form: type[forms.Form]


STEPS = (
    Step("name", _("Name"), _("Every community begins with a name. Everything can be changed later."), NameForm),
    Step("kind", _("Kind"), _("How does it grow, and what may go outside?"), KindForm),
    Step("circle", _("Circle"), _("Who founds it with you? Each gets a mail with a link to come in and sign the charter."), CircleForm),
    Step("charter", _("Charter"), _("What the circle gives itself, and each of you signs. Take this one, or write your own."), CharterForm),
    Step("rooms", _("Rooms"), _("What shall be there from the first day? Others can be opened later."), RoomsForm),
    Step("look", _("Look"), _("One colour and a logo make it yours."), LookForm),
    Step("opening", _("Opening"), _("Found in peace, then open the doors."), OpeningForm),
)  # fmt: skip
BY_KEY = {step.key: step for step in STEPS}
REVIEW = "review"


def typed(data: QueryDict) -> dict[str, list[str]]:
    """Return what was typed into a step, ready to be kept."""
    return {name: data.getlist(name) for name in data if name not in {"csrfmiddlewaretoken", "go", "back"}}


def form_of(step: Step, answers: Answers, data: QueryDict | None = None, files: Any = None) -> forms.Form:
    """Return a step's form: with what is sent now, else with what was kept, else with what we propose."""
    if data is None and (kept := answers.get(step.key)):
        data = QueryDict(mutable=True)
        for name, values in kept.items():
            data.setlist(name, values)
    given: dict[str, Any] = {"data": data} if data is not None else {"initial": _proposed(step, answers)}
    if files is not None:
        given["files"] = files
    form = step.form(**given)
    if isinstance(form, OpeningForm):
        form.zone = said(answers, "name", "zone") or settings.TIME_ZONE
    return form


def said(answers: Answers, step: str, name: str) -> str:
    """Return one thing that was typed, or nothing."""
    return next(iter(answers.get(step, {}).get(name, [])), "")


def _proposed(step: Step, answers: Answers) -> dict[str, Any]:
    language = said(answers, "name", "language")
    language = language if language in dict(settings.LANGUAGES) else (get_language() or "de")[:2]
    return {
        "name": {"language": language, "zone": settings.TIME_ZONE},
        "kind": {"preset": Preset.COOPERATIVE},
        "charter": {"charter": proposed_charter(language, said(answers, "name", "name"))},
        "rooms": {"rooms": [room.key for room in rooms()]},
        "opening": {"when": "day"},
    }.get(step.key, {})


def proposed_charter(language: str, name: str) -> str:
    """Return the charter that we propose in a language, in the name of the community; meant to be changed."""
    return agreement_preset(AgreementKind.CHARTER, name)[1].get(language, "")


def first_gap(answers: Answers) -> str:
    """Return the first step whose answers are missing or wrong; the review when all are fine."""
    for step in STEPS:
        if step.key not in answers or not form_of(step, answers).is_valid():
            return step.key
    return REVIEW


def plan_of(answers: Answers) -> Plan:
    """Return the founding that was planned; the caller has seen that nothing is missing."""
    data: dict[str, Any] = {}
    for step in STEPS:
        form = form_of(step, answers)
        form.is_valid()
        data |= form.cleaned_data
    logo = said(answers, "look", "logo_id")
    return Plan(
        name=data["name"], circle=data["circle"], preset=Preset(data["preset"]), language=data["language"], zone=data["zone"],
        summary=data["summary"], charter=data["charter"], opens_on=data["opens_on"], colour=data["colour"],
        logo=UUID(logo) if logo else None, rooms=data["rooms"],
    )  # fmt: skip
