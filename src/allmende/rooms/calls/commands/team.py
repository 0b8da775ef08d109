"""A contribution that several make together: asking others in, answering, sharing, leaving."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.queries import people_in
from allmende.commons.audiences.models import Kind
from allmende.commons.authorship import commands as authorship
from allmende.commons.mutes.queries import blocks_between
from allmende.commons.spaces.commands.gates import hide
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.contributions import locked_contribution
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.rules import may_name_authors, may_share_out, takes_part


@transaction.atomic
def ask_in(actor: Actor, contribution: Contribution, person: Actor) -> None:
    """Ask someone to be a co-author; they see it from now on, also as a draft. Raises Refused (409, 422)."""
    contribution = locked_contribution(contribution)
    require(may_name_authors(actor, contribution))
    if not takes_part(person, contribution.call) or blocks_between(actor.id, person.id):
        sentence = _("They can't take part in this call. Ask someone who does.")
        raise Refused(sentence, 422, errors={"person": sentence})
    kind = Kind(contribution.audience.kind)
    if kind in {Kind.DRAFT, Kind.SEALED}:
        place = contribution.call.place
        among = authorship.out_of_sight(
            contribution, kind, place, contribution.author_id, person.id, *people_in(contribution.id)
        )
        hide(contribution, place, kind, contribution.author, among=among)
    authorship.invite_author(actor, contribution, person)


@transaction.atomic
def answer(actor: Actor, contribution: Contribution, *, joins: bool) -> None:
    """Say yes or no to being a co-author."""
    authorship.answer_invitation(actor, locked_contribution(contribution), joins=joins)


@transaction.atomic
def leave(actor: Actor, contribution: Contribution) -> None:
    """Leave the team; one's share goes to the others."""
    authorship.leave_authors(actor, locked_contribution(contribution))


@transaction.atomic
def take_out(actor: Actor, contribution: Contribution, person: Actor) -> None:
    """Take an open invitation back."""
    contribution = locked_contribution(contribution)
    require(may_name_authors(actor, contribution))
    authorship.take_author_out(actor, contribution, person)


@transaction.atomic
def share_out(actor: Actor, contribution: Contribution, shares: Mapping[UUID, int]) -> None:
    """Set what each of the team gets of any reward, in hundredths of a percent; the others are asked to agree."""
    contribution = locked_contribution(contribution)
    require(may_share_out(actor, contribution))
    authorship.set_shares(actor, contribution, shares)


@transaction.atomic
def agree(actor: Actor, contribution: Contribution, seen: Mapping[UUID, int] | None = None) -> None:
    """Agree to the shares, as one saw them."""
    authorship.agree_to_shares(actor, locked_contribution(contribution), seen)
