"""What the way in shows on the home page, and what waits there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import role_in
from allmende.foundation.doors import Waiting
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
    path = path_of(reader, root)
    return path if path is not None and path.is_open else None


def waiting(reader: Reader, root: Space) -> list[Waiting]:
    """The reader's next step on the way in; for those who care for arrivals, what waits for a word of theirs."""
    found = []
    path = _open_path(reader, root)
    if path and path.state == PathState.CHOOSING:
        found.append(Waiting(_("Your way in: make your first commitment"), reverse("welcome:path"), "route"))
    elif path and path.state == PathState.ASKED:
        found.append(
            Waiting(
                _("Say what would help with your commitment"), reverse("welcome:path"), "route", _("Nothing is lost.")
            )
        )
    if role_in(reader, root) == Role.CURATOR and _has_to_sign(reader, root):
        found.append(Waiting(_("Read and sign the charter"), reverse("founding:charter"), "writing"))
    if isinstance(reader, Actor) and may_care_for_arrivals(reader, root):
        found += _of_those_who_care(root)
    return found


def _has_to_sign(reader: Reader, root: Space) -> bool:
    return Signature.objects.filter(space=root, actor_id=reader.id or UUID(int=0), signed=None).exists()


def _of_those_who_care(root: Space) -> list[Waiting]:
    found, url = [], reverse("welcome:queue")
    if n := to_confirm(root).count():
        words = ngettext("%(n)d commitment waits to be confirmed", "%(n)d commitments wait to be confirmed", n) % {
            "n": n
        }
        found.append(Waiting(words, url, "heart-handshake", _("Then someone is a full member.")))
    if n := to_ask(root).count():
        words = ngettext("Ask %(n)d person what would help", "Ask %(n)d people what would help", n) % {"n": n}
        found.append(Waiting(words, url, "message-circle-question", _("Their time for a commitment is over.")))
    return found
