"""Asking people to be co-authors, answering, leaving, and sharing.

Who may ask and share out is a question of the thing's room, whose commands call these inside their transaction, after their own
verdict. Each holds the thing, so that two changes at once take turns, and the shares add up to the whole after each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.commands import is_for_some, let_out
from allmende.commons.audiences.models import Audience, Kind
from allmende.commons.authorship.activities import (
    AuthorDeclined,
    AuthorInvited,
    AuthorJoined,
    AuthorLeft,
    SharesAgreed,
    SharesSet,
)
from allmende.commons.authorship.models import COUNTED, Author, AuthorState
from allmende.commons.authorship.rules import may_agree, may_answer, may_leave
from allmende.commons.authorship.splitting import WHOLE, apportion, with_newcomer
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import named_audience
from allmende.commons.things.models import Thing
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor

MOST_AUTHORS = 20
"""So many make one thing together: more are a community."""


@transaction.atomic
def invite_author(actor: Actor, thing: Thing, person: Actor) -> Author:
    """Ask someone to be a co-author, within the command of the thing's room. Their share is an equal part, until it is set otherwise.

    Asking again who has declined or left is asking anew. Raises Refused (409) for who is one already, (422) past the most.
    """
    Thing.objects.hold(thing.id)
    rows = _counted(thing.id) or [Author.objects.create(**_first(thing))]
    if any(row.actor_id == person.id for row in rows):
        raise Refused(_("They are one of the authors already, or have been asked."), 409)
    if len(rows) >= MOST_AUTHORS:
        raise Refused(_("Twenty people make one contribution at most."), 422)
    *shares, share = with_newcomer([row.share for row in rows])
    _set(rows, shares)
    anew = {"share": share, "state": AuthorState.INVITED, "agreed": False}
    author, _new = Author.objects.update_or_create(thing_id=thing.id, actor=person, defaults=anew)
    record(AuthorInvited(person=person.id, **_where(actor, thing)))
    return author


@transaction.atomic
def answer_invitation(actor: Actor, thing: Thing, *, joins: bool) -> None:
    """Say yes or no to being a co-author: yes agrees to the shares as they are, no gives the share back to the others."""
    Thing.objects.hold(thing.id)
    require(may_answer(actor, thing))
    if joins:
        Author.objects.filter(thing=thing.id, actor=actor).update(state=AuthorState.CONFIRMED, agreed=True)
        record(AuthorJoined(**_where(actor, thing)))
    else:
        where = _where(actor, thing)
        _take_out(thing, actor, AuthorState.DECLINED)
        record(AuthorDeclined(**where))


@transaction.atomic
def leave_authors(actor: Actor, thing: Thing) -> None:
    """Leave those who make a thing; the share goes to the others in proportion, and each is asked to agree anew."""
    Thing.objects.hold(thing.id)
    require(may_leave(actor, thing))
    where = _where(actor, thing)
    _take_out(thing, actor, AuthorState.LEFT)
    record(AuthorLeft(person=actor.id, **where))


@transaction.atomic
def take_author_out(actor: Actor, thing: Thing, person: Actor) -> None:
    """Take an invitation back, within the command of the thing's room. Raises Refused (409) for who has joined: they leave themselves."""
    Thing.objects.hold(thing.id)
    if not Author.objects.filter(thing=thing.id, actor=person, state=AuthorState.INVITED).exists():
        raise Refused(_("There is no open invitation to take back; a co-author leaves by themselves."), 409)
    _take_out(thing, person, AuthorState.LEFT)
    record(AuthorLeft(person=person.id, **_where(actor, thing)))


