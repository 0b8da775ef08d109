"""Who may take everything along, and who may leave."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.models import Takeout
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.accounts.queries import account_of
from allmende.identity.actors.models import Actor, Reader

PAUSE = timedelta(hours=1)
"""Between two archives of the same person: making one reads every table."""

_STEWARDS = (Role.HOST, Role.CURATOR)


def may_take_everything(reader: Reader) -> Verdict:
    """Whoever has an account, once an hour."""
    if not (signed := is_signed_in(reader)) or not isinstance(reader, Actor):
        return signed
    recent = Takeout.objects.filter(actor=reader, asked__gt=clock.now() - PAUSE).exists()
    return first_denial(
        allow_if(account_of(reader), _("There is nothing here for you."), status=404),
        allow_if(not recent, _("You asked for your data less than an hour ago. Use that archive."), status=429),
    )


def may_fetch_takeout(reader: Reader, takeout: Takeout) -> Verdict:
    """The person alone, while it is there."""
    is_theirs = not reader.is_guest and reader.id == takeout.actor_id
    there = takeout.ready is not None and takeout.expires is not None and clock.now() < takeout.expires
    return first_denial(
        is_signed_in(reader),
        allow_if(is_theirs, _("There is nothing here for you."), status=404),
        allow_if(there, _("This archive is not there any more. Ask for a new one."), status=410),
    )


def orphaned_spaces(actor: Actor) -> list[str]:
    """Return the titles of the spaces that nobody would care for without someone, though others belong to them."""
    others = Membership.objects.filter(space=OuterRef("pk")).exclude(actor=actor)
    rows = Space.objects.filter(memberships__actor=actor, memberships__role__in=_STEWARDS)
    rows = rows.filter(Exists(others)).exclude(Exists(others.filter(role__in=_STEWARDS)))
    return list(rows.order_by("title").values_list("title", flat=True))


def may_depart(reader: Reader) -> Verdict:
    """Whoever has an account; the last who cares for a space hands over first."""
    if not (signed := is_signed_in(reader)) or not isinstance(reader, Actor):
        return signed
    alone = ", ".join(orphaned_spaces(reader))
    return first_denial(
        allow_if(account_of(reader), _("There is nothing here for you."), status=404),
        allow_if(
            not alone,
            _("You are the last to care for %(spaces)s. Make someone else a host or curator there first.")
            % {"spaces": alone},
            status=409,
        ),
    )
