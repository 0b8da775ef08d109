"""What someone typed, as a condition on terms: every word must be found, in any language's form of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from allmende.observers.search.analyser.documents import STEMMERS, STOP, terms_of
from allmende.observers.search.analyser.folding import fold, normalise
from allmende.observers.search.analyser.german import german, parts_of
from allmende.observers.search.analyser.tokens import Token, tokens_of

TEXT_LIMIT = 400
"""Characters of a query that are read."""

WORD_LIMIT = 12
"""Words of a query that are looked for."""

SHORTEST_PREFIX = 3
"""Letters from which an unfinished word is completed."""

PHRASE = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Term:
    """A text has this term, or one that begins with it."""

    value: str
    prefix: bool = False


@dataclass(frozen=True)
class Every:
    """A text meets all of these."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Some:
    """A text meets one of these at least."""

    nodes: tuple[Node, ...]


type Node = Term | Every | Some


@dataclass(frozen=True)
class Word:
    """A word someone typed: met as itself in any of its forms (`itself`), or also as part of a compound (`anyhow`)."""

    itself: Node
    anyhow: Node


@dataclass(frozen=True)
class Query:
    """The words to be met, and the phrases that must stand in the text word by word (folded, between spaces)."""

    words: tuple[Word, ...]
    phrases: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words)

    @cached_property
    def _wanted(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """All terms that would do, and the beginnings of terms."""
        terms = [term for typed in self.words for term in leaves(typed.anyhow)]
        whole = frozenset(term.value for term in terms if not term.prefix)
        return whole, tuple({term.value for term in terms if term.prefix})

    def marks(self, word: str, language: str) -> bool:
        """Say whether a word (in lower case) of a found text is one that was looked for."""
        whole, beginnings = self._wanted
        found = terms_of(word, (language,) if language in STEMMERS else tuple(STEMMERS))
        return not whole.isdisjoint(found) or (bool(beginnings) and any(term.startswith(beginnings) for term in found))


def parse(text: str, *, typing: bool = False) -> Query:
    """Read a query; never fails, whatever is typed. `typing`: the last word may be unfinished.

    Words in quotes must follow each other as typed. Words that say nothing (the, und, di) are left out beside others.
    Of a long query the first 400 characters and 12 words count.
    """
    normalised = normalise(text[:TEXT_LIMIT])
    words: list[Word] = []
    phrases: list[str] = []
    for quoted in PHRASE.finditer(normalised):
        said = [fold(piece) for token in tokens_of(quoted[1]) for piece in token.pieces][:WORD_LIMIT]
        if said:
            phrases.append(f" {' '.join(said)} ")
            exact = Every(tuple(Term(f"w:{word}") for word in dict.fromkeys(said)))
            words.append(Word(exact, exact))
    loose = list(tokens_of(PHRASE.sub(lambda found: " " * len(found[0]), normalised)))
    unfinished = typing and bool(loose) and loose[-1].end == len(normalised)
    telling = [token for token in loose if not _is_stop(token)]
    chosen = telling or ([] if words else loose)
    if unfinished and loose[-1] not in chosen:
        chosen = [*chosen, loose[-1]]
    words += [_word(token, unfinished=unfinished and token is loose[-1]) for token in chosen]
    return Query(tuple(dict.fromkeys(words[:WORD_LIMIT])), tuple(dict.fromkeys(phrases[:WORD_LIMIT])))


def _is_stop(token: Token) -> bool:
    return len(token.pieces) == 1 and any(token.pieces[0] in stop for stop in STOP.values())


def _word(token: Token, *, unfinished: bool) -> Word:
    """A token with a hyphen is met by its pieces or by what they give together; with none, by itself."""
    whole = [_piece(piece, unfinished=unfinished) for piece in token.joined[-1:]]
    pieces = [_piece(piece, unfinished=unfinished and piece is token.pieces[-1]) for piece in token.pieces]
    if not whole and len(pieces) == 1:
        return pieces[0]
    return Word(
        Some((Every(tuple(piece.itself for piece in pieces)), *(word.itself for word in whole))),
        Some((Every(tuple(piece.anyhow for piece in pieces)), *(word.anyhow for word in whole))),
    )


def _piece(word: str, *, unfinished: bool) -> Word:
    """A word in all its languages' forms; a compound also by all of its parts, wherever they stand."""
    flat = fold(word)
    terms = [Term(term) for term in sorted(terms_of(word, tuple(STEMMERS))) if not term.startswith("p:")]
    if unfinished and len(flat) >= SHORTEST_PREFIX:
        terms.append(Term(f"w:{flat}", prefix=True))
    itself = Some(tuple(terms))
    within: list[Node] = [Term(f"p:{key}") for key in sorted(german(word))]
    if unfinished and len(flat) > SHORTEST_PREFIX:
        within.append(Term(f"p:{flat}", prefix=True))
    parts = tuple(Some((Term(f"d:{key}"), Term(f"p:{key}"))) for key in dict.fromkeys(parts_of(word)))
    if len(parts) > 1:
        within.append(Every(parts))
    return Word(itself, Some((*terms, *within)))


def leaves(node: Node) -> list[Term]:
    """Return all terms of a condition."""
    return [node] if isinstance(node, Term) else [term for inner in node.nodes for term in leaves(inner)]
