"""What people say about how they want to be told; what is on its way follows at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.letterheads import letterhead_for
from allmende.commons.spaces.models import Membership
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.concerns import reason_of
from allmende.foundation.journal.occasions import OCCASIONS, OWN, Occasion
from allmende.foundation.limits.commands import use
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.reachable import start_again, why_stopped
from allmende.foundation.options.definitions import value_of
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.observers.notices.commands.telling import PATIENCE, due_by
from allmende.observers.notices.models import Channel, Choice, Delivery, DeliveryState, Mail, Preset, Why, Wishes
from allmende.observers.notices.presets import HERE, Here, Told, Ways
from allmende.observers.notices.queries.told import occasions_here, places_of, told_of
from allmende.observers.notices.stopping import ALL, DIGESTS

DIGEST = (Mail.DAILY, Mail.WEEKLY)
MOST_TRIES, DAY = 3, 86_400


@transaction.atomic
def wish(actor: Actor, **changes: Any) -> Wishes:
    """Change some of someone's `Wishes`, by the names of its fields."""
    wishes, _made = Wishes.objects.update_or_create(actor=actor, defaults=changes)
    _replan(actor)
    return wishes


@transaction.atomic
def take_preset(actor: Actor, preset: Preset) -> None:
    """Let a preset hold for every occasion; what was chosen for single ones goes, what holds for a place stays."""
    Choice.objects.filter(actor=actor, place=None).delete()
    wish(actor, preset=preset)


@transaction.atomic
def choose(actor: Actor, wanted: dict[str, Ways]) -> None:
    """Say for occasions by which ways they come, everywhere. What is as the preset has it is no choice of its own.

    Raises Refused (422) for an occasion that there is not.
    """
    told = told_of([actor.id])[actor.id]
    for key, ways in wanted.items():
        usual = told.usual(occasion_of(key))
        differing = {
            "in_app": None if ways.in_app == usual.in_app else ways.in_app,
            "push": None if ways.push == usual.push else ways.push,
            "mail": "" if ways.mail == usual.mail else ways.mail,
        }
        _keep(actor.id, None, key, differing)
    _replan(actor)


@transaction.atomic
def choose_here(actor: Actor, place: UUID, how: Here) -> None:
    """Say how what happens in a space or thing comes, whatever it is. Raises Refused: 404 for what they don't see, 422 no space of theirs for a list."""
    if not Thing.objects.visible_to(actor).filter(id=place).exists():
        raise Refused(_("There is no such place, or it is not open to you."), 404)
    Choice.objects.filter(actor=actor, place=place).delete()
    if how == Here.LIST:
        if not Membership.objects.filter(space=place, actor=actor).exists():
            raise Refused(_("Only a space that you belong to can come as a mailing list."), 422)
        _keep(actor.id, place, "", {"mail": Mail.AT_ONCE, "lists": True})
    elif how != Here.ELSEWHERE:
        ways = HERE[how]
        _keep(actor.id, place, "", {"in_app": ways.in_app, "push": ways.push, "mail": ways.mail})
    _replan(actor)


@transaction.atomic
def stop_mails(actor: Actor, about: str) -> None:
    """End mails about an occasion, a thing (its id), all digests, or all of them; what comes in the app stays.

    Raises Refused (422) for anything else.
    """
    if about == ALL:
        wish(actor, mails=False)
        return
    told = told_of([actor.id])[actor.id]
    never = {"mail": Mail.NEVER}
    if about == DIGESTS:
        Choice.objects.filter(actor=actor, mail__in=DIGEST).update(mail=Mail.NEVER)
        for occasion in occasions_here():
            if told.ways(occasion).mail in DIGEST:
                _keep(actor.id, None, occasion.key, never)
    elif about in OCCASIONS:
        for place in {place for place, _key in told.choices if place} | {None}:
            _keep(actor.id, place, about, never)
    else:
        _keep(actor.id, _thing(about), "", never | {"lists": False})
    _replan(actor)


@transaction.atomic
def resume_mails(actor: Actor, about: str) -> None:
    """Take back what `stop_mails` did about an occasion, a thing or all of them: they come as they are usual."""
    if about == ALL:
        wish(actor, mails=True)
        return
    if about == DIGESTS:
        Choice.objects.filter(actor=actor, mail=Mail.NEVER, place=None).update(mail="")
    elif about in OCCASIONS:
        Choice.objects.filter(actor=actor, occasion=about).update(mail="")
    else:
        Choice.objects.filter(actor=actor, place=_thing(about)).update(mail="")
    Choice.objects.filter(actor=actor, in_app=None, push=None, mail="").delete()
    _replan(actor)


@transaction.atomic
def let_mails_come(account: Account | None) -> None:
    """Write again to a mailbox that came back or complained, at its owner's wish: a mail says so, and what comes back stops it again.

    Raises Refused: 409 where nothing stopped it, 429 after three times in a day.
    """
    if account is None or not why_stopped(account.email):
        raise Refused(_("Mails come to your address already."), 409)
    if not use(f"mails again:{account.actor_id}", MOST_TRIES, DAY):
        raise Refused(_("That was tried three times today. Look at your mailbox, or give another address."), 429)
    start_again(account.email)
    actor = account.actor
    post(
        account.email, "notices/mail/again", language=actor.language, house=letterhead_for(actor, None), name=actor.name
    )


def _keep(actor: UUID, place: UUID | None, occasion: str, said: dict[str, Any]) -> None:
    """Keep a choice, or forget it where it says nothing any more."""
    choice, _made = Choice.objects.update_or_create(actor_id=actor, place_id=place, occasion=occasion, defaults=said)
    if choice.in_app is None and choice.push is None and not choice.mail:
        choice.delete()


def occasion_of(key: str) -> Occasion:
    """Return the occasion of a key. Raises Refused (422) where there is none."""
    if key not in OCCASIONS:
        raise Refused(_("There is no such occasion."), 422)
    return OCCASIONS[key]


def _thing(about: str) -> UUID:
    try:
        return UUID(about)
    except ValueError:
        raise Refused(_("There is no such occasion."), 422) from None


def _replan(actor: Actor) -> None:
    """Let what waits go the ways that hold now: another digest, another hour, or not at all."""
    waiting = Delivery.objects.filter(actor=actor, state=DeliveryState.WAITING, due__gt=clock.now())
    rows = list(waiting.select_related("notice"))
    if not rows:
        return
    told, places = told_of([actor.id])[actor.id], places_of({row.notice.thing_id for row in rows})
    for row in rows:
        reason, place = reason_of(row.notice.reason), places[row.notice.thing_id]
        if reason and reason.insists:
            continue
        occasion = reason.occasion if reason else OWN
        _turn(row, told, told.ways(occasion, place.around), occasion, actor.zone)


def _turn(row: Delivery, told: Told, ways: Ways, occasion: Occasion, zone: str) -> None:
    """Turn one delivery to the way that holds now; one that leads nowhere ends."""
    is_push = row.channel == Channel.PUSH
    channel = next((way for way in ways.channels if (way == Channel.PUSH) == is_push), None)
    if channel is None:
        row.state, row.why, row.ended = DeliveryState.DROPPED, Why.OFF, clock.now()
    else:
        row.channel = channel
        row.due, row.why = due_by(
            channel, occasion, told, zone, clock.now(), timedelta(seconds=value_of(PATIENCE)), row.notice.until
        )
    row.save(update_fields=["state", "why", "ended", "channel", "due"])
