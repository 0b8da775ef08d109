"""Whom a reaction concerns."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.mutes.queries import blocks_between
from allmende.commons.reactions.activities import ReactionGiven
from allmende.commons.reactions.models import Reaction
from allmende.commons.reactions.rules import is_among_few
from allmende.commons.things.models import Thing
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import THANKS

TO_YOURS = reason(
    "reactions.yours", _("{actor} reacted to your {thing}"), THANKS, many=_("{actors} reacted to your {thing}")
)
TO_YOUR_WORDS = reason(
    "reactions.words",
    _("{actor} reacted to what you said on {thing}"),
    THANKS,
    many=_("{actors} reacted to what you said on {thing}"),
)


@concerns(ReactionGiven)
def of_a_reaction(entry: Entry) -> Iterator[Concern]:
    """Whoever made it, while the reaction stands and nothing stands between the two; what is said among a few has an app that tells."""
    on = UUID(entry.current_payload["on"])
    author, kind = Thing.objects.filter(id=on).exclude(kind="space").values_list("author_id", "kind").first() or (
        None,
        "",
    )
    if is_among_few(kind):
        return
    stands = Reaction.objects.filter(actor_id=entry.actor, thing_id=on).exists()
    if author and stands and not blocks_between(author, entry.actor):
        yield Concern(author, TO_YOURS) if on == entry.thing else Concern(author, TO_YOUR_WORDS, spot=on)
