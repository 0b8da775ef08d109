"""The list of commitments: written, changed, put in order and retired by the curators."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hold
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.welcome.activities import CommitmentsChanged
from allmende.people.welcome.models import Commitment, Evidence, Form
from allmende.people.welcome.queries.commitments import commitments_of
from allmende.people.welcome.rules import may_keep_commitments

MOST = 40


@transaction.atomic
def write_commitment(actor: Actor, space: Space, commitment: Commitment | None = None, **values: Any) -> Commitment:
    """Put a line on the list, or change one; what people have promised keeps its own date.

    Raises Refused (403) to others than curators, (422) for a line without a title or with hours missing, (409) for a
    list that is long enough.
    """
    require(may_keep_commitments(actor, space))
    hold(space.id)
    line = commitment or Commitment(space=space, position=_next_position(space))
    for name, value in values.items():
        setattr(line, name, value)
    _judge(line)
    line.save()
    _note(actor, space)
    return line


def _judge(line: Commitment) -> None:
    if not any(text.strip() for text in line.titles.values()):
        raise Refused(_("Say what one commits to."), 422, errors={"title": _("Say what one commits to.")})
    if line.form == Form.HOURS and not 1 <= (line.hours or 0) <= 160:
        raise Refused(_("Say how many hours a month."), 422, errors={"hours": _("Between 1 and 160.")})
    if not 1 <= line.days <= 730 or not 0 <= line.reminders <= 6:
        raise Refused(_("Give between 1 and 730 days, and at most six reminders."), 422)
    if line.form != Form.CONTRIBUTION:  # only what someone makes can be seen by the house
        line.evidence, line.seen_kind = Evidence.CONFIRMED, ""
    if line.form != Form.HOURS:
        line.hours = None


def _next_position(space: Space) -> int:
    if commitments_of(space).count() >= MOST:
        raise Refused(_("Forty commitments are enough to choose from. Retire one first."), 409)
    last: int = Commitment.objects.filter(space=space).aggregate(last=Max("position"))["last"] or 0
    return last + 1


@transaction.atomic
def retire_commitment(actor: Actor, commitment: Commitment, *, retired: bool = True) -> Commitment:
    """Take a line off the list, or put it back; who has promised it keeps their promise."""
    space = commitment.space
    require(may_keep_commitments(actor, space))
    hold(space.id)
    commitment.retired = clock.now() if retired else None
    commitment.save(update_fields=["retired"])
    _note(actor, space)
    return commitment


@transaction.atomic
def move_commitment(actor: Actor, commitment: Commitment, by: int) -> None:
    """Move a line up (-1) or down (1) in the list; at the end it stays."""
    space = commitment.space
    require(may_keep_commitments(actor, space))
    hold(space.id)
    lines = list(commitments_of(space))
    here = next((place for place, line in enumerate(lines) if line.pk == commitment.pk), None)
    if here is None or by not in {-1, 1} or not 0 <= here + by < len(lines):
        return
    lines[here], lines[here + by] = lines[here + by], lines[here]
    for place, line in enumerate(lines, start=1):
        line.position = place
    Commitment.objects.bulk_update(lines, ["position"])
    _note(actor, space)


def _note(actor: Actor, space: Space) -> None:
    record(CommitmentsChanged(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id))
