"""A host looks first: what is handed in waits, comes in, or goes back with words; and what is in can be taken out, with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Behalf
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import ContributionReleased, ContributionSentBack, ContributionTakenOut
from allmende.rooms.calls.commands.contributions import come_in, locked_call, locked_contribution, put_back, withdrawn
from allmende.rooms.calls.models import Contribution, ContributionState
from allmende.rooms.calls.rules import may_look, may_take_out

LONGEST_WORDS = 600
SHORTEST_WORDS = 10


@transaction.atomic
def release(actor: Actor, contribution: Contribution) -> Contribution:
    """Let a contribution that waited take its place, in its author's name; also after the time for handing in."""
    contribution = _waiting(actor, contribution)
    record(
        ContributionReleased(
            actor=actor.id, thing=contribution.id, space=contribution.call.place_id,
            audience=contribution.audience_id, call=contribution.call_id,
        )
    )  # fmt: skip
    behalf = Behalf.objects.filter(thing=contribution.id).select_related("body").first()
    return come_in(contribution.author, contribution, behalf.body if behalf else None)


@transaction.atomic
def send_back(actor: Actor, contribution: Contribution, words: str) -> Contribution:
    """Give a contribution back to those who made it, as a draft, with words about what is missing. Raises Refused (422) without any."""
    contribution = _waiting(actor, contribution)
    words = clean_line(words)[:LONGEST_WORDS]
    if len(words) < SHORTEST_WORDS:
        sentence = _("Say in a sentence what is missing, so that it can be done better.")
        raise Refused(sentence, 422, errors={"words": sentence})
    put_back(contribution)
    contribution.state, contribution.sent_back = ContributionState.DRAFT, words
    contribution.save()
    record(
        ContributionSentBack(
            actor=actor.id, thing=contribution.id, space=contribution.call.place_id,
            audience=contribution.audience_id, call=contribution.call_id,
        )
    )  # fmt: skip
    return contribution


@transaction.atomic
def take_out(actor: Actor, contribution: Contribution, reason: str) -> Contribution:
    """Take what others handed in out of the call, with a reason that they read. Raises Refused (403, 409), (422) without a reason."""
    locked_call(contribution.call)
    contribution = locked_contribution(contribution)
    require(may_take_out(actor, contribution))
    reason = clean_line(reason)
    if not SHORTEST_WORDS <= len(reason) <= LONGEST_WORDS:
        sentence = _("Say in a sentence why, in 10 to 600 letters: whoever made it reads it.")
        raise Refused(sentence, 422, errors={"reason": sentence})
    contribution.sent_back = reason
    withdrawn(contribution)
    record(
        ContributionTakenOut(
            actor=actor.id, thing=contribution.id, space=contribution.call.place_id,
            audience=contribution.audience_id, call=contribution.call_id,
        )
    )  # fmt: skip
    return contribution


def _waiting(actor: Actor, contribution: Contribution) -> Contribution:
    locked_call(contribution.call)
    contribution = locked_contribution(contribution)
    require(may_look(actor, contribution))
    return contribution
