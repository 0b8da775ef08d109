"""An independent's path to paid work: its steps, and which of them are done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.gathered import gathered
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Actor
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.people.connections.models import Connection, Milestone, Purpose, State
from allmende.people.profiles.models import Detail, Endorsement, Key, Piece
from allmende.people.profiles.queries.reach import reach_in_profiles
from allmende.people.profiles.queries.words import fold

BY_HAND = ("offer", "job")
"""Steps that only the person knows of: a first offer written, a first job paid."""
SKILLS = 3
MOST_WORDS, SHORTEST = 40, 3


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, why, where, and whether it is done; `by_hand` ones are ticked by the person."""

    key: str
    title: Text
    why: Text
    url: str
    is_done: bool
    by_hand: bool = False


def path_of(actor: Actor) -> list[Step]:
    """Return the steps of someone's path, in order; what they did ticks them. One statement."""
    mentors = Connection.objects.filter(asker=actor, purpose=Purpose.MENTORING, state=State.MADE)
    said, pieces, praise, mentored, by_hand = gathered([
        Detail.objects.filter(actor=actor).order_by().values("key").annotate(n=Count("id")).values_list("key", "n"),
        Piece.objects.filter(author=actor).values_list("id")[:1],
        Endorsement.objects.filter(detail__actor=actor).exclude(accepted=None).values_list("id")[:1],
        mentors.values_list("id")[:1], Milestone.objects.filter(actor=actor).values_list("step"),
    ])  # fmt: skip
    counts, reached = dict(said), {step for (step,) in by_hand}
    mine, here = reverse("profiles:mine"), reverse("connections:path")
    return [
        Step("skills", _("Say what you can do"), _("Three skills at least, in words that clients use."), f"{mine}#skill", counts.get(Key.SKILL, 0) >= SKILLS),
        Step("piece", _("Show a piece of work"), _("One good example says more than a list."), f"{mine}#piece", bool(pieces)),
        Step("mentor", _("Find a mentor"), _("Someone who has gone this way shows you the short cuts."), f"{here}#mentors", bool(mentored)),
        Step("rate", _("Know your price"), _("From what you need to live, not from what others ask."), reverse("connections:rate"), Key.RATE in counts),
        Step("time", _("Say when you have time"), _("Who knows your hours can ask for them."), f"{mine}#work", Key.AVAILABILITY in counts),
        Step("praise", _("Let someone endorse you"), _("Ask somebody you have worked with for one sentence."), mine, bool(praise)),
        Step("offer", _("Write your first offer"), _("What, until when, for how much: half a page is enough."), "", "offer" in reached, True),
        Step("job", _("First paid job"), _("However small: from here on you are one who is paid for it."), f"{here}#seekers", "job" in reached, True),
    ]  # fmt: skip


def seekers_for(reader: Actor, root: Space, limit: int = 6) -> list[tuple[ActorCard, str]]:
    """Return members who seek what someone can do or offers, as far as the reader sees it, with their words. Three statements."""
    own = Detail.objects.filter(actor=reader, key__in=(Key.SKILL, Key.OFFER)).values_list("text", flat=True)[
        :MOST_WORDS
    ]
    words = {word for text in own if len(word := fold(text)) >= SHORTEST}
    if not words:
        return []
    fits = reduce(or_, (Q(word__contains=word) for word in sorted(words)))
    here = Membership.objects.filter(space=root).values("actor")
    rows = Detail.objects.within(reach_in_profiles(reader)).filter(fits, key=Key.SEEK, actor__in=here)
    found: dict[UUID, str] = dict(rows.exclude(actor=reader).order_by("-id").values_list("actor_id", "text")[:limit])
    cards = actor_cards(found)
    return [(cards[person], text) for person, text in found.items()]


def mentors_for(reader: Actor, root: Space, limit: int = 12) -> list[tuple[ActorCard, str]]:
    """Return members who offer mentoring, as far as the reader sees it, with their words; those already asked are left out."""
    asked = Connection.objects.filter(asker=reader).exclude(state=State.WITHDRAWN).values("asked")
    made = Connection.objects.filter(asked=reader, state=State.MADE).values("asker")
    rows = Detail.objects.within(reach_in_profiles(reader)).filter(
        Q(word__startswith="mentor"), key=Key.OFFER, actor__in=Membership.objects.filter(space=root).values("actor")
    )
    rows = rows.exclude(actor=reader).exclude(actor__in=asked).exclude(actor__in=made)
    words: dict[UUID, str] = dict(rows.order_by("id").values_list("actor_id", "text")[:limit])
    cards = actor_cards(words)
    return [(cards[person], text) for person, text in words.items()]
