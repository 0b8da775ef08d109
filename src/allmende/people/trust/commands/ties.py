"""Tying people to each other, and thanking."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.trust.activities import ThanksSaid
from allmende.people.trust.models import Strength, Thanks, Tie, TieKind
from allmende.people.trust.rules import may_thank

MOST_THANKS = 20
"""A day has room for so many heartfelt ones."""


@transaction.atomic
def tie(source: Actor, target: Actor, kind: TieKind, *, strength: Strength = Strength.WEAK) -> None:
    """Note, in the caller's transaction, that someone stands for another; said again, the strength is what was said last.

    Whether they may is asked by the caller's command (nominating, vouching, endorsing, connecting). Nobody is tied to
    themselves: then nothing is noted.
    """
    if source.id != target.id:
        Tie.objects.update_or_create(source=source, target=target, kind=kind, defaults={"strength": strength})


def untie(source: Actor, target: Actor, kind: TieKind) -> None:
    """Take a tie back; none is no fault."""
    Tie.objects.filter(source=source, target=target, kind=kind).delete()


@transaction.atomic
def thank(actor: Actor, root: Space, member: Actor, text: str) -> Thanks:
    """Thank a member in a sentence; the same words again within a day are one thanks.

    Raises Refused: 403 who may not, 409 for who doesn't belong, 422 without words, 429 for more than twenty a day.
    """
    require(may_thank(actor, root, member))
    text = clean_line(text)
    if not 3 <= len(text) <= 280:
        raise Refused(_("Say in a sentence what you are thankful for, up to 280 characters."), 422,
                      errors={"text": _("A sentence, please.")})  # fmt: skip
    lately = Thanks.objects.filter(space=root, giver=actor, at__gt=clock.now() - timedelta(days=1))
    if earlier := lately.filter(actor=member, text=text).first():
        return earlier
    if lately.count() >= MOST_THANKS:
        raise Refused(_("You have thanked many people today. Keep some for tomorrow."), 429)
    said = Thanks.objects.create(space=root, giver=actor, actor=member, text=text)
    record(
        ThanksSaid(
            actor=actor.id, thing=root.id, space=root.id, audience=root.audience_id, member=member.id, thanks=said.id
        )
    )
    return said
