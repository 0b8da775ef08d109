"""One line of a table as an idea to be, or what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from allmende.foundation.money import parse_money
from allmende.foundation.tables import SheetError, headed, open_sheet
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Text
from allmende.rooms.calls.models import Call

FIELDS: dict[str, Text] = {
    "title": _("Title"),
    "text": _("Description"),
    "cost": _("Cost"),
    "by": _("By"),
    "source": _("Number"),
}
"""What can be brought in of an idea, and what it is called."""

HEADINGS = {
    "title": "title name idea proposal headline titel idee vorschlag uberschrift ueberschrift projekt titolo idea proposta nome progetto",
    "text": "description text details body content abstract beschreibung inhalt erlauterung erlaeuterung begrundung begruendung "
    "descrizione testo dettagli contenuto",
    "cost": "cost costs budget price amount kosten preis betrag summe costo costi importo prezzo",
    "by": "by author authors submitter proposer von autor autorin verfasser eingereichtvon idevon ideevon da autore autrice "
    "propostoda propostada",
    "source": "id number nr no nummer numero sourceid externalid quellid idfonte",
}
LONGEST = {"title": 120, "text": 40_000, "by": 120, "source": 80}


@dataclass(frozen=True, slots=True)
class IdeaProblem:
    """What is wrong: a code for `queries.ideas`, the line, the field, and the value that was found there."""

    code: str
    line: int | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea as a line tells of it: cost in minor units of the call's currency; `source` is what it is there."""

    number: int
    title: str
    text: str = ""
    cost: int | None = None
    by: str = ""
    source: str = ""


@dataclass(slots=True)
class IdeaReading:
    """A table being read: what it is, its headings and which field each one is, and what must not occur twice."""

    call: Call
    encoding: str = ""
    separator: str = ""
    headings: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


type Line = tuple[int, list[str], Idea | list[IdeaProblem]]
"""The number of a line, its cells, and the idea or all that is wrong with it."""


def read_ideas(path: Path, columns: Sequence[str], reading: IdeaReading) -> Iterator[Line]:
    """Read a table line by line; `columns` (a field for each column) wins over what the headings say.

    Fills `reading` as it goes. A file that can't be read further ends with its problem.
    """
    try:
        with open_sheet(path) as sheet:
            reading.encoding, reading.separator = sheet.encoding, sheet.separator
            _number, first = next(sheet.lines, (0, []))
            reading.headings = [clean_line(cell)[:80] for cell in first]
            fits = len(columns) == len(first)
            reading.fields = list(columns) if fits else headed(reading.headings, HEADINGS)
            if "title" not in reading.fields:
                found = ", ".join(filter(None, reading.headings))[:200]
                yield 1, first, [IdeaProblem("no_title_column", 1, value=found)]
                return
            for number, cells in sheet.lines:
                yield number, cells, _idea(number, cells, reading)
    except SheetError as error:
        yield error.line or 0, [], [IdeaProblem(error.code, error.line, value=error.value)]
    except UnicodeError:
        yield 0, [], [IdeaProblem("no_text")]


def _idea(number: int, cells: list[str], reading: IdeaReading) -> Idea | list[IdeaProblem]:
    if len(cells) > len(reading.fields) and any(cell.strip() for cell in cells[len(reading.fields) :]):
        return [IdeaProblem("too_many_cells", number, value=str(len(cells)))]
    told = {name: cell for name, cell in zip(reading.fields, cells, strict=False) if name}
    problems: list[IdeaProblem] = []
    title, text = clean_line(told.get("title", "")), clean_text(told.get("text", "")).strip()
    idea = Idea(
        number, title, text, _cost(number, told.get("cost", ""), reading.call, problems),
        clean_line(told.get("by", "")), _source(told, title, text),
    )  # fmt: skip
    if not any(letter.isalnum() for letter in title) or len(title) < 3:
        problems.append(IdeaProblem("no_title", number, "title", title[:60]))
    for name, most in LONGEST.items():
        length = len(clean_line(told.get("source", "")) if name == "source" else getattr(idea, name))
        if length > most:
            problems.append(IdeaProblem("too_long", number, name, f"{length}/{most}"))
    if before := reading.seen.get(idea.source):
        problems.append(IdeaProblem("twice", number, "source" if told.get("source") else "title", str(before)))
    reading.seen.setdefault(idea.source, number)
    return problems or idea


def _source(told: dict[str, str], title: str, text: str) -> str:
    """What an idea is in its table: its number there, or else its words; the same of both is the same idea."""
    if number := clean_line(told.get("source", "")):
        return f"id:{number[:80]}"
    words = "\0".join((title.casefold(), text.casefold()))
    return f"words:{hashlib.sha256(words.encode()).hexdigest()[:32]}"


def _cost(number: int, written: str, call: Call, problems: list[IdeaProblem]) -> int | None:
    """Read what an idea would cost: a call with a budget needs it of each, as votes spend it."""
    written = written.strip()
    if not written:
        if call.budget is not None:
            problems.append(IdeaProblem("no_cost", number, "cost"))
        return None
    try:
        minor = parse_money(written, call.currency, call.language).minor
    except ValueError:
        problems.append(IdeaProblem("odd_cost", number, "cost", written[:60]))
        return None
    if minor <= 0 or (call.budget is not None and minor > call.budget):
        problems.append(IdeaProblem("cost_beyond", number, "cost", written[:60]))
    return minor
