"""Requests and invitations, for those who answer them and those who wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.audiences.queries import reach_of
from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import bodies_of
from allmende.foundation.doors import Queue, Waiting
from allmende.foundation.gathered import Wanted
from allmende.identity.actors.models import Actor, Reader
from allmende.people.organisations.models import Joining, JoiningState, Opening, Organisation, Side
from allmende.people.organisations.rules import may_invite, speaks_for

PAGE = 20
MOST_WAITING = 5
FIELDS = (
    "id", "side", "state", "words", "made", "into__slug", "into__title", "into__language", "into__purpose", "who__name",
    "who__handle", "who__portrait", "who__kind", "who__organisation__space__slug", "made_by__name",
)  # fmt: skip


@dataclass(frozen=True)
class JoiningCard:
    """A request or an invitation as a list shows it."""

    id: UUID
    is_request: bool
    state: str
    words: str
    made: datetime
    made_by: str
    into: str
    into_url: str
    into_language: str
    who: str
    who_url: str
    who_seed: str
    who_portrait: str


def joinings_into(space: Space, after: UUID | None = None, limit: int = PAGE) -> tuple[list[JoiningCard], UUID | None]:
    """Return one page of what waits before an organisation or a network, the oldest first; one statement."""
    return _page(Joining.objects.filter(into=space, state=JoiningState.WAITING), after, limit)


def joinings_of(
    reader: Reader, root: Space, after: UUID | None = None, limit: int = PAGE
) -> tuple[list[JoiningCard], UUID | None]:
    """Return one page of what waits for a reader and for those whom they represent, on their side; one or two statements."""
    return _page(_own(reader, root), after, limit)


def _own(reader: Reader, root: Space) -> QuerySet[Joining]:
    rows = Joining.objects.filter(state=JoiningState.WAITING, into__root=root.id, into__archived=None)
    bodies = bodies_of(reader)
    if not bodies:
        return rows.filter(who=reader.id)
    voices = Organisation.objects.filter(space__in=bodies).values("actor")
    return rows.filter(Q(who=reader.id) | Q(who__in=voices))


def _page(rows: QuerySet[Joining], after: UUID | None, limit: int) -> tuple[list[JoiningCard], UUID | None]:
    if after:
        rows = rows.filter(id__gt=after)
    found = list(rows.order_by("id").values(*FIELDS)[: limit + 1])
    return [_card(row) for row in found[:limit]], found[limit - 1]["id"] if len(found) > limit else None


def _card(row: dict[str, Any]) -> JoiningCard:
    own = row["who__organisation__space__slug"]
    return JoiningCard(
        row["id"], row["side"] == Side.REQUEST, row["state"], row["words"], row["made"], row["made_by__name"],
        row["into__title"], reverse("space", args=[row["into__slug"]]), row["into__language"], row["who__name"],
        reverse("space", args=[own]) if own else reverse("person", args=[row["who__handle"]]), own or row["who__handle"],
        portrait_url(row["who__portrait"]),
    )  # fmt: skip


def waiting(reader: Reader, root: Space) -> list[Queue]:
    """What waits for a reader's word: invitations to them and theirs, and requests to what they care for."""
    if reader.is_guest:
        return []
    if not (bodies := bodies_of(reader)):
        return [Queue(_own_invitations.put(root.id, reader.id), _invited)]
    asked = Joining.objects.filter(into__in=bodies, into__archived=None, side=Side.REQUEST, state=JoiningState.WAITING)
    return [
        Queue(_invitations(_own(reader, root)), _invited),
        Queue(asked.order_by("id").values_list("who__name", "into__title", "into__slug")[:MOST_WAITING], _asked),
    ]


def _invitations(rows: QuerySet[Joining]) -> QuerySet[Joining, Any]:
    return rows.filter(side=Side.INVITATION).order_by("id").values_list("into__title", "who__name")[:MOST_WAITING]


_own_invitations = Wanted(
    lambda root, who: _invitations(
        Joining.objects.filter(state=JoiningState.WAITING, into__root=root, into__archived=None, who=who)
    ),
    UUID, UUID,
)  # fmt: skip


def _invited(invitations: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(
            _("Invitation: %(name)s") % {"name": into},
            reverse("organisations:mine"),
            "mail",
            _("for %(name)s") % {"name": who},
        )
        for into, who in invitations
    ]


def _asked(requests: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(
            _("%(name)s asks to join %(space)s") % {"name": who, "space": into},
            reverse("organisations:requests", args=[slug]),
            "user-plus",
        )
        for who, into, slug in requests
    ]


def find_joining(reader: Reader, root: Space, key: UUID) -> Joining | None:
    """Return a joining of a community that the reader has a part in, on either side; None for all others."""
    rows = Joining.objects.select_related("into", "who").filter(id=key, into__root=root.id)
    found = rows.filter(into__audience__within=reach_of(reader)).first()
    return found if found and (speaks_for(reader, found.who) or may_invite(reader, found.into)) else None


def kept_of(actor: Actor) -> dict[str, Any]:
    """Return what is kept of a person's own requests, invitations and openings, as JSON values."""
    rows = Joining.objects.filter(Q(who=actor) | Q(made_by=actor)).order_by("id")
    openings = Opening.objects.filter(by=actor).order_by("id")
    return {
        "joinings": [
            {"into": into, "who": who, "side": side, "state": state, "words": words, "made": made.isoformat()}
            for into, who, side, state, words, made in rows.values_list(
                "into__title", "who__name", "side", "state", "words", "made"
            )
        ],
        "openings": [
            {"organisation": name, "layer": layer, "reason": reason, "at": at.isoformat()}
            for name, layer, reason, at in openings.values_list("organisation__space__title", "layer", "reason", "at")
        ],
    }
