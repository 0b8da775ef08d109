"""The phases of a community: set out, changed, ticked, moved on."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import change_space, set_gate
from allmende.commons.spaces.features import open_rooms
from allmende.commons.spaces.models import Mode, Space
from allmende.commons.spaces.modes import mode_of
from allmende.commons.spaces.reach import hold
from allmende.commons.stages.activities import CriterionMet, CriterionReopened, StageBegan, StageChanged, StagesSetOut
from allmende.commons.stages.models import Criterion, Move, Stage
from allmende.commons.stages.queries import GATES, gates_of
from allmende.commons.stages.rules import may_keep_stages
from allmende.commons.stages.starting import STARTING
from allmende.foundation import clock
from allmende.foundation.doors import rooms
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor

MOST_CRITERIA = 12


@transaction.atomic
def set_out(actor: Actor, root: Space) -> None:
    """Give a community the five phases, in its language, and let the first begin. Raises Refused: 403, 409 they are there."""
    require(may_keep_stages(actor, root))
    hold(root.id)
    if Stage.objects.filter(space=root).exists():
        raise Refused(_("The phases are set out already."), 409)
    with override(root.language):
        for number, said in enumerate(STARTING, 1):
            stage = Stage.objects.create(
                space=root, number=number, name=str(said.name), description=str(said.description), gates=said.gates,
                began=clock.now() if number == 1 else None,
            )  # fmt: skip
            _write_criteria(stage, [str(text) for text in said.criteria])
    record(StagesSetOut(actor=actor.id, thing=root.id, space=root.id, audience=root.audience_id))


@transaction.atomic
def change_stage(
    actor: Actor, stage: Stage, revision: int, *, name: str, description: str, criteria: Sequence[str],
    open_in_it: Sequence[str], gates: dict[Layer, Mode],
) -> Stage:  # fmt: skip
    """Change a phase; of what it is to reach, lines that stay keep their ticks. It changes no room and no gate until it begins.

    Raises Refused: 403, 409 saved in another window meanwhile, or it is over, 422 what can't be.
    """
    root = stage.space
    require(may_keep_stages(actor, root))
    hold(root.id)
    stage = Stage.objects.get(pk=stage.pk)
    if stage.ended:
        raise Refused(_("This phase is over: what it was stays as it is."), 409)
    if revision != stage.revision:
        raise Refused(_("This was saved in another window in the meantime. Compare the two and decide."), 409)
    name, description = clean_line(name), clean_text(description).strip()
    lines = list(dict.fromkeys(filter(None, (clean_line(line) for line in criteria))))
    if errors := _problems(name, description, lines, open_in_it, gates):
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    stage.name, stage.description, stage.rooms = name, description, sorted(set(open_in_it))
    stage.gates = {str(int(layer)): str(mode) for layer, mode in gates.items()}
    stage.revision += 1
    stage.save()
    _write_criteria(stage, lines)
    record(StageChanged(actor=actor.id, thing=root.id, space=root.id, audience=root.audience_id, number=stage.number))
    return stage


@transaction.atomic
def tick(actor: Actor, criterion: Criterion, evidence: str) -> None:
    """Say that something has been reached, and how one sees it. Raises Refused: 403, 409 ticked already, 422 without evidence."""
    root = criterion.stage.space
    require(may_keep_stages(actor, root))
    evidence = clean_line(evidence)
    if not 1 <= len(evidence) <= 500:
        sentence = _("Say how one sees it, in up to 500 characters: a link, a number, a date.")
        raise Refused(sentence, 422, errors={"evidence": sentence})
    ticked = Criterion.objects.filter(pk=criterion.pk, met=None).update(
        met=clock.now(), met_by=actor, evidence=evidence
    )
    if not ticked:
        raise Refused(_("Somebody has ticked this already."), 409)
    record(
        CriterionMet(
            actor=actor.id, thing=root.id, space=root.id, audience=root.audience_id, number=criterion.stage.number
        )
    )  # fmt: skip


@transaction.atomic
def untick(actor: Actor, criterion: Criterion) -> None:
    """Take a tick back; twice is once. Raises Refused: 403, 409 the phase is over."""
    root = criterion.stage.space
    require(may_keep_stages(actor, root))
    if criterion.stage.ended:
        raise Refused(_("This phase is over: what it was stays as it is."), 409)
    if Criterion.objects.filter(pk=criterion.pk, met__isnull=False).update(met=None, met_by=None, evidence=""):
        record(
            CriterionReopened(
                actor=actor.id, thing=root.id, space=root.id, audience=root.audience_id, number=criterion.stage.number
            )
        )  # fmt: skip


@transaction.atomic
def move_on(actor: Actor, root: Space, after: int, reason: str = "") -> Move:
    """Lead a community on to the phase that follows the one of number `after`, the one that whoever pressed saw.

    What the new phase says of rooms and gates is set. What was not reached is written down; then a reason is needed.
    Raises Refused: 403, 409 another has done it meanwhile, or it is the last, 422 without a reason.
    """
    require(may_keep_stages(actor, root))
    hold(root.id)
    stages = {stage.number: stage for stage in Stage.objects.filter(space=root)}
    now = next((stage for stage in stages.values() if stage.is_now), None)
    if now is None or now.number != after:
        raise Refused(_("Somebody has led the community on already. You see the phase that it is in now."), 409)
    if (following := stages.get(after + 1)) is None:
        raise Refused(_("This is the last phase."), 409)
    unmet = list(now.criteria.filter(met=None).values_list("text", flat=True))
    reason = clean_line(reason)
    if unmet and not 1 <= len(reason) <= 500:
        sentence = _("Not everything has been reached. Say in a sentence why you go on all the same.")
        raise Refused(sentence, 422, errors={"reason": sentence})
    now.ended = following.began = clock.now()
    for stage in (now, following):
        stage.save(update_fields=["began", "ended"])
    _apply(actor, root, following)
    move = Move.objects.create(space=root, before=now, after=following, actor=actor, unmet=unmet, reason=reason)
    where = {"thing": root.id, "space": root.id, "audience": root.audience_id}
    record(StageBegan(actor=actor.id, number=following.number, unmet=len(unmet), **where))  # type: ignore[arg-type]
    return move


def forget(actor: Actor) -> None:
    """Cut the tie between ticks and moves and the person, within the caller's transaction: that it was reached stays."""
    Criterion.objects.filter(met_by=actor).update(met_by=None)
    Move.objects.filter(actor=actor).update(actor=None)


