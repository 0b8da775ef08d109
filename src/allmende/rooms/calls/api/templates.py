"""Call templates, and the dry run of a call."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from ninja import Field, Schema

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.api import Flag, Input, Made, Moment, unchanged
from allmende.foundation.text.multilingual import text_for
from allmende.foundation.verdicts import require
from allmende.rooms.calls.api.area import call_at, router
from allmende.rooms.calls.api.shapes import DegreeName, Language, PhaseName
from allmende.rooms.calls.commands.templates import change_template, copy_template, offer_template
from allmende.rooms.calls.models.template import CallTemplate, Template
from allmende.rooms.calls.queries.dry_run import dry_run, someone
from allmende.rooms.calls.queries.templates import any_template, offered, phase_name
from allmende.rooms.calls.rules import may_dry_run, may_edit_templates


class TemplateCard(Schema):
    """A call template in the gallery."""

    key: str = Field(examples=["idea-challenge"])
    name: str = Field(examples=["Idea challenge"])
    about: str
    degree: DegreeName
    is_own: bool = Field(description="Whether the community has worded it itself.")


class TemplateList(Schema):
    """The call templates of a community."""

    templates: list[TemplateCard]


class TemplatePart(Input):
    """A section of the brief: what it is called, and what belongs there."""

    heading: str = Field(examples=["The task"])
    hint: str = ""


class TemplateStep(Schema):
    """A phase that a template lays out."""

    kind: PhaseName
    title: str
    days: int = Field(description="The result has none.", examples=[14])
    openings: dict[str, str]


class TemplateOut(TemplateCard):
    """A call template with all that a call begins with."""

    title: str = Field(description="The pattern of a title.", examples=["Ideas for …"])
    sections: list[TemplatePart]
    phases: list[TemplateStep]
    is_offered: bool
    version: int


class TemplatePatch(Input):
    """What to word anew, in one language; what is left out stays."""

    language: Language | None = Field(None, description="Of what is sent; otherwise your own.")
    name: str | None = None
    about: str | None = None
    title: str | None = None
    degree: DegreeName | None = None
    sections: list[TemplatePart] | None = None
    days: list[int] | None = Field(None, description="The days of each phase; 0 for the result.", max_length=20)
    is_offered: Flag | None = Field(None, description="False puts it out of the way.")


class DryLine(Schema):
    """An act, and why it isn't open."""

    act: str = Field(examples=["hand in contributions"])
    may: bool
    reason: str


class DryOut(Schema):
    """What someone can do at a moment; no lines where nobody has that part."""

    who: str
    phase: str
    lines: list[DryLine]


@router.reads("/call-templates", TemplateList, members=True)
def list_call_templates(request: HttpRequest) -> Any:
    """List what a call can begin with in your community."""
    return {"templates": [_card(one) for one in offered(request.space)]}


@router.reads("/call-templates/{slug:key}", TemplateOut, members=True)
def get_call_template(request: HttpRequest, key: str) -> Any:
    """Read a template: its brief with hints, its phases, how much say people have."""
    return _shown(request.space, key)


@router.changes("/call-templates/{slug:key}", TemplateOut)
def change_call_template(request: HttpRequest, key: str, sent: TemplatePatch) -> Any:
    """Word a template anew for your community, or put it out of the way."""
    require(may_edit_templates(request.actor, request.space))
    row, template = any_template(request.space, key)
    if template is None:
        raise Http404
    revision = row.revision if row else 0
    unchanged(request, revision)
    changes = sent.model_dump(exclude_none=True, exclude={"is_offered", "language"})
    if changes:
        language = sent.language or get_language() or "en"
        said = _said(template) | changes
        said["sections"] = [(part["heading"], part["hint"]) for part in said["sections"]]
        change_template(request.actor, request.space, key, revision=revision, language=language, **said)
    if sent.is_offered is not None:
        offer_template(request.actor, request.space, key, offered=sent.is_offered)
    return _shown(request.space, key)


@router.posts("/call-templates/{slug:key}/copies", Made)
def copy_call_template(request: HttpRequest, key: str) -> Any:
    """Begin a template of your community's own from another one."""
    made = copy_template(request.actor, request.space, key)
    return {"id": made.key, "url": reverse("calls:template", args=[made.key])}


@router.reads("/calls/{slug:slug}/dry-run", DryOut, members=True)
def try_call(
    request: HttpRequest, slug: str, part: Literal["guest", "member", "author", "juror", "host"] = "member",
    at: Moment | None = None,
) -> Any:  # fmt: skip
    """Ask what whoever has a part in a call can do at a moment, now or later. Nothing happens by asking."""
    call = call_at(request, slug)
    require(may_dry_run(request.actor, call))
    moment: datetime = at or clock.now()
    run = dry_run(call, someone(call, part), moment)
    lines = [{"act": line.act, "may": line.may, "reason": line.reason} for line in run.lines]
    return {"who": run.who, "phase": run.phase, "lines": lines}


def _card(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("key", "name", "about", "degree", "is_own")}


def _said(template: Template) -> dict[str, Any]:
    """What a template says in the reader's language."""
    return {
        "name": template.name, "about": template.about, "title": text_for(template.titles), "degree": template.degree,
        "sections": [{"heading": text_for(part.headings), "hint": text_for(part.hints)} for part in template.sections],
        "days": [phase.days for phase in template.phases],
    }  # fmt: skip


def _shown(root: Space, key: str) -> dict[str, Any]:
    row, template = any_template(root, key)
    if template is None:
        raise Http404
    own: CallTemplate | None = row
    phases = [
        {"kind": phase.kind, "title": phase_name(phase), "days": phase.days, "openings": phase.openings}
        for phase in template.phases
    ]
    shown = {"key": key, "is_own": own is not None, "is_offered": own is None or own.is_offered, "phases": phases}
    return _said(template) | shown | {"version": own.revision if own else 0}
