"""What the pages of the ladder show: where a thing stands, where it could stand, what would become visible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.audiences.queries import reach_of
from allmende.commons.files.models import File
from allmende.commons.files.queries import Picture, pictures_of
from allmende.commons.spaces.above import ABOVE, Way
from allmende.commons.spaces.models import Mode, Passage, PassageState, Space
from allmende.commons.spaces.modes import strictest_mode
from allmende.commons.spaces.queries import passages_of, waiting_passages, who_will_see
from allmende.commons.spaces.reach import layers_of
from allmende.commons.spaces.rules import may_decide_passage, may_narrow, may_widen
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import Comment
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.text import plain
from allmende.foundation.ui.layers import layer_of
from allmende.foundation.verdicts import Denied, Text, Verdict
from allmende.identity.actors.models import Reader

QUEUE = 10


@dataclass(frozen=True)
class Step:
    """A move that someone is about to make: what it needs and what it brings."""

    layer: Layer
    label: Text
    is_outward: bool
    mode: str
    who: str
    visible: list[str]
    reached: str


def choices_of(reader: Reader, thing: Thing, space: Space) -> list[dict[str, Any]]:
    """Return the layers of a space with who would see the thing there, or why it can't stand there."""
    return [
        {
            "level": int(layer),
            "who": who_will_see(space, layer, thing.author),
            "refusal": _refusal(reader, thing, space, layer),
        }
        for layer in layers_of(space)
    ]


def _refusal(reader: Reader, thing: Thing, space: Space, layer: Layer) -> Text:
    if layer == thing.layer and thing.audience.kind == Kind.LADDER:
        return ""
    verdict = verdict_on(reader, thing, space, layer)
    return verdict.reason if isinstance(verdict, Denied) else ""


def verdict_on(reader: Reader, thing: Thing, space: Space, layer: Layer) -> Verdict:
    """Say whether a reader may move a thing to a layer."""
    if layer > thing.layer or thing.audience.kind != Kind.LADDER:
        return may_widen(reader, thing, space, layer)
    return may_narrow(reader, thing, space)


def step_to(thing: Thing, space: Space, layer: Layer) -> Step:
    """Return what a move to a layer means: the gate on the way, who will see it, and what becomes visible."""
    is_outward = layer > thing.layer
    mode = strictest_mode(space, thing.layer, layer, thing.author) if is_outward else Mode.FREE
    now = Passage.objects.filter(thing_id=thing.id, since__isnull=False, until=None).first()
    return Step(
        layer, layer_of(int(layer)).label, is_outward, str(mode), who_will_see(space, layer, thing.author), _visible(thing),
        _reached(now) if now else "",
    )  # fmt: skip


def ways_for(thing: Thing, space: Space, step: Step | None) -> list[tuple[Way, bool]]:
    """Return by which outside channels a thing goes with a step to the public, or goes as it is public, and whether by each."""
    is_public = (step.layer if step else thing.layer) == Layer.PUBLIC
    ways = ABOVE.ways_out(space) if is_public else []
    without = ABOVE.left_out(thing) if ways else ()
    return [(way, way.id not in without) for way in ways]


def _visible(thing: Thing) -> list[str]:
    """Name what moves along with a thing, and whose words are among it."""
    files = list(File.objects.filter(thing=thing.id).values_list("width", flat=True))
    pictures = sum(width is not None for width in files)
    comments = Comment.objects.filter(thread=thing.id, state="")
    count, people = comments.count(), comments.values("author_id").distinct().count()
    found = [_("Its title and text, with your name")]
    if pictures:
        found.append(ngettext("%(n)d picture", "%(n)d pictures", pictures) % {"n": pictures})
    if documents := len(files) - pictures:
        found.append(ngettext("%(n)d file", "%(n)d files", documents) % {"n": documents})
    if count:
        words = ngettext("%(n)d comment", "%(n)d comments", count) % {"n": count}
        by = ngettext("by %(n)d person", "by %(n)d people", people) % {"n": people}
        found.append(f"{words} {by}")
    return found


