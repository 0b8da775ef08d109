"""Telling what became of a call, and thanking everyone who took part."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.queries import shares_of
from allmende.commons.ballots.models import Voter
from allmende.commons.ratings.models import Rating
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import OutcomePublished, ThanksGiven
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.commands.endings import complete_endings
from allmende.rooms.calls.models import Call, CallState, ContributionState, Outcome, Thanks
from allmende.rooms.calls.rules import may_tell_outcome


@transaction.atomic
def tell_outcome(actor: Actor, call: Call, text: str) -> Outcome:
    """Publish what became of a call, in Markdown, and thank everyone who contributed, discussed, rated, judged or voted, each once.

    Those who only rated or voted are thanked in private: nobody learns who took part in a secret vote. Raises Refused (422) without
    a text, or while somebody who took part for a prize has no word yet; (409) before the count.
    """
    call = locked(call)
    require(may_tell_outcome(actor, call))
    if len(text.strip()) < 20:
        raise Refused(
            _("Tell in a few sentences what happens now."), 422, errors={"text": _("A few sentences, please.")}
        )
    complete_endings(actor, call)
    outcome, _is_new = Outcome.objects.update_or_create(
        call=call, defaults={"text": text, "told_by": actor, "told": clock.now()}
    )
    call.state = CallState.FINISHED
    call.save(update_fields=["state"])
    _give_thanks(actor, call)
    record(OutcomePublished(actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id))
    return outcome


def _give_thanks(actor: Actor, call: Call) -> None:
    submitted = call.contributions.filter(state=ContributionState.SUBMITTED)
    made = shares_of(submitted.values_list("id", flat=True)).values()
    contributed = Counter(share.actor for shares in made for share in shares if share.confirmed)
    talk = [call.id, *submitted.values_list("id", flat=True)]
    discussed: Counter[UUID] = Counter(
        Comment.objects.filter(thread__thing_id__in=talk).values_list("author_id", flat=True)
    )
    visible = contributed.keys() | discussed.keys() | set(call.parts.values_list("actor_id", flat=True))
    Thanks.objects.bulk_create(
        [
            Thanks(call=call, actor_id=person, contributions=contributed[person], comments=discussed[person])
            for person in sorted(visible)
        ],
        ignore_conflicts=True,
    )
    unseen = set(Voter.objects.filter(box_id=call.id).values_list("actor_id", flat=True))
    unseen |= set(Rating.objects.filter(item__thing__in=talk).values_list("rater_id", flat=True))
    for person in sorted((visible | unseen) - {actor.id}):
        record(
            ThanksGiven(actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id, member=person)
        )
