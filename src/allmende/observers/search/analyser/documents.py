"""What is indexed of a text: its words in order, and the terms by which it is found."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from allmende.observers.search.analyser.folding import fold, normalise
from allmende.observers.search.analyser.german import german, inside
from allmende.observers.search.analyser.stems import english, italian
from allmende.observers.search.analyser.tokens import tokens_of

BODY_LIMIT = 100_000
"""Characters of a body that are indexed."""

TITLE_LIMIT = 1_000
TERMS_LIMIT = 600_000
"""Bytes of terms; PostgreSQL holds a megabyte."""

STEMMERS: dict[str, tuple[str, Callable[[str], frozenset[str]]]] = {
    "de": ("d", german),
    "it": ("i", italian),
    "en": ("e", english),
}
STOP = {
    "de": frozenset(
        "der die das und ist ein eine einer einem einen nicht mit für auf wir ihr sie ich du er es zu zum zur von vom im"
        " den dem des sich auch als bei oder aus wie wird werden wurde sind haben hat kann nach über um am an unser".split()
    ),
    "it": frozenset(
        "il lo la gli le un uno una di che e è per con non si sono del della dei delle degli al alla nel nella ci da"
        " come più anche ma o i se su tra fra questo questa abbiamo siamo ha ho hanno dal dalla noi voi".split()
    ),
    "en": frozenset(
        "the a an and of to is are in that it for on with we you they this our your be as at by or from was were have"
        " has not but can will what how".split()
    ),
}
PARAGRAPH = re.compile(r"\n+|(?<=[.!?]) +")


@dataclass(frozen=True)
class Analysis:
    """A text as the index holds it: folded words in order between spaces (title, bar, body), and distinct sorted terms.

    A term is a letter, a colon and a word: w as written, d/i/e its German, Italian or English stem, p what a compound is
    made of; a t before the letter says that it stands in the title.
    """

    words: str
    terms: str


def analyse(title: str, body: str, language: str, learned: frozenset[str] = frozenset()) -> Analysis:
    """Analyse a text of a known language ("de", "it", "en"; any other is read as all three); never fails.

    Paragraphs in which the stop words of another language prevail are read in both. `learned`: see `german.parts_of`.
    Of a text with too many different words the first half counts, or the first half of that.
    """
    spoken = (language,) if language in STEMMERS else tuple(STEMMERS)
    terms: set[str] = set()
    title_words = _read(normalise(title[:TITLE_LIMIT]), spoken, learned, terms)
    terms |= {f"t{term}" for term in terms}
    body_words: list[str] = []
    for paragraph in PARAGRAPH.split(normalise(body[:BODY_LIMIT])):
        body_words += _read(paragraph, spoken + _also(paragraph, spoken), learned, terms)
    if len(body) > TITLE_LIMIT and sum(len(term.encode()) + 1 for term in terms) > TERMS_LIMIT:
        return analyse(title, body[: min(len(body), BODY_LIMIT) // 2], language, learned)
    return Analysis(f" {' '.join(title_words)} | {' '.join(body_words)} ", " ".join(sorted(terms)))


def _read(text: str, languages: tuple[str, ...], learned: frozenset[str], terms: set[str]) -> list[str]:
    """Add the terms of a normalised text to `terms` and return its folded words."""
    words = []
    for token in tokens_of(text):
        for piece in token.pieces:
            words.append(fold(piece))
            terms |= terms_of(piece, languages, learned)
        for piece in token.joined:
            terms |= terms_of(piece, languages, learned)
    return words


@lru_cache(maxsize=100_000)
def terms_of(word: str, languages: tuple[str, ...], learned: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the terms under which a word is indexed in texts of these languages."""
    found = {f"w:{fold(word)}"}
    for language in languages:
        letter, stem = STEMMERS[language]
        found |= {f"{letter}:{key}" for key in stem(word)}
        if language == "de":
            found |= {f"p:{key}" for key in inside(word, learned)}
    return frozenset(found)


def _also(paragraph: str, spoken: tuple[str, ...]) -> tuple[str, ...]:
    """The languages whose stop words outnumber those of the spoken one, two at least."""
    if len(spoken) > 1:
        return ()
    words = paragraph.casefold().split()
    known = sum(word in STOP[spoken[0]] for word in words)
    return tuple(
        name for name in STOP if name not in spoken and sum(word in STOP[name] for word in words) > max(known, 1)
    )
