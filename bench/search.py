"""How long searching takes among many texts: words rare and common, two of them, parts of compounds, unfinished ones."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import connection

from allmende.commons.things.models import Thing
from allmende.foundation import doors
from allmende.observers.search import fulltext, queries
from allmende.observers.search.analyser import analyse
from allmende.observers.search.analyser.german import words
from allmende.observers.search.models import Document
from bench.spine import readers
from bench.village import KINDS, Maker, Size

GOAL = 150.0
WORDS_IN_A_TEXT = 60
VOCABULARY = 40_000
type Asking = Callable[[random.Random], str]


class Texts:
    """German-looking texts: a few words stand everywhere and most are rare (Zipf); half of all words are compounds."""

    def __init__(self) -> None:
        self.random = random.Random(20261122)
        bases = sorted(set(words().bases) - words().whole)
        self.random.shuffle(bases)
        compounds = (self.random.choice(bases) + self.random.choice(bases) for _ in itertools.count())
        self.vocabulary = list(dict.fromkeys(itertools.chain(bases, itertools.islice(compounds, VOCABULARY))))
        self.random.shuffle(self.vocabulary)
        self.shares = list(itertools.accumulate(1 / (rank + 4) for rank in range(len(self.vocabulary))))

    def some(self, count: int) -> list[str]:
        """Return words as often as they are used."""
        return self.random.choices(self.vocabulary, cum_weights=self.shares, k=count)

    def documents(self) -> Iterator[Document]:
        """Make a document for every thing, the earliest first."""
        for thing in Thing.objects.order_by("id").values_list("id", flat=True).iterator(chunk_size=5000):
            title, body = " ".join(self.some(4)), " ".join(self.some(WORDS_IN_A_TEXT))
            found = analyse(title, body, "de")
            yield Document(
                thing_id=thing,
                moment=thing,
                language="de",
                title=title,
                body=body,
                words=found.words,
                terms=found.terms,
            )


def fill(size: Size) -> None:
    """Make the village and what search knows of it."""
    Maker(size).make()
    began = time.perf_counter()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # made afterwards, it takes a tenth of the time
            cursor.execute("DROP INDEX search_document_vector")
    for batch in itertools.batched(Texts().documents(), 5000):
        Document.objects.bulk_create(batch, 500)
    fulltext.install()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"{size.things} documents analysed and indexed in {time.perf_counter() - began:.0f} s")


def questions(texts: Texts) -> dict[str, tuple[Asking, bool]]:
    """Return the ways of asking by name, and whether the last word is unfinished."""
    common, rng = texts.vocabulary[:20], texts.random

    def together(_rng: random.Random) -> str:
        body = Document.objects.filter(id=rng.randrange(1, 10_000)).values_list("body", flat=True).first() or "haus"
        return " ".join(rng.sample(body.split(), 2))

    return {
        "one word": (lambda _: texts.some(1)[0], False),
        "one of the 20 commonest": (lambda r: r.choice(common), False),
        "two words of one text": (together, False),
        "two of the commonest": (lambda r: " ".join(r.sample(common, 2)), False),
        "unfinished, 3 to 5 letters": (lambda r: texts.some(1)[0][: r.randint(3, 5)], True),
        "in no text": (lambda r: f"nirgends{r.randrange(999)}", False),
    }


def run(size: Size, *, times: int, filled: bool) -> bool:
    """Measure and print; say whether every way of asking is answered below the goal at the 95th percentile."""
    urls: Callable[..., dict[UUID, str]] = lambda things: {thing: f"/id/{thing}/" for thing in things}  # noqa: E731
    for key, _share in KINDS:
        doors.offer_kind(doors.Kind(key, key, key, "file", urls))
    if not filled:
        fill(size)
    texts, good = Texts(), True
    print(f"{'reach':>6}  {'question':<28} {'p50':>8} {'p95':>8} {'max':>8} {'cpu p95':>8}   ms, {connection.vendor}")
    for reach, some in readers(Maker(size)._readers()):
        for name, (ask, typing) in questions(texts).items():
            both = [_timed(texts, some, ask, typing) for _ in range(times)]
            taken, own = sorted(wall for wall, _ in both), sorted(cpu for _, cpu in both)
            at_95 = int(times * 0.95)
            p95 = taken[at_95]
            good &= p95 < GOAL
            print(
                f"{reach:>6}  {name:<28} {taken[len(taken) // 2]:>8.1f} {p95:>8.1f} {taken[-1]:>8.1f} {own[at_95]:>8.1f}"
            )
    return good


def _timed(texts: Texts, some: list, ask: Asking, typing: bool) -> tuple[float, float]:
    """Return the milliseconds a search took, and those this process worked (on SQLite that is all the work)."""
    reader, text = texts.random.choice(some), ask(texts.random)
    began, worked = time.perf_counter(), time.process_time()
    queries.search(reader, text, typing=typing)
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
