"""What programs do with a community's phases."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Mode, Space
from allmende.commons.stages import commands
from allmende.commons.stages.models import Criterion, Stage
from allmende.commons.stages.queries import stages_of
from allmende.commons.stages.rules import may_keep_stages, may_see_criteria
from allmende.commons.things.shapes import Who, who
from allmende.foundation.api import Area, Input, Operations, unchanged
from allmende.foundation.verdicts import require

router = Operations(
    Area("stages", _("Phases of the community"), _("In which phases a community grows, and what each is to reach."))
)
GateLayer = Literal["community", "network", "public"]
ModeName = Literal["free", "reviewed", "closed"]


class StageCriterionOut(Schema):
    """Something that a phase is to reach."""

    id: int
    text: str = Field(examples=["Three pilot customers have got something that they asked for."])
    met: datetime | None
    met_by: Who | None
    evidence: str


class StageOut(Schema):
    """A phase."""

    number: int = Field(examples=[2])
    name: str = Field(examples=["Products with pilot customers"])
    description: str = Field(description="Markdown.")
    state: Literal["done", "now", "next"]
    rooms: list[str] = Field(description="The keys of the rooms that are open in it; none: as they are.")
    gates: dict[str, str] = Field(examples=[{"public": "reviewed"}])
    criteria: list[StageCriterionOut] = Field(description="Empty for who is no member.")
    version: int


class StagePatch(Input):
    """What is to change; what isn't named stays as it is."""

    name: str | None = Field(None, examples=["Products with pilot customers"])
    description: str | None = None
    criteria: list[str] | None = Field(None, max_length=40, description="A line that stays as it is keeps its tick.")
    rooms: list[str] | None = Field(None, max_length=60, examples=[["calls", "posts"]])
    gates: dict[GateLayer, ModeName] | None = Field(None, examples=[{"public": "reviewed"}])


class TickIn(Input):
    """How one sees that it has been reached."""

    evidence: str = Field(examples=["Three letters, in the files of the team."])


class StageMoveIn(Input):
    """Where the community goes on from."""

    after: int = Field(ge=1, le=100, description="The phase that it is in.", examples=[1])
    reason: str = Field("", description="Why, where not everything has been reached.")


@router.reads("/stages", list[StageOut])
def list_stages(request: HttpRequest) -> Any:
    """List the phases of the community; members see what each is to reach."""
    inside = bool(may_see_criteria(request.actor, request.space))
    return [_shown(stage, inside=inside) for stage in stages_of(request.space)]


@router.posts("/stages/setting-out")
def set_out_stages(request: HttpRequest) -> None:
    """Set the five phases out, in the community's language; the first begins."""
    commands.set_out(request.actor, request.space)


@router.reads("/stages/{int:number}", StageOut)
def get_stage(request: HttpRequest, number: int) -> Any:
    """Read a phase."""
    return _shown(_stage(request.space, number), inside=bool(may_see_criteria(request.actor, request.space)))


@router.changes("/stages/{int:number}", StageOut)
def patch_stage(request: HttpRequest, number: int, sent: StagePatch) -> Any:
    """Change a phase; it changes no room and no gate until it begins."""
    require(may_keep_stages(request.actor, request.space))
    stage = _stage(request.space, number)
    unchanged(request, stage.revision)
    gates = {LAYERS[layer]: Mode(mode) for layer, mode in sent.gates.items()} if sent.gates is not None else None
    commands.change_stage(
        request.actor, stage, stage.revision, name=stage.name if sent.name is None else sent.name,
        description=stage.description if sent.description is None else sent.description,
        criteria=[one.text for one in stage.criteria.all()] if sent.criteria is None else sent.criteria,
        open_in_it=stage.rooms if sent.rooms is None else sent.rooms,
        gates={Layer(int(layer)): Mode(mode) for layer, mode in stage.gates.items()} if gates is None else gates,
    )  # fmt: skip
    return _shown(_stage(request.space, number), inside=True)


@router.puts("/stages/criteria/{int:key}/tick")
def tick_criterion(request: HttpRequest, key: int, sent: TickIn) -> None:
    """Say that something has been reached, and how one sees it."""
    commands.tick(request.actor, _criterion(request, key), sent.evidence)


@router.removes("/stages/criteria/{int:key}/tick")
def untick_criterion(request: HttpRequest, key: int) -> None:
    """Take a tick back."""
    commands.untick(request.actor, _criterion(request, key))


@router.posts("/stages/move")
def move_on(request: HttpRequest, sent: StageMoveIn) -> None:
    """Lead the community on to the next phase: its rooms and gates are set."""
    commands.move_on(request.actor, request.space, sent.after, sent.reason)


LAYERS = {"community": Layer.COMMUNITY, "network": Layer.NETWORK, "public": Layer.PUBLIC}


def _stage(root: Space, number: int) -> Stage:
    found = next((stage for stage in stages_of(root) if stage.number == number), None)
    if found is None:
        raise Http404
    return found


def _criterion(request: HttpRequest, key: int) -> Criterion:
    require(may_see_criteria(request.actor, request.space))
    found = next((one for stage in stages_of(request.space) for one in stage.criteria.all() if one.pk == key), None)
    if found is None:
        raise Http404
    return found


def _shown(stage: Stage, *, inside: bool) -> dict[str, Any]:
    state = "done" if stage.ended else "now" if stage.began else "next"
    criteria = [
        {"id": one.pk, "text": one.text, "met": one.met, "met_by": who(one.met_by), "evidence": one.evidence}
        for one in (stage.criteria.all() if inside else ())
    ]
    return {
        "number": stage.number, "name": stage.name, "description": stage.description, "state": state, "rooms": stage.rooms,
        "gates": {Layer(int(layer)).name.lower(): mode for layer, mode in stage.gates.items()}, "criteria": criteria,
        "version": stage.revision,
    }  # fmt: skip