@transaction.atomic
def set_shares(actor: Actor, thing: Thing, shares: Mapping[UUID, int]) -> None:
    """Set what each gets, in hundredths of a percent, within the command of the thing's room.

    Whoever sets them agrees; all others are asked to agree. Shares that are as they were change nothing. Raises Refused (422)
    unless everyone has one and they add up to a hundred per cent.
    """
    Thing.objects.hold(thing.id)
    rows = _counted(thing.id)
    if {row.actor_id for row in rows} != shares.keys():
        raise Refused(_("Give each of the authors a share; nobody else has one. Load the page again."), 422)
    if min(shares.values()) < 0 or sum(shares.values()) != WHOLE:
        raise Refused(_("The shares have to add up to exactly 100 %."), 422)
    if all(row.share == shares[row.actor_id] for row in rows):
        return
    _set(rows, [shares[row.actor_id] for row in rows], by=actor.id)
    record(SharesSet(**_where(actor, thing)))


@transaction.atomic
def agree_to_shares(actor: Actor, thing: Thing, seen: Mapping[UUID, int] | None = None) -> None:
    """Agree to the shares; with `seen`, to those that one saw: Refused (409) when they have changed meanwhile. Twice is once."""
    Thing.objects.hold(thing.id)
    require(may_agree(actor, thing))
    if seen is not None and seen != {row.actor_id: row.share for row in _counted(thing.id)}:
        raise Refused(_("The shares have been changed in the meantime. Look at them again."), 409)
    if Author.objects.filter(thing=thing.id, actor=actor, agreed=False).update(agreed=True):
        record(SharesAgreed(**_where(actor, thing)))


def out_of_sight(thing: Thing, kind: Kind, space: Space, *more: UUID) -> Audience | None:
    """Return the audience in which those who make a thing together keep it out of sight (as a draft, or sealed); None for one alone.

    Whoever is asked sees it too, to know what they are asked for; `more` are those who are about to be.
    """
    people = {row.actor_id for row in _counted(thing.id)} | set(more)
    return named_audience(kind, space, thing.id, people) if people else None


def forget_author(actor: Actor) -> None:
    """Take someone who is erased out of all that they made with others, which stays with these; within the erasing transaction."""
    for thing in Thing.objects.filter(authors__actor=actor).select_related("audience").order_by("id"):
        Thing.objects.hold(thing.id)
        heir = (
            Author.objects.filter(thing=thing.id, state=AuthorState.CONFIRMED)
            .exclude(actor=actor)
            .order_by("id")
            .first()
        )
        if thing.author_id == actor.id and heir:
            Thing.objects.filter(id=thing.id).update(author=heir.actor_id)
        if thing.author_id == actor.id and not heir:
            Author.objects.filter(thing=thing.id).delete()
        Author.objects.filter(thing=thing.id, actor=actor).delete()
        make_whole(thing.id)


def make_whole(thing: UUID) -> None:
    """Let the shares of those who are left add up to the whole again, in proportion; whoever is left alone has all."""
    rows = _counted(thing)
    if rows and sum(row.share for row in rows) != WHOLE:
        weights = [row.share for row in rows]
        _set(rows, apportion(WHOLE, weights if any(weights) else [1] * len(rows)))
    if len(rows) == 1:
        Author.objects.filter(id=rows[0].id).update(agreed=True)


def _take_out(thing: Thing, person: Actor, state: AuthorState) -> None:
    Author.objects.filter(thing=thing.id, actor=person).update(state=state, share=0, agreed=False)
    make_whole(thing.id)
    if is_for_some(thing.audience, thing.id):
        let_out(thing.audience, person.id)


def _counted(thing: UUID) -> list[Author]:
    return list(Author.objects.filter(thing=thing, state__in=COUNTED).order_by("id"))


def _first(thing: Thing) -> dict[str, Any]:
    return {
        "thing_id": thing.id, "actor_id": thing.author_id, "share": WHOLE, "state": AuthorState.CONFIRMED, "agreed": True,
    }  # fmt: skip


def _set(rows: Sequence[Author], shares: Sequence[int], by: UUID | None = None) -> None:
    """Write shares; whoever set them agrees, nobody else does any more."""
    for row, share in zip(rows, shares, strict=True):
        row.share, row.agreed = share, row.actor_id == by
    Author.objects.bulk_update(rows, ["share", "agreed"])


def _where(actor: Actor, thing: Thing) -> dict[str, Any]:
    return {"actor": actor.id, "thing": thing.id, "space": thing.space_id, "audience": thing.audience_id}
