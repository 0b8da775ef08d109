"""Beginning a call from a template; curators writing their community's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.models import Licence
from allmende.commons.agreements.words import TermsText
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import root_of
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.text.multilingual import text_for
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import TemplateChanged
from allmende.rooms.calls.commands.calls import SectionText, draft_call, set_sections
from allmende.rooms.calls.commands.phases import PhaseDates, set_phases
from allmende.rooms.calls.commands.rights import set_rights
from allmende.rooms.calls.models import Act, Call, PhaseKind
from allmende.rooms.calls.models.template import CallTemplate, Template
from allmende.rooms.calls.queries.templates import template_named
from allmende.rooms.calls.rules import may_edit_templates

LEAD = timedelta(days=7)
BEGINS, ENDS = time(9), time(20)
LONGEST_PHASE = 730


@transaction.atomic
def draft_from(
    actor: Actor, space: Space, template: Template, *, title: str, behalf: Space | None = None, **details: Any
) -> Call:
    """Begin a call from a template: its sections with their hints, its phases from a week ahead, its settings.

    `details` as in `change_call`, in place of what the template says. Raises as `draft_call`.
    """
    call = draft_call(
        actor, space, title=title, behalf=behalf, **{"degree": template.degree, **template.settings, **details}
    )
    with translation.override(call.language):
        call.template, call.suggested = template.key, suggestions(template)
        sections = [SectionText(text_for(part.headings), "", hint=text_for(part.hints)) for part in template.sections]
    call.save(update_fields=["template", "suggested"])
    set_sections(actor, call, sections)
    set_phases(actor, call, way_from(template, clock.now(), call.zone))
    if template.asks_consents:
        set_rights(actor, call, terms=TermsText(Licence.STAYS), images=True)
    return Call.objects.select_related("audience", "author", "place__root").get(id=call.id)


def suggestions(template: Template) -> dict[str, Any]:
    """What a template suggests to those who ask, rate and award, in the language that is on."""
    return {
        name: [{**each, "label": text_for(each["labels"])} for each in getattr(template, name)]
        for name in ("fields", "criteria", "prizes")
    }


def way_from(template: Template, now: datetime, zone: str) -> list[PhaseDates]:
    """The dates of a template that begins a week after `now`: from nine in the morning, each phase until eight in the evening."""
    there = ZoneInfo(zone)
    first = (now.astimezone(there) + LEAD).date()
    opens, day, way = datetime.combine(first, BEGINS, there), first, []
    for phase in template.phases:
        day += timedelta(days=phase.days)
        closes = None if phase.kind == PhaseKind.RESULT else datetime.combine(day, ENDS, there)
        openings: dict[Act, Any] = {Act(act): who for act, who in phase.openings.items()}
        way.append(PhaseDates(PhaseKind(phase.kind), opens, closes, openings, phase.titles, phase.degree))
        opens = closes or opens
    return way


@transaction.atomic
def change_template(
    actor: Actor, root: Space, key: str, *, revision: int, language: str, name: str, about: str, title: str,
    sections: list[tuple[str, str]], days: list[int], degree: str,
) -> CallTemplate:  # fmt: skip
    """Word a template anew for one community, in one language; the other languages keep what they say.

    Raises Refused (403) to others than curators, (404) for an unknown one, (409) when somebody saved in between, (422) with
    the fields that can't be.
    """
    require(may_edit_templates(actor, root))
    row, before = _held(root, key)
    if revision != row.revision:
        raise Refused(_("Somebody saved this template in the meantime. Load the page again and compare."), 409)
    kept = _worded(before, language, clean_line(name), clean_line(about), clean_line(title))
    kept = _with_sections(kept, language, [(clean_line(heading), clean_line(hint)) for heading, hint in sections])
    row.content = _with_days(replace(kept, degree=degree), days).as_json()
    return _save(actor, root, row)


@transaction.atomic
def copy_template(actor: Actor, root: Space, key: str) -> CallTemplate:
    """Begin a template of one's own from another one. Raises Refused (403, 404), (422) beyond a hundred."""
    require(may_edit_templates(actor, root))
    _row, before = _held(root, key)
    if CallTemplate.objects.filter(community=root).count() >= 100:
        raise Refused(_("A hundred templates at most. Change one of them instead."), 422)
    taken = set(CallTemplate.objects.filter(community=root).values_list("key", flat=True))
    stem = key[:34].rstrip("-")
    free = next(name for n in range(2, 1000) if (name := f"{stem}-{n}") not in taken)
    return _save(actor, root, CallTemplate(community=root, key=free, content=replace(before, key=free).as_json()))


@transaction.atomic
def offer_template(actor: Actor, root: Space, key: str, *, offered: bool) -> CallTemplate:
    """Put a template out of the way, or back into the gallery. Raises Refused (403, 404)."""
    require(may_edit_templates(actor, root))
    row, _before = _held(root, key)
    row.is_offered = offered
    return _save(actor, root, row)


def _held(root: Space, key: str) -> tuple[CallTemplate, Template]:
    """The community's own row, held, or a new one with what ours says."""
    Space.objects.select_for_update(of=("self",)).get(
        pk=root.pk
    )  # two who save for the first time come one after the other
    row = CallTemplate.objects.filter(community=root, key=key).first()
    if row:
        return row, Template.from_json(row.content)
    ours = template_named(root, key)
    if ours is None:
        raise Refused(_("This template isn't here."), 404)
    return CallTemplate(community=root, key=key, content=ours.as_json()), ours


def _save(actor: Actor, root: Space, row: CallTemplate) -> CallTemplate:
    row.revision += 1
    row.save()
    record(TemplateChanged(actor=actor.id, space=root_of(root).id, audience=root.audience_id, template=row.key))
    return row


def _worded(before: Template, language: str, name: str, about: str, title: str) -> Template:
    errors: dict[str, Text] = {}
    for field, text, most in (("name", name, 60), ("about", about, 400), ("title", title, 100)):
        if not 3 <= len(text) <= most:
            errors[field] = _("Between 3 and %(most)d letters.") % {"most": most}
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    return replace(
        before, names={**before.names, language: name}, abouts={**before.abouts, language: about},
        titles={**before.titles, language: title},
    )  # fmt: skip


def _with_sections(before: Template, language: str, sections: list[tuple[str, str]]) -> Template:
    """Its sections in this language, in this order; one without a heading goes."""
    kept = []
    for place, (heading, hint) in enumerate(sections[:20]):
        if not heading:
            continue
        if len(heading) > 120 or len(hint) > 400:
            raise Refused(_("A heading has 120 letters at most, a hint 400."), 422)
        old = before.sections[place] if place < len(before.sections) else None
        headings, hints = (old.headings, old.hints) if old else ({}, {})
        kept.append(type(before.sections[0])({**headings, language: heading}, {**hints, language: hint}))
    if not kept:
        raise Refused(_("Keep at least one section of the brief."), 422)
    return replace(before, sections=tuple(kept))


def _with_days(before: Template, days: list[int]) -> Template:
    if len(days) != len(before.phases) or any(not 0 <= n <= LONGEST_PHASE for n in days):
        raise Refused(_("Each phase takes between 1 and 730 days."), 422)
    if any(n == 0 and phase.kind != PhaseKind.RESULT for phase, n in zip(before.phases, days, strict=True)):
        raise Refused(_("Each phase takes between 1 and 730 days."), 422)
    return replace(before, phases=tuple(replace(phase, days=n) for phase, n in zip(before.phases, days, strict=True)))
