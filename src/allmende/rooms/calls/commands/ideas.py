"""The steps of bringing a table of ideas into a call: take it, read it (dry run), decide, bring it in, take it back.

Each survives a reload and a killed worker. Good lines come in, the others stay out and can be fetched with what to mend.
They come by batches, each in one transaction, each line once for its source: whoever is interrupted goes on where it
stopped, and the same table again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands.gates import hide
from allmende.commons.spaces.reach import hidden_audience
from allmende.foundation import clock
from allmende.foundation.incoming import keep_file, waiting_file
from allmende.foundation.journal.commands import record, record_all
from allmende.foundation.tables import MOST_BYTES
from allmende.foundation.tasks.worker import progress
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.text.excerpts import plain
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import IdeaImported, IdeasImported, IdeasTakenBack
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.commands.practice import share_in
from allmende.rooms.calls.models import Call, Contribution, ContributionState, ImportState
from allmende.rooms.calls.models.ideas import UNDO, IdeaImport, ImportedIdea
from allmende.rooms.calls.queries.idea_lines import FIELDS, Idea, IdeaProblem, IdeaReading, read_ideas
from allmende.rooms.calls.queries.ideas import is_untouched
from allmende.rooms.calls.rules.bringing import may_bring_ideas, may_undo_ideas

if TYPE_CHECKING:
    from django.tasks.base import TaskResult

type LineUp = Callable[[str], TaskResult]
"""A task's `enqueue`: one row in the caller's transaction, so that a decision and its work stand or fall together."""

SUFFIX = "ideas"
BATCH = 100
SHOWN = 200
"""So many problems are kept; all rejected lines can be fetched."""
FIRST = 5


def take_ideas(actor: Actor, call: Call, name: str, chunks: Iterable[bytes], *, then: LineUp) -> IdeaImport:
    """Keep an uploaded table and line it up for reading by `then`. Raises Refused (403, 409, 413, 422)."""
    require(may_bring_ideas(actor, call))
    digest, size = keep_file(
        chunks, SUFFIX, most_bytes=MOST_BYTES, too_large=_("This file is too large: 50 MB at most."),
        empty=_("This file is empty. Choose one with a line for each idea."),
    )  # fmt: skip
    with transaction.atomic():
        row = IdeaImport.objects.create(
            actor=actor, call=call, name=clean_line(name)[:200] or "ideas.csv", digest=digest, size=size
        )
        _line_up(row, then)
    return row


def _line_up(row: IdeaImport, task: LineUp) -> None:
    row.job = UUID(task(str(row.id)).id)
    row.save(update_fields=["job"])


@transaction.atomic
def choose_idea_columns(actor: Actor, row: IdeaImport, columns: Sequence[str], *, then: LineUp) -> None:
    """Say which column is which field, and have the table read again. Raises Refused (403, 409, 422)."""
    row = _held(row)
    require(may_bring_ideas(actor, row.call))
    if row.state not in {ImportState.READY, ImportState.FAULTY} or not row.columns:
        raise Refused(_("This import isn't waiting for a decision."), 409)
    chosen = [column for column in columns if column]
    if len(columns) != len(row.columns) or not set(chosen) <= FIELDS.keys():
        raise Refused(_("Choose a field for each column, or none."), 422)
    if len(chosen) != len(set(chosen)):
        raise Refused(_("Two columns can't be the same field. Leave one of them out."), 422)
    row.columns, row.state, row.problems, row.rejected, row.summary = list(columns), ImportState.READING, [], 0, {}
    row.save()
    _line_up(row, then)


def read_idea_file(import_id: UUID) -> None:
    """Read the table and note what would come in and what would stay out; changes nothing else."""
    row = IdeaImport.objects.select_related("call").get(id=import_id)
    if row.state != ImportState.READING:
        return
    reading, problems, first = IdeaReading(row.call), list[IdeaProblem](), list[Idea]()
    good = known = rejected = 0
    lines = read_ideas(waiting_file(row.digest, SUFFIX), row.columns, reading)
    for some in batched(lines, BATCH):
        ideas = [found for _number, _cells, found in some if isinstance(found, Idea)]
        here = ImportedIdea.objects.filter(call=row.call, source__in=[idea.source for idea in ideas]).count()
        good, known = good + len(ideas), known + here
        rejected += len(some) - len(ideas)
        first += ideas[: FIRST - len(first)]
        problems += [problem for _number, _cells, found in some if isinstance(found, list) for problem in found]
        del problems[SHOWN:]
        progress(good + rejected, max(good + rejected + 1, row.size // 60))  # about so many lines
    row.columns, row.rejected = reading.fields, rejected
    row.problems = [{"code": p.code, "line": p.line, "column": p.column, "value": p.value} for p in problems]
    row.summary = {
        "encoding": reading.encoding, "separator": reading.separator, "headings": reading.headings,
        "good": good, "known": known,
        "first": [{"title": idea.title, "text": idea.text[:160], "cost": idea.cost, "by": idea.by} for idea in first],
    }  # fmt: skip
    row.state = ImportState.READY if good else ImportState.FAULTY
    row.save(update_fields=["columns", "problems", "rejected", "summary", "state"])


@transaction.atomic
def confirm_ideas(actor: Actor, row: IdeaImport, *, then: LineUp) -> None:
    """Decide to bring in what the dry run showed; `then` does it. Raises Refused (403, 409)."""
    row = _held(row)
    require(may_bring_ideas(actor, row.call))
    if row.state != ImportState.READY:
        raise Refused(_("This import isn't waiting for a decision."), 409)
    row.state = ImportState.IMPORTING
    row.save(update_fields=["state"])
    _line_up(row, then)


@transaction.atomic
def drop_ideas(actor: Actor, row: IdeaImport) -> None:
    """Let go of a table that shall not come in. Raises Refused (403, 409)."""
    row = _held(row)
    require(may_bring_ideas(actor, row.call))
    if row.state not in {ImportState.READY, ImportState.FAULTY}:
        raise Refused(_("This import can't be dropped any more."), 409)
    digest = row.digest
    row.delete()
    transaction.on_commit(lambda: _let_go(digest))


def bring_ideas(import_id: UUID) -> None:
    """Bring the good lines in, batch by batch; a refusal in the middle (the vote has begun) is final and is noted."""
    row = IdeaImport.objects.select_related("call", "actor").get(id=import_id)
    if row.state != ImportState.IMPORTING:
        return
    total, done = row.summary["good"], 0
    for ideas in batched(_good(row), BATCH):
        try:
            _bring(row, ideas)
        except Refused as refusal:
            row.problems = [{"code": "refused", "line": ideas[0].number, "column": "", "value": str(refusal.reason)}]
            break
        done += len(ideas)
        progress(done, total)
    _finish(row)


def _good(row: IdeaImport) -> Iterator[Idea]:
    lines = read_ideas(waiting_file(row.digest, SUFFIX), row.columns, IdeaReading(row.call))
    return (found for _number, _cells, found in lines if isinstance(found, Idea))


@transaction.atomic
def _bring(row: IdeaImport, ideas: Sequence[Idea]) -> None:
    """Make contributions of lines that aren't here yet, within one transaction. Raises Refused (403, 409)."""
    call = locked(row.call)
    require(may_bring_ideas(row.actor, call))
    here = ImportedIdea.objects.filter(call=call, source__in=[idea.source for idea in ideas])
    known = set(here.values_list("source", flat=True))
    made = []
    for number, idea in enumerate((idea for idea in ideas if idea.source not in known), call.next_number):
        contribution = _contribution(row.actor, call, idea, number)
        ImportedIdea.objects.create(call=call, source=idea.source, contribution=contribution, brought_by=row)
        made.append(contribution)
    Call.objects.filter(id=call.id).update(
        next_number=F("next_number") + len(made), contribution_count=F("contribution_count") + len(made)
    )
    record_all(
        IdeaImported(actor=row.actor_id, thing=each.id, space=call.place_id, audience=each.audience_id, call=call.id)
        for each in made
    )


