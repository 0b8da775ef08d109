"""Whom it concerns when someone wants to come in, or is not let in."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Membership, Role
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN
from allmende.people.organisations.activities import JoiningBegun, JoiningDeclined
from allmende.people.organisations.models import Organisation, Side

ASKS = reason("organisations.asks", _("{actor} asks to join {thing}"), ASK, many=_("{actors} ask to join {thing}"))
INVITED = reason("organisations.invited", _("{actor} invites you to join {thing}"), ASK)
DECLINED = reason("organisations.declined", _("{actor} answered about joining {thing}: not now"), OWN)


@concerns(JoiningBegun)
def of_a_beginning(entry: Entry) -> Iterator[Concern]:
    """The other side, who answers."""
    payload = entry.current_payload
    is_request = payload["side"] == Side.REQUEST
    inside = _curators(entry.thing) if is_request else _behind(UUID(payload["member"]))
    for actor in inside:
        yield Concern(actor, ASKS if is_request else INVITED)


@concerns(JoiningDeclined)
def of_a_refusal(entry: Entry) -> Iterator[Concern]:
    """Those who began."""
    payload = entry.current_payload
    began = _behind(UUID(payload["member"])) if payload["side"] == Side.REQUEST else _curators(entry.thing)
    for actor in began:
        yield Concern(actor, DECLINED)


def _curators(space: UUID | None) -> list[UUID]:
    return list(Membership.objects.filter(space=space, role=Role.CURATOR).values_list("actor_id", flat=True))


def _behind(who: UUID) -> list[UUID]:
    """The person, or the people who represent an organisation."""
    body = Organisation.objects.filter(actor=who).values_list("space_id", flat=True).first()
    return _curators(body) if body else [who]
