"""Where words begin and end: elisions, hyphens, hash tags, numbers, and the written forms of German gender."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from allmende.observers.search.analyser.folding import normalise

LONGEST = 64
"""Letters of a word that are kept."""

CHUNK = re.compile(r"[^\W_]+(?:[-'*:_/·.,]{1,2}[^\W_]+)*")
PIECES = re.compile(r"[^\W_]+|[^\w]+|_+")
THOUSANDS = re.compile(r"\d{1,3}(?:[.,']\d{3})+")
DECIMAL = re.compile(r"\d+[.,]\d+")
CAMEL = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")

# What stands before an apostrophe in Italian (dell'acqua) and is no word to look for; what stands after one in English.
ELIDED = frozenset(
    "l un d dell all nell sull dall coll quell quest bell c s m t v n gl anch com dov quand cos sant tutt mezz senz qualcos".split()
)
CLITICS = frozenset("s t re ve ll d m".split())
GENDER = frozenset({"in", "innen"})


class Token(NamedTuple):
    """A word as written, in lower case: its pieces (Open-Source has two) and what they give when joined."""

    pieces: tuple[str, ...]
    joined: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in their order; `start` and `end` count in the normalised text."""
    yield from tokens_of(normalise(text))


def tokens_of(normalised: str) -> Iterator[Token]:
    """Yield the words of a text that is normalised already."""
    for chunk in CHUNK.finditer(normalised):
        written = chunk[0]
        if written.isalpha() and written[1:].islower():  # nearly every word
            yield Token((written.casefold()[:LONGEST],), (), *chunk.span())
        elif THOUSANDS.fullmatch(written):
            yield Token((re.sub(r"\D", "", written)[:LONGEST],), (), *chunk.span())
        elif DECIMAL.fullmatch(written):
            whole, part = re.split(r"[.,]", written)
            yield Token((whole[:LONGEST], part[:LONGEST]), (f"{whole}.{part}"[:LONGEST],), *chunk.span())
        else:
            yield from _words(written, chunk.start())


def _words(chunk: str, offset: int) -> Iterator[Token]:
    """Split a chunk at its signs; a hyphen holds together, an apostrophe elides, a star or colon before -innen joins."""
    pieces: list[str] = []
    start = position = offset
    for match in PIECES.finditer(chunk):
        part, position = match[0], offset + match.start()
        if part[0].isalnum():
            if not pieces:
                start = position
            pieces.append(part)
        elif part == "-":
            pieces.append("-")
        elif "'" in part:
            pieces.append("'")
        elif pieces and chunk[match.end() :].casefold().split("-")[0] in GENDER:
            pieces.append("*")
        elif pieces:
            yield _token(pieces, start, position)
            pieces = []
    if pieces:
        yield _token(pieces, start, offset + len(chunk))


def _token(parts: list[str], start: int, end: int) -> Token:
    """Make a token of letters and the signs between them."""
    words: list[str] = []
    sign = ""
    for part in parts:
        if part in {"-", "'", "*"}:
            sign = part
            continue
        if sign == "*" and words:
            words[-1] += part
        elif sign == "'" and words and words[-1].casefold() in ELIDED:
            words[-1] = part
        elif not (sign == "'" and words and part.casefold() in CLITICS):
            words.append(part)
        sign = ""
    pieces = [piece.casefold()[:LONGEST] for word in words for piece in CAMEL.split(word)]
    return Token(tuple(pieces), _joins(pieces), start, end)


def _joins(pieces: list[str]) -> tuple[str, ...]:
    """What neighbouring pieces give when written as one word: all runs of up to four pieces, or else the whole and the pairs."""
    count = len(pieces)
    if count < 2:
        return ()
    if count <= 4:
        runs = [pieces[i:j] for i in range(count) for j in range(i + 2, count + 1)]
    else:
        runs = [pieces, *(pieces[i : i + 2] for i in range(min(count - 1, 20)))]
    return tuple(dict.fromkeys("".join(run)[:LONGEST] for run in runs))
