"""Signs that someone could be asked, missed, relieved or thanked: questions to the journal and the things, and what they mean.

The desk asks them together (`board.py`). Everything is bounded: by time (the journal's ids are in the order of time) and by number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from allmende.commons.audiences.models import Audience, Kind
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.doors import Card, doors, urls_of
from allmende.foundation.journal.models import Entry
from allmende.identity.actors.models import Actor, Reader
from allmende.people.desk.models import Step
from allmende.people.desk.queries.steps import Found
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.queries import reach_in_profiles
from allmende.people.trust.models import Merit, Thanks
from allmende.people.welcome.models import PathState, Promise, PromiseState

type Rows = QuerySet[Any, Any]

MOST = 12
COMMENTS, WITHIN = 3, timedelta(days=60)
UNANSWERED = (timedelta(days=30), timedelta(days=3))
NEAR = timedelta(days=10)
QUIET, BEFORE, ACTIVE = timedelta(weeks=3), timedelta(weeks=11), 4
LATELY = timedelta(weeks=4)
MUCH, SHARE = 20, 0.25


def members(root: Space) -> QuerySet[Membership, UUID]:
    """The ids of who belongs to a community and takes no break."""
    active = Q(paused_until=None) | Q(paused_until__lte=clock.now())
    return Membership.objects.filter(active, space_id=root.id).values_list("actor_id", flat=True)


def things_in(reader: Reader, root: Space) -> QuerySet[Thing]:
    """What stands on the ladder in a community and the reader sees: no spaces, no comments."""
    inside = Space.objects.filter(Q(id=root.id) | Q(root=root)).values("pk")
    seen: QuerySet[Thing] = Thing.objects.visible_to(reader).shared().filter(space__in=inside, published__isnull=False)
    return seen.exclude(kind="space")


def could_hand_in(reader: Reader, root: Space) -> Rows:
    """Who commented on three things of others lately and has shared nothing of their own: actor, how many things."""
    own = Thing.objects.shared().filter(author=OuterRef("author"), published__isnull=False).exclude(kind="space")
    said = Comment.objects.visible_to(reader).filter(
        created__gt=clock.now() - WITHIN, author__in=members(root), state="", thread__thing__in=things_in(reader, root)
    )
    rows = said.exclude(author=F("thread__thing__author")).filter(~Exists(own))
    counted = rows.values("author").annotate(n=Count("thread", distinct=True)).filter(n__gte=COMMENTS)
    return counted.order_by("-n", "author").values_list("author", "n")[:MOST]


def unanswered(reader: Reader, root: Space) -> Rows:
    """What nobody has answered for days: thing, author, kind, title."""
    earliest, latest = (clock.now() - span for span in UNANSWERED)
    answered = Comment.objects.filter(thread__thing=OuterRef("pk"), state="").exclude(author=OuterRef("author"))
    discussed = things_in(reader, root).exclude(kind="piece")  # what someone shows of their work asks nothing
    open_things = discussed.filter(created__gt=earliest, created__lt=latest).filter(~Exists(answered))
    return open_things.order_by("created").values_list("id", "author_id", "kind", "title")[:MOST]


def helpful(root: Space) -> Rows:
    """Who is taken up by others most: actor, by how many."""
    since = (clock.now() - WITHIN).date()
    counted = Merit.objects.filter(space_id=root.id, day__gt=since, actor__in=members(root))
    most = counted.values("actor").annotate(n=Count("giver", distinct=True)).order_by("-n", "actor")
    return most.values_list("actor", "n")[:MOST]


def could_answer(reader: Reader, waiting: list[list[Any]], people: list[UUID]) -> list[Found]:
    """For things that nobody has answered for days: who is taken up by others most, in turn, and is not their author."""
    urls = urls_of([(thing, kind) for thing, _author, kind, _title in waiting])
    found, used = [], Counter[UUID]()
    for thing, author, _kind, title in waiting:
        fitting = [person for person in people if person not in {author, reader.id}]
        if fitting:
            person = min(fitting, key=lambda one: used[one])
            used[person] += 1
            found.append(Found(Step.ANSWER, person, thing, title=title, url=urls.get(thing, "")))
    return found


def words_of_openings(reader: Reader, root: Space) -> dict[str, Card]:
    """What one can take part in now (what rooms say is open), by the words it is told in."""
    words: dict[str, Card] = {}
    for door in doors():
        for card in door.openings(reader, root) if door.openings else []:
            for word in f"{card.title} {card.summary}".casefold().split():
                if len(key := word.strip(".,:;!?()„“”\"'")) >= 4:
                    words.setdefault(key, card)
    return words


def skilled(reader: Reader, root: Space, words: Iterable[str]) -> Rows:
    """Whose skill or offer is one of these words: actor, word."""
    said = Detail.objects.within(reach_in_profiles(reader)).filter(
        key__in=(Key.SKILL, Key.OFFER), word__in=list(words)[:500], actor__in=members(root)
    )
    return said.order_by("actor", "id").values_list("actor_id", "word")[:100]


def could_need_a_hand(root: Space) -> Rows:
    """Newcomers whose first commitment is due soon and neither kept nor reported: actor, when."""
    now = clock.now()
    here = Q(path__space_id=root.id) | Q(path__space__root_id=root.id)
    rows = Promise.objects.filter(
        here, state=PromiseState.OPEN, path__state=PathState.WALKING, due__gt=now, due__lt=now + NEAR
    )
    return rows.order_by("due").values_list("path__actor_id", "due")[:MOST]


def acts(root: Space) -> Rows:
    """What people did in eleven weeks: actor, how much, when last, how much of it lately. The journal is read once for it."""
    now = clock.now()
    lately = Count("id", filter=Q(id__gte=clock.sort_key(now - LATELY)))
    done = _acts(root).filter(id__gte=clock.sort_key(now - BEFORE)).values("actor")
    return done.annotate(n=Count("id"), last=Max("at"), lately=lately).values_list("actor", "n", "last", "lately")


def went_quiet(acts: list[list[Any]]) -> list[Found]:
    """Who was active for eight weeks and has done nothing for three, the most active first, members or not."""
    now = clock.now()
    gone = sorted((-n, actor, last) for actor, n, last, _lately in acts if n >= ACTIVE and last < now - QUIET)
    return [Found(Step.RETURN, actor, None, (now - last).days // 7) for _n, actor, last in gone[:500]]


def heavy(acts: list[list[Any]]) -> list[tuple[UUID, int, int]]:
    """Who did more than a quarter of all that was done lately: actor, how much, of how much."""
    total = sum(done for *_rest, done in acts)
    found = [(actor, done, total) for actor, _n, _last, done in acts if done >= MUCH and done > total * SHARE]
    return sorted(found, key=lambda row: -row[1])[:MOST]


def to_thank(root: Space) -> Rows:
    """Whom several people took up in the last two weeks and nobody has thanked in words for a month: actor, how many."""
    thanked = Thanks.objects.filter(space_id=root.id, actor=OuterRef("actor"), at__gt=clock.now() - LATELY)
    lately = Merit.objects.filter(space_id=root.id, day__gt=(clock.now() - timedelta(weeks=2)).date())
    counted = (
        lately.filter(~Exists(thanked), actor__in=members(root))
        .values("actor")
        .annotate(n=Count("giver", distinct=True))
    )
    return counted.filter(n__gte=2).order_by("-n", "actor").values_list("actor", "n")[:MOST]


def _acts(root: Space) -> QuerySet[Entry]:
    """What people did in a community, by the journal; the house itself is left out, and so is what was practised."""
    places = Space.objects.filter(Q(id=root.id) | Q(root=root)).values("pk")
    persons = Actor.objects.filter(kind="person").values("id")
    practice = Audience.objects.filter(kind=Kind.PRACTICE, space__in=places).values("id")
    return Entry.objects.filter(space__in=places, actor__in=persons).exclude(audience__in=practice)
