"""What waits for somebody in a community: one statement asks all queues of the house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import passage_count
from allmende.foundation.doors import Queue, Room, Tally, Waiting, doors
from allmende.foundation.gathered import Put, gathered, how_many, put
from allmende.identity.actors.models import Reader


def what_waits(reader: Reader, root: Space, most: int) -> list[Waiting]:
    """Return at most so many things that wait for a reader, in the order of the doors; one statement."""
    return list(islice(told(_asked(reader, root)), most))


def duties_waiting(reader: Reader, root: Space, without: str) -> list[Waiting]:
    """Return what waits for whoever serves a community, told by numbers, of all doors but one; one statement."""
    return list(told([one for one in _asked(reader, root, without) if not isinstance(one, Queue)]))


def _asked(reader: Reader, root: Space, without: str = "") -> list[Waiting | Queue | Tally]:
    return [one for door in doors() if door.waiting and door.key != without for one in door.waiting(reader, root)]


def told(asked: Sequence[Waiting | Queue | Tally]) -> Iterator[Waiting]:
    """Say one after the other what waits for a reader of what was asked; one statement."""
    answers = iter(gathered([_wanted(one) for one in asked if not isinstance(one, Waiting)]))
    for one in asked:
        if isinstance(one, Waiting):
            yield one
        elif isinstance(one, Queue):
            yield from one.say(next(answers))
        elif count := next(answers)[0][0]:
            yield one.say(count)


def _wanted(one: Queue | Tally) -> Put:
    rows = one.rows if isinstance(one.rows, Put) else put(one.rows)
    return how_many(rows) if isinstance(one, Tally) else rows


def _waiting(reader: Reader, root: Space) -> list[Waiting]:
    if not (count := passage_count(reader, root)):
        return []
    title = ngettext("%(n)d thing waits at the gate", "%(n)d things wait at the gate", count) % {"n": count}
    return [Waiting(title, reverse("gates"), "shield-check", _("Someone wants to share it further."))]


DOOR = Room(key="gates", name=_("Gates"), icon="door-enter", waiting=_waiting)
