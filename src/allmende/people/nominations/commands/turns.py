"""What happens on the way in when its time has come: the row is the job, and the house itself is the actor."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from allmende.commons.spaces.commands import take_in
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.reach import hold
from allmende.foundation import clock
from allmende.identity.actors.commands import system
from allmende.people.nominations.activities import NominationLapsed
from allmende.people.nominations.commands.asking import answer
from allmende.people.nominations.commands.deciding import let_in
from allmende.people.nominations.commands.steps import held, mail_nominee, note, tell
from allmende.people.nominations.models import Nomination, Request, RequestState, State, StepKind, Wish
from allmende.people.nominations.queries.plan import month_began, places_left

KEPT_FOR = timedelta(days=180)
"""So long what is known of people who did not come in is kept: then their name, address and words are erased."""


def turn_what_is_due() -> int:
    """Look for nominations and requests whose time is over, waiting lists with room, and wishes that can be fulfilled."""
    now = clock.now()
    lapsing = list(Nomination.objects.filter(state=State.OPEN, deadline__lte=now).values_list("id", flat=True)[:100])
    for nomination in lapsing:
        lapse(nomination)
    waiting = list(Request.objects.filter(state=RequestState.OPEN, deadline__lte=now)[:100])
    for request in waiting:
        answer(request)
    return len(lapsing) + len(waiting) + fulfil_wishes() + sum(admit_from_list(space) for space in _self_filling())


@transaction.atomic
def lapse(nomination_id: object) -> None:
    """End a nomination whose time is over, unless enough have spoken meanwhile; the nominee gets an answer."""
    nomination = held(nomination_id)  # type: ignore[arg-type]
    if nomination.state != State.OPEN or clock.now() < nomination.deadline:
        return
    nomination.state = State.LAPSED
    nomination.save(update_fields=["state"])
    note(nomination, StepKind.LAPSED, None)
    tell(NominationLapsed, system(), nomination)
    mail_nominee(nomination, "lapsed")


def _self_filling() -> list[Space]:
    waits = Nomination.objects.filter(place=OuterRef("pk"), state=State.LISTED)
    return list(Space.objects.filter(Exists(waits), entry_rule__fills_itself=True, archived=None))


@transaction.atomic
def admit_from_list(space: Space) -> int:
    """Admit from the waiting list in its order those who stood there when the month began, as far as its plan has room; return how many."""
    hold(space.id)
    left = places_left(space)
    if left == 0:
        return 0
    waiting = Nomination.objects.filter(
        place=space, state=State.LISTED, waits_since__lt=clock.sort_key(month_began(space))
    )
    chosen = list(waiting.order_by("waits_since").values_list("id", flat=True)[: left if left is not None else 100])
    for nomination in chosen:
        let_in(system(), held(nomination))
    return len(chosen)


def fulfil_wishes() -> int:
    """Let those who have become members into the spaces that their nominators thought of; return how many doors opened.

    An archived space lets nobody in until it is reopened.
    """
    there = Membership.objects.filter(actor=OuterRef("nomination__nominee"), space=OuterRef("nomination__place"))
    due = Wish.objects.filter(Exists(there), fulfilled=None, nomination__state=State.ACCEPTED, space__archived=None)
    found = list(due.select_related("space__root", "nomination__nominee")[:100])
    for wish in found:
        _fulfil(wish)
    return len(found)


@transaction.atomic
def _fulfil(wish: Wish) -> None:
    hold(wish.space_id, wish.space.root_id)
    if not Wish.objects.filter(id=wish.id, fulfilled=None).update(fulfilled=clock.now()):
        return
    nominee = wish.nomination.nominee
    if nominee and not Membership.objects.filter(space=wish.space, actor=nominee).exists():
        take_in(system(), wish.space, nominee)


def forget_old() -> int:
    """Erase what was kept of people who did not come in: requests never confirmed, and old decisions; return how many."""
    now = clock.now()
    gone, _tables = Request.objects.filter(state=RequestState.UNCONFIRMED, deadline__lte=now).delete()
    old = Request.objects.filter(state=RequestState.ANSWERED, deadline__lte=now - KEPT_FOR).delete()[0]
    over = (State.REFUSED, State.DECLINED, State.LAPSED, State.WITHDRAWN)
    rows = Nomination.objects.filter(state__in=over, made__lte=now - KEPT_FOR).exclude(name="")
    blank = {"name": "", "email": "", "address": "", "base": "", "why": "", "known_from": "", "answers": []}
    return gone + old + rows.update(**blank)
