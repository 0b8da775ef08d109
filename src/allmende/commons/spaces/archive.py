"""What archiving a space means for everything in it: what rests, what the journal refuses, and what is marked in lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Passage, PassageState, Space
from allmende.commons.spaces.rules import is_not_archived
from allmende.foundation.composed import Composed
from allmende.foundation.journal.activities import Activity
from allmende.foundation.kept import kept
from allmende.foundation.verdicts import require
from allmende.identity.actors.commands import SYSTEM_ID

_archived = Composed(lambda space: Space.objects.filter(pk=space, archived__isnull=False).values_list("pk"), UUID)


def refuse_where_archived(activities: Sequence[Activity]) -> None:
    """Raise Refused (409) where something is about to happen in an archived space: whatever a rule forgot to ask ends here.

    The house itself goes on (it empties bins and erases people), and so does what an activity says of itself.
    """
    asked = {one.space for one in activities if not one.though_archived and one.actor != SYSTEM_ID}
    for space in asked - {None}:
        if _archived(space):
            require(is_not_archived(Space.objects.get(id=space)))


def spaces_inside(space: Space) -> list[UUID]:
    """Return all spaces inside one, however deep; one statement."""
    rows = list(Space.objects.filter(root=space.root_id or space.id).values_list("id", "space_id"))
    found, around = [], {space.id}
    while around := {inside for inside, parent in rows if parent in around}:
        found += around
    return found


def archived_spaces() -> frozenset[UUID]:
    """Return all archived spaces, for lists of what may stand in one; kept until something happens."""
    return kept(
        "archived spaces", lambda: frozenset(Space.objects.filter(archived__isnull=False).values_list("id", flat=True))
    )


_tellers: list[Callable[[list[UUID]], Iterable[str]]] = []


def tells_what_rests(tell: Callable[[list[UUID]], Iterable[str]]) -> None:
    """Let a room say in numbers what would rest if these spaces were archived: `tell(spaces)` yields sentences."""
    _tellers.append(tell)


def what_rests(space: Space) -> list[str]:
    """Say in numbers what archiving a space does, before anyone does it."""
    inside = list(Space.objects.filter(id__in=spaces_inside(space), archived=None).values_list("id", flat=True))
    return [
        *_said(space, len(inside), [space.id, *inside]),
        *(line for tell in _tellers for line in tell([space.id, *inside])),
    ]


def _said(space: Space, inside: int, spaces: list[UUID]) -> list[str]:
    waits = Passage.objects.filter(space__in=spaces, state=PassageState.WAITING).count()
    members = ngettext(
        "%(n)d member goes on reading everything. They can leave; nobody new joins.",
        "%(n)d members go on reading everything. They can leave; nobody new joins.", space.member_count,
    )  # fmt: skip
    more = ngettext(
        "%(n)d space inside it is archived with it.", "%(n)d spaces inside it are archived with it.", inside
    )
    queue = ngettext(
        "%(n)d thing that waits at its gates goes on waiting.",
        "%(n)d things that wait at its gates go on waiting.",
        waits,
    )
    counted = ((members, space.member_count), (more, inside), (queue, waits))
    return [line % {"n": count} for line, count in counted if count] or [_("Nobody belongs to it.")]