def _apply(actor: Actor, root: Space, stage: Stage) -> None:
    if stage.rooms and set(stage.rooms) != open_rooms(root):
        change_space(actor, root, rooms=stage.rooms)
    for layer, mode in gates_of(stage).items():
        if mode_of(root, layer) != mode:
            set_gate(actor, root, layer, mode)


def _write_criteria(stage: Stage, lines: Sequence[str]) -> None:
    known = {criterion.text: criterion for criterion in stage.criteria.all()}
    for number, text in enumerate(lines, 1):
        if found := known.pop(text, None):
            Criterion.objects.filter(pk=found.pk).update(number=number)
        else:
            Criterion.objects.create(stage=stage, number=number, text=text)
    Criterion.objects.filter(pk__in=[gone.pk for gone in known.values()]).delete()


def _problems(
    name: str, description: str, lines: list[str], open_in_it: Sequence[str], gates: dict[Layer, Mode]
) -> dict[str, Text]:
    errors: dict[str, Text] = {}
    if not 2 <= len(name) <= 80:
        errors["name"] = _("Give the phase a name of 2 to 80 letters.")
    if len(description) > 4000:
        errors["description"] = _("4,000 characters at most.")
    if len(lines) > MOST_CRITERIA or any(len(line) > 300 for line in lines):
        errors["criteria"] = _("Twelve lines at most, of up to 300 characters each.")
    if not set(open_in_it) <= {room.key for room in rooms()}:
        errors["rooms"] = _("Choose among the rooms offered.")
    if not set(gates) <= set(GATES):
        errors["gates"] = _("There is no gate to this layer here.")
    return errors
