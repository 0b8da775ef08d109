"""What coming in shows on other pages: what waits for a reader, and a line on a space's page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import has_duty, roles_of
from allmende.foundation import clock
from allmende.foundation.doors import Queue, Tally, Waiting
from allmende.foundation.gathered import Wanted
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Actor, Reader
from allmende.people.nominations.models import Invitation, Nomination, Request, RequestState, Stance, State, Voice
from allmende.people.nominations.queries.lists import in_community, requests_in, to_decide, to_vouch

MOST_SHOWN = 3
STEWARDS = frozenset({Role.HOST, Role.CURATOR})


def waiting(reader: Reader, root: Space) -> list[Queue | Tally]:
    """Decisions, people one was asked to vouch for, and invitations that have run out."""
    if not isinstance(reader, Actor) or not roles_of(reader):
        return []
    could_decide = has_duty(reader) or not STEWARDS.isdisjoint(roles_of(reader).values())
    return [
        *([Tally(to_decide(reader, root).values_list("id"), _to_decide)] if could_decide else []),
        Queue(_voices_asked.put(reader.id, root.id), _vouch),
        Queue(_run_out.put(reader.id, root.id, clock.now()), _renew),
    ]


def _to_decide(count: int) -> Waiting:
    title = ngettext("%(n)d nomination waits for your decision", "%(n)d nominations wait for your decision", count)
    return Waiting(title % {"n": count}, reverse("nominations:queue"), "user-plus", _("The oldest first."))


def _asked(reader: UUID, root: UUID) -> QuerySet[Voice, Any]:
    asked = Voice.objects.filter(actor=reader, stance=Stance.ASKED, nomination__state=State.OPEN)
    rows = asked.filter(nomination__in=Nomination.objects.filter(in_community(root))).order_by("-id")
    return rows.values_list("nomination_id", "nomination__name", "asked_by__name")[:MOST_SHOWN]


_voices_asked = Wanted(_asked, UUID, UUID)


def _vouch(rows: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(
            _("Do you vouch for %(name)s?") % {"name": name}, reverse("nominations:nomination", args=[key]), "user-heart",
            _("%(name)s asks you.") % {"name": asker},
        )
        for key, name, asker in rows
    ]  # fmt: skip


def _out(reader: UUID, root: UUID, now: datetime) -> QuerySet[Invitation, Any]:
    out = Invitation.objects.filter(used=None, replaced=None, expires__lte=now)
    rows = out.filter(nomination__nominator=reader, nomination__state=State.ADMITTED)
    rows = rows.filter(nomination__in=Nomination.objects.filter(in_community(root))).order_by("expires", "id")
    return rows.values_list("nomination_id", "nomination__name")[:MOST_SHOWN]


_run_out = Wanted(_out, UUID, UUID, datetime)


def _renew(rows: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(
            _("The invitation of %(name)s has run out") % {"name": name}, reverse("nominations:nomination", args=[key]),
            "mail", _("You can renew it."),
        )
        for key, name in rows
    ]  # fmt: skip


def space_section(reader: Reader, space: Space) -> dict[str, Any]:
    """For members of a space: who is nominated and looks for people who vouch, and who asks to be."""
    if not isinstance(reader, Actor) or space.id not in roles_of(reader):
        return {}
    if not kept(("someone comes in", space.id), lambda: _someone_comes_in(space)):
        return {}
    root = space.root or space
    rows = list(to_vouch(reader, root).filter(place=space)[:MOST_SHOWN])
    asking = list(requests_in(reader, root).filter(place=space)[:MOST_SHOWN])
    return {"nominations": rows, "requests": asking, "url": reverse("nominations:index")} if rows or asking else {}


def _someone_comes_in(space: Space) -> bool:
    """Whether anything is open in a space, whoever may see it."""
    return (
        Nomination.objects.filter(place=space, state=State.OPEN).exists()
        or Request.objects.filter(place=space, state=RequestState.OPEN).exists()
    )
