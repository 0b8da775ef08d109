"""Writing the index: a thing's text as its room tells it, and the base words of this community."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Coalesce

from allmende.commons.audiences.models import PUBLIC
from allmende.commons.things.models import Thing
from allmende.foundation import doors
from allmende.observers.search import fulltext
from allmende.observers.search.analyser import analyse
from allmende.observers.search.analyser.folding import clean
from allmende.observers.search.analyser.german import inside, is_known, parts_of
from allmende.observers.search.models import Document, Word

BATCH = 200
BODY_KEPT = 10_000
"""Characters of a body that are kept for showing where the words stand."""

WORDS_LEARNED = 20_000
TEXTS_TO_LEARN_FROM = 3
"""Public texts that must use a word before it counts as one."""

type Report = Callable[[int, int], None]


@transaction.atomic
def index_things(things: Iterable[UUID]) -> int:
    """Write what the rooms say of these things, and forget those of which they say nothing; return how many were written.

    Doing it twice changes nothing. A thing that has been published since moves to the head of the newest.
    """
    told = told_of(set(things))
    asked = [thing for thing, _, _ in told]
    Document.objects.filter(thing__in=asked).exclude(thing__in=[thing for thing, _, text in told if text]).delete()
    learned = learned_words()
    rows = sorted(
        (document_of(thing, moment, text, learned) for thing, moment, text in told if text), key=lambda row: row.moment
    )
    moments = dict(Document.objects.filter(thing__in=asked).values_list("thing", "moment"))
    moved = [row.thing_id for row in rows if moments.get(row.thing_id, row.moment) != row.moment]
    Document.objects.filter(thing__in=moved).delete()
    Document.objects.bulk_create(
        rows, BATCH, update_conflicts=True, unique_fields=["thing"], update_fields=[*Document.CONTENT]
    )
    return len(rows)


def told_of(things: set[UUID]) -> list[tuple[UUID, UUID, doors.Document | None]]:
    """Return each thing that still is, the moment it counts from, and what its room says of it."""
    kinds = doors.kinds()
    rows = list(Thing.objects.filter(id__in=things).values_list("id", "kind", "published"))
    texts: dict[UUID, doors.Document] = {}
    for kind in {kind for _, kind, _ in rows} & kinds.keys():
        if documents := kinds[kind].documents:
            texts |= {text.thing: text for text in documents([thing for thing, its, _ in rows if its == kind])}
    return [(thing, published or thing, texts.get(thing)) for thing, _, published in rows]


def document_of(thing: UUID, moment: UUID, text: doors.Document, learned: frozenset[str]) -> Document:
    """Return the document that a text makes, as it should stand in the index; writes nothing."""
    analysis = analyse(text.title, text.body, text.language, learned)
    return Document(
        thing_id=thing,
        moment=moment,
        language=text.language[:5],
        title=clean(text.title),
        body=clean(text.body.strip()[:BODY_KEPT]),
        words=analysis.words,
        terms=analysis.terms,
    )


def rebuild(report: Report = lambda done, total: None) -> int:
    """Index every thing anew while search goes on, then learn; `report` hears (done, total). Return how many documents there are.

    Can be stopped and started again at any time.
    """
    fulltext.make_anew()  # first: what is damaged could not take in what follows
    kinds = [key for key, kind in doors.kinds().items() if kind.documents]
    wanted = Thing.objects.filter(kind__in=kinds)
    total, done = wanted.count(), 0
    oldest_first = wanted.order_by(Coalesce("published", "id")).values_list("id", flat=True)
    for batch in batched(oldest_first.iterator(chunk_size=BATCH), BATCH):
        index_things(batch)
        done += len(batch)
        report(done, total)
    learn()
    return Document.objects.count()


def learned_words() -> frozenset[str]:
    """Return the base words learned from this community's texts."""
    return frozenset(Word.objects.values_list("word", flat=True))


def learn() -> int:
    """Learn the base words that several public texts use, and index anew the texts whose compounds they take apart.

    Only texts that everyone may read teach: a hidden text must not change what can be found. Return how many words are known.
    """
    before = learned_words()
    now = _frequent_words()
    with transaction.atomic():
        Word.objects.filter(word__in=before - now).delete()
        Word.objects.bulk_create([Word(word=word) for word in sorted(now - before)], BATCH, ignore_conflicts=True)
    if now != before:
        for batch in batched(_read_otherwise(before, now), BATCH):
            index_things(batch)
    return len(now)


def _frequent_words() -> frozenset[str]:
    """Words of five letters or more in three public German texts or more, unless we know or can read them already."""
    counts: Counter[str] = Counter()
    public = Document.objects.filter(thing__audience=PUBLIC, language="de").values_list("words", flat=True)
    for words in public.iterator(chunk_size=BATCH):
        counts.update({word for word in words.split() if 4 < len(word) < 21 and word.isalpha()})
    frequent = (word for word, count in counts.most_common() if count >= TEXTS_TO_LEARN_FROM)
    strange = (word for word in frequent if not is_known(word) and not parts_of(word))
    return frozenset(word for word, _ in zip(strange, range(WORDS_LEARNED), strict=False))


def _read_otherwise(before: frozenset[str], now: frozenset[str]) -> Iterator[UUID]:
    """Things with a word that the one vocabulary takes apart otherwise than the other."""
    differs: dict[str, bool] = {}
    for thing, words in Document.objects.values_list("thing", "words").iterator(chunk_size=BATCH):
        for word in words.split():
            if len(word) > 8 and word not in differs:
                differs[word] = inside(word, before) != inside(word, now)
        if any(differs.get(word, False) for word in words.split()):
            yield thing
