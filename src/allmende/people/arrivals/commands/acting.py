"""Acting for a person who has no device: with their consent, for half an hour, and everything is on record."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.mail.commands import post
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.activities import (
    ActingBegun,
    ActingEnded,
    ConsentToActingNoted,
    ConsentToActingWithdrawn,
)
from allmende.people.arrivals.models import Acting, ActingConsent
from allmende.people.arrivals.models.acting import LONGEST
from allmende.people.arrivals.rules import may_act_for, may_note_consent, may_withdraw_consent


@transaction.atomic
def note_consent(actor: Actor, space: Space, person: Actor, words: str) -> ActingConsent:
    """Note how and when someone asked for help; they are told at once, and can take it back. Raises Refused (403, 422)."""
    require(may_note_consent(actor, space, person))
    words = words.strip()[:300]
    if not words:
        raise Refused(_("Say how and when they asked."), 422, errors={"words": _("How and when?")})
    ActingConsent.objects.filter(space=space, person=person, withdrawn=None).update(withdrawn=clock.now())
    consent = ActingConsent.objects.create(space=space, person=person, noted_by=actor, words=words)
    record(ConsentToActingNoted(actor=actor.id, space=space.id, person=person.id))
    if actor.id != person.id:
        _write(person, "consent", space, who=actor.name, words=words)
    return consent


@transaction.atomic
def withdraw_consent(actor: Actor, space: Space, person: Actor) -> None:
    """Take consent back; whoever acts for the person at this moment is stopped. Raises Refused (403)."""
    require(may_withdraw_consent(actor, space, person))
    ActingConsent.objects.filter(space=space, person=person, withdrawn=None).update(withdrawn=clock.now())
    record(ConsentToActingWithdrawn(actor=actor.id, space=space.id, person=person.id))
    for acting in Acting.objects.filter(space=space, person=person, ended=None).select_related("space"):
        _end(acting)


@transaction.atomic
def begin_acting(actor: Actor, space: Space, person: Actor, reason: str) -> Acting:
    """Begin to act for someone; it ends by itself after thirty minutes, and they get a mail. Raises Refused (403, 422)."""
    require(may_act_for(actor, space, person))
    reason = reason.strip()[:300]
    if not reason:
        raise Refused(_("Say what you do for them."), 422, errors={"reason": _("What for?")})
    for open_one in Acting.objects.filter(by=actor, ended=None).select_related("space"):
        _end(open_one)
    acting = Acting.objects.create(
        space=space, by=actor, person=person, reason=reason, begun=clock.now(), ends=clock.now() + LONGEST
    )
    record(
        ActingBegun(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, on_behalf_of=person.id,
            person=person.id, acting=acting.id,
        )
    )  # fmt: skip
    _write(person, "acting", space, who=actor.name, words=reason)
    return acting


@transaction.atomic
def end_acting(actor: Actor, acting: Acting) -> None:
    """Stop acting; said twice it changes nothing."""
    if acting.by_id != actor.id:
        raise Refused(_("This is not there for you."), 404)
    _end(acting)


def _end(acting: Acting) -> None:
    over = min(clock.now(), acting.ends)
    if Acting.objects.filter(id=acting.id, ended=None).update(ended=over):
        space = acting.space
        record(
            ActingEnded(
                actor=acting.by_id, thing=space.id, space=space.id, audience=space.audience_id,
                on_behalf_of=acting.person_id, person=acting.person_id, acting=acting.id,
            )
        )  # fmt: skip


def end_what_is_over() -> int:
    """End what the clock has ended; one of the worker's rounds. Returns how many."""
    over = Acting.objects.filter(ended=None, ends__lte=clock.now()).select_related("space")
    if not over.exists():
        return 0
    with transaction.atomic():
        rows = list(over)
        for acting in rows:
            _end(acting)
    return len(rows)


def _write(person: Actor, template: str, space: Space, **values: str) -> None:
    """Tell the person by mail, where they have an address."""
    for email in Account.objects.filter(actor=person).values_list("email", flat=True):
        post(
            email, f"arrivals/mail/{template}", language=person.language, house=letterhead_of(space), name=person.name,
            community=space.title, **values,
        )  # fmt: skip
