"""What the way in shows on the home page, and what waits there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import role_in
from allmende.foundation.composed import Composed
from allmende.foundation.doors import Tally, Waiting
from allmende.foundation.gathered import Wanted
from allmende.identity.actors.models import Actor, Reader
from allmende.people.welcome.models import Path, PathState, Signature
from allmende.people.welcome.queries.paths import path_of, way_of
from allmende.people.welcome.queries.queue import to_ask, to_confirm
from allmende.people.welcome.rules import may_care_for_arrivals


def home_section(reader: Reader, root: Space) -> dict[str, Any]:
    """The reader's way in, while they are on it."""
    path = _open_path(reader, root)
    if path is None:
        return {}
    return {"way": way_of(path), "is_paused": path.state == PathState.PAUSED, "url": reverse("welcome:path")}


def _open_path(reader: Reader, root: Space) -> Path | None:
    """Most have arrived long ago: that costs one quick question, and only the others are read."""
    is_on_it = reader.id is not None and _ways(root.id, reader.id)
    path = path_of(reader, root) if is_on_it else None
    return path if path is not None and path.is_open else None


_ways = Composed(
    lambda root, actor: Path.objects.filter(space=root, actor=actor).exclude(state=PathState.ARRIVED).values_list("id"),
    UUID, UUID,
)  # fmt: skip


def waiting(reader: Reader, root: Space) -> list[Tally]:
    """The reader's next step on the way in; for those who care for arrivals, what waits for a word of theirs."""
    if not isinstance(reader, Actor):
        return []
    found = [
        Tally(_mine.put(root.id, reader.id, PathState.CHOOSING.value), _choose),
        Tally(_mine.put(root.id, reader.id, PathState.ASKED.value), _say_what_helps),
    ]
    if role_in(reader, root) == Role.CURATOR:
        found.append(Tally(Signature.objects.filter(space=root, actor=reader.id, signed=None).values_list("id"), _sign))
    if may_care_for_arrivals(reader, root):
        found += [Tally(to_confirm(root).values_list("id"), _confirm), Tally(to_ask(root).values_list("id"), _ask)]
    return found


_mine = Wanted(
    lambda root, actor, state: Path.objects.filter(space=root, actor=actor, state=state).values_list("id"),
    UUID,
    UUID,
    str,
)


def _choose(_count: int) -> Waiting:
    return Waiting(_("Your way in: make your first commitment"), reverse("welcome:path"), "route")


def _say_what_helps(_count: int) -> Waiting:
    return Waiting(
        _("Say what would help with your commitment"), reverse("welcome:path"), "route", _("Nothing is lost.")
    )


def _sign(_count: int) -> Waiting:
    return Waiting(_("Read and sign the charter"), reverse("founding:charter"), "writing")


def _confirm(n: int) -> Waiting:
    words = ngettext("%(n)d commitment waits to be confirmed", "%(n)d commitments wait to be confirmed", n) % {"n": n}
    return Waiting(words, reverse("welcome:queue"), "heart-handshake", _("Then someone is a full member."))


def _ask(n: int) -> Waiting:
    words = ngettext("Ask %(n)d person what would help", "Ask %(n)d people what would help", n) % {"n": n}
    return Waiting(
        words, reverse("welcome:queue"), "message-circle-question", _("Their time for a commitment is over.")
    )