def _contribution(actor: Actor, call: Call, idea: Idea, number: int) -> Contribution:
    text = idea.text
    if idea.by:
        with translation.override(call.language):  # what is stored is read by everyone there
            text = f"{text}\n\n{gettext('Idea by %(name)s') % {'name': idea.by}}".strip()
    contribution = Contribution(
        kind="contribution", state=ContributionState.SUBMITTED, author=actor, space=call.place.thing_ptr, call=call,
        number=number, ballot_key=f"{number:04d}", title=idea.title, text=text, cost=idea.cost, language=call.language,
        summary=plain(text, 240) or idea.title, audience=hidden_audience(Kind.DRAFT, call.place, actor),
    )  # fmt: skip
    contribution.save(force_insert=True)  # what stands somewhere is there first
    if call.sealed:
        hide(contribution, call.place, Kind.SEALED, actor)
    else:
        share_in(call, contribution)
    contribution.save()
    return contribution


@transaction.atomic
def _finish(row: IdeaImport) -> None:
    new = ImportedIdea.objects.filter(brought_by=row).count()
    row.state = ImportState.DONE
    row.summary = {**row.summary, "new": new, "known": row.summary["good"] - new, "first": []}
    row.save(update_fields=["state", "summary", "problems"])
    call = row.call
    if new:
        record(
            IdeasImported(actor=row.actor_id, thing=call.id, space=call.place_id, audience=call.audience_id, ideas=new)
        )