@dataclass(frozen=True)
class Move:
    """An entry of the history: what was done, who asked and decided, from when to when, how many it reached."""

    title: str
    icon: str
    layer: int
    at: datetime
    since: datetime | None
    until: datetime | None
    is_now: bool
    asked_by: str
    decided_by: str
    reason: str
    reached: str


def moves_of(thing: UUID) -> list[Move]:
    """Return who could see a thing when, the latest first; one statement."""
    return [_move(period.passage, period.is_now) for period in passages_of(thing)]


def _move(passage: Passage, is_now: bool) -> Move:
    label = layer_of(passage.layer).label
    titles = {
        PassageState.WAITING: (_("Waits at the gate: %(layer)s"), "hourglass"),
        PassageState.DECLINED: (_("Declined: %(layer)s"), "ban"),
        PassageState.PASSED: (_("Stood on: %(layer)s"), "door-enter"),
        PassageState.WITHDRAWN: (
            _("Withdrawn to: %(layer)s") if passage.since else _("Request taken back: %(layer)s"),
            "arrow-back-up",
        ),
    }
    title, icon = titles[PassageState(passage.state)]
    if is_now:
        title = _("Stands on: %(layer)s")
    decided_by = passage.decided_by.name if passage.decided_by and passage.decided_by_id != passage.asked_by_id else ""
    return Move(
        title % {"layer": label}, icon, passage.layer, passage.since or passage.decided or passage.asked, passage.since,
        passage.until, is_now, passage.asked_by.name, decided_by, passage.reason, _reached(passage) if passage.since else "",
    )  # fmt: skip


def _reached(passage: Passage) -> str:
    if passage.reached is None:
        return _("Everyone could see it")
    return ngettext("%(n)d person could see it", "%(n)d people could see it", passage.reached) % {"n": passage.reached}


@dataclass(frozen=True)
class Waiting:
    """A step outward that waits for a decision, with what is to become visible."""

    key: UUID
    title: str
    url: str
    kind: Text
    language: str
    excerpt: str
    pictures: Sequence[Picture]
    asked_by: str
    handle: str
    asked: datetime
    from_layer: int
    layer: int
    space: str
    who: str
    may_decide: Verdict

    @property
    def anchor(self) -> str:
        """Its name within the page."""
        return f"p-{self.key}"


def queue_of(
    reader: Reader, root: Space, after: UUID | None = None, limit: int = QUEUE
) -> tuple[list[Waiting], UUID | None]:
    """Return one page of what waits at the gates that the reader may decide, the oldest first, and the next page's key.

    The excerpts are shown although a curator may not be among those who see the thing: nobody can judge what they can't read.
    """
    rows = waiting_passages(reader, root, after, limit)
    shown = rows[:limit]
    known = kinds()
    things = [row.thing for row in shown]
    urls = urls_of([(thing.id, thing.kind) for thing in things if thing.audience_id in reach_of(reader)])
    words = _excerpts(things)
    pictures = pictures_of([thing.id for thing in things])
    found = [
        Waiting(
            row.id, row.thing.title or words.get(row.thing.id, "")[:80], urls.get(row.thing.id, ""),
            known[row.thing.kind].name if row.thing.kind in known else row.thing.kind, row.thing.language,
            words.get(row.thing.id, ""), pictures.get(row.thing.id, [])[:4], row.asked_by.name, row.asked_by.handle,
            row.asked, row.from_layer, row.layer, row.space.title, _who(row), may_decide_passage(reader, row, row.space),
        )
        for row in shown
    ]  # fmt: skip
    return found, shown[-1].id if len(rows) > limit else None


def _who(passage: Passage) -> str:
    return str(layer_of(passage.layer).who)


def _excerpts(things: Sequence[Thing]) -> dict[UUID, str]:
    """Return the words of things, one statement for each kind."""
    known, by_kind = kinds(), dict[str, list[UUID]]()
    for thing in things:
        by_kind.setdefault(thing.kind, []).append(thing.id)
    found = {}
    for kind, ids in by_kind.items():
        documents = known[kind].documents if kind in known else None
        for document in documents(ids) if documents else []:
            found[document.thing] = plain(document.body, 600)
    return found
