"""One line of a file as a person to be, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from allmende.foundation.tables import SheetError, open_sheet
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.identity.accounts.addresses import in_ascii, is_address
from allmende.people.arrivals.queries.columns import fields_of, has_names

ROLES = {
    "": "member", "member": "member", "mitglied": "member", "membro": "member", "socio": "member", "socia": "member",
    "newcomer": "newcomer", "neu": "newcomer", "neu dabei": "newcomer", "nuovo arrivo": "newcomer", "neuling": "newcomer", "nuovo": "newcomer", "nuova": "newcomer",
    "host": "host", "gastgebend": "host", "chi ospita": "host", "gastgeber": "host", "gastgeberin": "host", "ospitante": "host",
}  # fmt: skip
LANGUAGES = {
    "de": "de", "deutsch": "de", "german": "de", "tedesco": "de", "en": "en", "englisch": "en", "english": "en",
    "inglese": "en", "it": "it", "italienisch": "it", "italian": "it", "italiano": "it",
}  # fmt: skip
MOST_SKILLS = 30
_APART = re.compile(r"[;,\n|]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: a code for `queries.problems`, the line, the field or heading, and the value that was found there."""

    code: str
    line: int | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A person as a line tells of them. `source` is who they are there."""

    number: int
    name: str
    email: str = ""
    language: str = ""
    role: str = "member"
    spaces: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    about: str = ""
    source: str = ""


@dataclass(slots=True)
class Reading:
    """A file being read: what it is, its headings and which field each one is, and what must not occur twice."""

    encoding: str = ""
    separator: str = ""
    headings: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def read_people(path: Path, columns: Sequence[str], reading: Reading) -> Iterator[Line | Problem]:
    """Read a file line by line; `columns` (a field for each column) wins over what the headings say.

    Fills `reading` as it goes. A file that can't be read further ends with its problem.
    """
    try:
        with open_sheet(path) as sheet:
            reading.encoding, reading.separator = sheet.encoding, sheet.separator
            _number, first = next(sheet.lines, (0, []))
            reading.headings = [clean_line(cell)[:80] for cell in first]
            fits = len(columns) == len(first)
            reading.fields = list(columns) if fits else fields_of(reading.headings)
            if not has_names(reading.fields):
                yield Problem("no_name_column", 1, value=", ".join(filter(None, reading.headings))[:200])
                return
            for number, cells in sheet.lines:
                yield from _line(number, cells, reading)
    except SheetError as error:
        yield Problem(error.code, error.line, value=error.value)
    except UnicodeError:
        yield Problem("no_text")


def _line(number: int, cells: list[str], reading: Reading) -> Iterator[Line | Problem]:
    """Yield the person of a line, or each of its problems."""
    if len(cells) > len(reading.fields) and any(cell.strip() for cell in cells[len(reading.fields) :]):
        yield Problem("too_many_cells", number, value=str(len(cells)))
        return
    told = {name: cell for name, cell in zip(reading.fields, cells, strict=False) if name}
    problems: list[Problem] = []
    line = Line(
        number=number, name=_name(number, told, problems), email=_email(number, told, problems),
        language=_word(number, told, "language", LANGUAGES, problems), role=_word(number, told, "role", ROLES, problems),
        spaces=_several(told.get("spaces", "")), skills=_several(told.get("skills", ""))[:MOST_SKILLS],
        about=clean_text(told.get("about", "")).strip(), source=_source(told),
    )  # fmt: skip
    if len(line.about) > 600:
        problems.append(Problem("long_about", number, "about", str(len(line.about))))
    problems += _twice(number, line, reading)
    yield from problems or [line]


def _name(number: int, told: dict[str, str], problems: list[Problem]) -> str:
    written = told.get("name") or f"{told.get('given', '')} {told.get('family', '')}"
    name = clean_line(written)
    if not any(letter.isalnum() for letter in name):
        problems.append(Problem("no_name", number, "name", written.strip()[:60]))
    elif len(name) > 120:
        problems.append(Problem("long_name", number, "name", name[:60]))
    return name


def _email(number: int, told: dict[str, str], problems: list[Problem]) -> str:
    written = told.get("email", "").strip()
    email = clean_line(written).lower()
    if not written:
        return ""
    if not is_address(email):
        problems.append(Problem("no_email", number, "email", written[:80]))
    return email


def canonical(email: str) -> str:
    """Return the one spelling of an address by which two are compared: lower case, the domain as it is sent."""
    local, _at, domain = email.strip().lower().rpartition("@")
    return f"{local}@{in_ascii(domain)}"


def _word(number: int, told: dict[str, str], name: str, words: dict[str, str], problems: list[Problem]) -> str:
    written = clean_line(told.get(name, ""))
    known = words.get(written.casefold(), "" if written else words.get("", ""))
    if written and not known:
        problems.append(Problem(f"unknown_{name}", number, name, written[:60]))
    return known


def _several(cell: str) -> tuple[str, ...]:
    """The words of a cell that holds several, each once."""
    words = (clean_line(part)[:60] for part in _APART.split(cell))
    return tuple(dict.fromkeys(word for word in words if word))


def _source(told: dict[str, str]) -> str:
    """Who someone is in the file: their number, else their address, else their name."""
    if number := clean_line(told.get("source", "")):
        return f"id:{number[:200]}"
    if email := clean_line(told.get("email", "")):
        return f"mail:{canonical(email)}"
    return (
        f"name:{clean_line(told.get('name') or told.get('given', '') + ' ' + told.get('family', '')).casefold()[:200]}"
    )


def _twice(number: int, line: Line, reading: Reading) -> Iterator[Problem]:
    """Yield a problem for an address, a number or a nameless twin that stands further up already."""
    keys = {line.source} | ({f"mail:{canonical(line.email)}"} if line.email else set())
    for key in sorted(keys):
        first = reading.seen.setdefault(key, number)
        if first != number:
            kind = key.partition(":")[0]
            column = {"id": "source", "mail": "email", "name": "name"}[kind]
            yield Problem(f"twice_{kind}", number, column, str(first))
            return