@transaction.atomic
def undo_ideas(actor: Actor, row: IdeaImport, *, then: LineUp) -> None:
    """Take back what an import brought; `then` does it. Raises Refused (403, 409, 410)."""
    row = _held(row)
    require(may_undo_ideas(actor, row))
    if row.state != ImportState.DONE:
        raise Refused(_("This import isn't in."), 409)
    row.undone = clock.now()
    row.save(update_fields=["undone"])
    _line_up(row, then)


def take_back_ideas(import_id: UUID) -> None:
    """Put what an import brought into the bin, one by one; what people have worked with since stays.

    Lines whose idea is gone may come in again. Doing it twice changes nothing.
    """
    row = IdeaImport.objects.select_related("call", "actor").get(id=import_id)
    if row.undone is None or "taken_back" in row.summary:
        return
    ideas = list(ImportedIdea.objects.filter(brought_by=row).values_list("id", flat=True))
    for done, pk in enumerate(ideas, 1):
        _take_back(row, pk)
        progress(done, len(ideas))
    left = ImportedIdea.objects.filter(brought_by=row).count()
    call, back = row.call, row.summary["new"] - left
    with transaction.atomic():
        row.summary = {**row.summary, "taken_back": back, "left": left}
        row.save(update_fields=["summary"])
        record(
            IdeasTakenBack(
                actor=row.actor_id, thing=call.id, space=call.place_id, audience=call.audience_id, ideas=back
            )
        )


@transaction.atomic
def _take_back(row: IdeaImport, pk: int) -> None:
    """Put one idea into the bin unless somebody has said, changed or decided something about it."""
    idea = ImportedIdea.objects.select_related("contribution").filter(id=pk).first()
    if idea is None or not is_untouched(idea.contribution):
        return
    put_in_bin(row.actor, idea.contribution)
    idea.delete()


def let_go_of_old_tables() -> None:
    """Delete the files of imports that nobody can undo any more: they may hold people's names."""
    now = clock.now()
    old = IdeaImport.objects.filter(created__lte=now - UNDO, created__gt=now - UNDO - timedelta(days=2))
    for digest in set(old.values_list("digest", flat=True)):
        _let_go(digest)


def _let_go(digest: str) -> None:
    if not IdeaImport.objects.filter(digest=digest, created__gt=clock.now() - UNDO).exists():
        waiting_file(digest, SUFFIX).unlink(missing_ok=True)


def _held(row: IdeaImport) -> IdeaImport:
    found = IdeaImport.objects.select_for_update(of=("self",))
    return found.select_related("call__place__root", "call__audience").get(id=row.id)
