"""Lists to take along as tables: what a list says of itself, and how its rows are written so that no spreadsheet runs a cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from allmende.foundation.verdicts import Text, Verdict

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), their full-width twins too."""
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_000
"""Characters: Excel holds 32,767."""

type Query = Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """A list that people see on a page, as a table.

    `columns` are keys with headings in their order. `rows` (reader, root space, the page's query) yields a cell for each of
    them, only of what the reader sees, in the page's order and by its filters; it may be asked in a task too. `may` (the same
    arguments) says who takes it along. `url` (the page's query) leads back to the page. Of a list that tells of people
    (`is_personal`) the journal keeps who took how many.
    """

    key: str
    title: Text
    columns: Mapping[str, Text]
    rows: Callable[[Any, Any, Query], Iterable[Sequence[object]]]
    may: Callable[[Any, Any, Query], Verdict]
    url: Callable[[Query], str]
    is_personal: bool = False
    book: Callable[[Any, Any, Query], tuple[bytes, int]] | None = None
    """The same list as a book to print (PDF), and how many it tells of; asked in a task, in the reader's language."""


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one."""
    bare = text.lstrip(" \u00a0\ufeff\0")
    return f"'{text}" if bare.startswith(FORMULA) or text.startswith(FORMULA) else text


def as_cell(value: object) -> str:
    """Return any value as a safe cell: instants in the reader's zone to the minute, days as ISO 8601, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else safe_cell(str(value))


def table_of(sheet: Sheet, chosen: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterable[list[str]]:
    """Yield the headings of the chosen columns, then each row's cells, all of them safe."""
    places = [place for place, key in enumerate(sheet.columns) if key in chosen]
    headings = [str(heading) for heading in sheet.columns.values()]
    yield [headings[place] for place in places]
    for row in rows:
        yield [as_cell(row[place]) for place in places]


def csv_lines(table: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield rows as lines of CSV (RFC 4180) in UTF-8 with a mark, as every spreadsheet reads it; any length fits into memory."""
    yield b"\xef\xbb\xbf"
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    for row in table:
        writer.writerow(row)
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def as_csv(table: Iterable[Sequence[str]]) -> bytes:
    """Write rows as CSV in one piece."""
    return b"".join(csv_lines(table))


def as_workbook(table: Iterable[Sequence[str]]) -> bytes:
    """Write rows as an Excel file in which every cell is text."""
    from openpyxl import Workbook  # slow import
    from openpyxl.cell import WriteOnlyCell  # slow import
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # slow import

    book = Workbook(write_only=True)
    page = book.create_sheet("Allmende")

    def as_text(value: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
        cell.data_type = "s"
        return cell

    for row in table:
        page.append([as_text(value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_json(sheet: Sheet, chosen: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as a list of objects (RFC 8259) by the keys of the columns: numbers stay numbers, instants are ISO 8601 with their zone."""
    places = [(place, key) for place, key in enumerate(sheet.columns) if key in chosen]
    told = [{key: row[place] for place, key in places} for row in rows]
    return json.dumps(told, ensure_ascii=False, indent=1, default=_in_json).encode()


def _in_json(value: object) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


type Writer = Callable[[Sheet, Sequence[str], Iterable[Sequence[object]]], bytes]

FORMS: Mapping[str, tuple[Writer, str]] = {
    "csv": (lambda sheet, chosen, rows: as_csv(table_of(sheet, chosen, rows)), CSV),
    "xlsx": (lambda sheet, chosen, rows: as_workbook(table_of(sheet, chosen, rows)), XLSX),
    "json": (as_json, "application/json"),
}
"""In which form a list can be taken along: how its rows are written, and its media type."""
PDF = "application/pdf"
"""The media type of a book."""
