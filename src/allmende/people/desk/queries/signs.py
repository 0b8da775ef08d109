"""Signs that someone could be asked, missed, relieved or thanked: read from the journal and the things, a statement for each.

Everything is bounded: by time (the journal's ids are in the order of time) and by number.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
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


def could_hand_in(reader: Reader, root: Space) -> list[Found]:
    """Who commented on three things of others lately and has shared nothing of their own."""
    own = Thing.objects.shared().filter(author=OuterRef("author"), published__isnull=False).exclude(kind="space")
    said = Comment.objects.visible_to(reader).filter(
        created__gt=clock.now() - WITHIN, author__in=members(root), state="", thread__thing__in=things_in(reader, root)
    )
    rows = said.exclude(author=F("thread__thing__author")).filter(~Exists(own))
    counted = rows.values("author").annotate(n=Count("thread", distinct=True)).filter(n__gte=COMMENTS)
    return [Found(Step.HAND_IN, row["author"], None, row["n"]) for row in counted.order_by("-n", "author")[:MOST]]


def could_answer(reader: Reader, root: Space) -> list[Found]:
    """For things that nobody has answered for days: who is taken up by others most, in turn, and is not their author."""
    earliest, latest = (clock.now() - span for span in UNANSWERED)
    answered = Comment.objects.filter(thread__thing=OuterRef("pk"), state="").exclude(author=OuterRef("author"))
    discussed = things_in(reader, root).exclude(kind="piece")  # what someone shows of their work asks nothing
    open_things = discussed.filter(created__gt=earliest, created__lt=latest).filter(~Exists(answered))
    waiting = list(open_things.order_by("created").values_list("id", "author_id", "kind", "title")[:MOST])
    urls = urls_of([(thing, kind) for thing, _author, kind, _title in waiting])
    since = (clock.now() - WITHIN).date()
    counted = Merit.objects.filter(space_id=root.id, day__gt=since, actor__in=members(root))
    helpful = counted.values("actor").annotate(n=Count("giver", distinct=True)).order_by("-n", "actor")
    people = [row["actor"] for row in helpful[:MOST]] if waiting else []
    found, used = [], Counter[UUID]()
    for thing, author, _kind, title in waiting:
        fitting = [person for person in people if person not in {author, reader.id}]
        if fitting:
            person = min(fitting, key=lambda one: used[one])
            used[person] += 1
            found.append(Found(Step.ANSWER, person, thing, title=title, url=urls.get(thing, "")))
    return found


def could_bring_a_skill(reader: Reader, root: Space) -> list[Found]:
    """Whose skill or offer is a word of something that one can take part in now (what rooms say is open)."""
    words: dict[str, Card] = {}
    for door in doors():
        for card in door.openings(reader, root) if door.openings else []:
            for word in f"{card.title} {card.summary}".casefold().split():
                if len(key := word.strip(".,:;!?()„“”\"'")) >= 4:
                    words.setdefault(key, card)
    if not words:
        return []
    said = Detail.objects.within(reach_in_profiles(reader)).filter(
        key__in=(Key.SKILL, Key.OFFER), word__in=list(words)[:500], actor__in=members(root)
    )
    pairs = {actor: words[word] for actor, word in said.order_by("actor", "id").values_list("actor_id", "word")[:100]}
    return [
        Found(Step.SKILL, actor, card.thing, title=card.title, url=card.url)
        for actor, card in list(pairs.items())[:MOST]
    ]


def could_need_a_hand(root: Space) -> list[Found]:
    """Newcomers whose first commitment is due soon and neither kept nor reported."""
    now = clock.now()
    here = Q(path__space_id=root.id) | Q(path__space__root_id=root.id)
    rows = Promise.objects.filter(
        here, state=PromiseState.OPEN, path__state=PathState.WALKING, due__gt=now, due__lt=now + NEAR
    )
    return [
        Found(Step.PROMISE, actor, None, max(1, (due - now).days))
        for actor, due in rows.order_by("due").values_list("path__actor_id", "due")[:MOST]
    ]


def quiet_and_heavy(root: Space) -> tuple[list[Found], list[tuple[UUID, int, int]]]:
    """Who was active for eight weeks and has done nothing for three; and who did more than a quarter of all that was done lately.

    The heavy: actor, how much, of how much. The journal is read once for both, and once more only for those who went quiet.
    """
    now = clock.now()
    lately = Count("id", filter=Q(id__gte=clock.sort_key(now - LATELY)))
    acts = _acts(root).filter(id__gte=clock.sort_key(now - BEFORE)).values("actor")
    rows = list(acts.annotate(n=Count("id"), last=Max("at"), lately=lately).values_list("actor", "n", "last", "lately"))
    gone = sorted((-n, actor, last) for actor, n, last, _lately in rows if n >= ACTIVE and last < now - QUIET)
    here = set(members(root).filter(actor__in=[actor for _n, actor, _last in gone[:500]])) if gone else set()
    quiet = [Found(Step.RETURN, actor, None, (now - last).days // 7) for _n, actor, last in gone if actor in here]
    total = sum(done for *_rest, done in rows)
    heavy = [(actor, done, total) for actor, _n, _last, done in rows if done >= MUCH and done > total * SHARE]
    return quiet[:MOST], sorted(heavy, key=lambda row: -row[1])[:MOST]


def to_thank(root: Space) -> list[tuple[UUID, int]]:
    """Return whom several people took up in the last two weeks and nobody has thanked in words for a month."""
    thanked = Thanks.objects.filter(space_id=root.id, actor=OuterRef("actor"), at__gt=clock.now() - LATELY)
    lately = Merit.objects.filter(space_id=root.id, day__gt=(clock.now() - timedelta(weeks=2)).date())
    counted = (
        lately.filter(~Exists(thanked), actor__in=members(root))
        .values("actor")
        .annotate(n=Count("giver", distinct=True))
    )
    return [(row["actor"], row["n"]) for row in counted.filter(n__gte=2).order_by("-n", "actor")[:MOST]]


def _acts(root: Space) -> QuerySet[Entry]:
    """What people did in a community, by the journal; the house itself is left out, and so is what was practised."""
    places = Space.objects.filter(Q(id=root.id) | Q(root=root)).values("pk")
    persons = Actor.objects.filter(kind="person").values("id")
    practice = Audience.objects.filter(kind=Kind.PRACTICE, space__in=places).values("id")
    return Entry.objects.filter(space__in=places, actor__in=persons).exclude(audience__in=practice)
