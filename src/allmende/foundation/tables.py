"""Rows of a CSV or Excel file, one after the other, whatever its encoding and separator; never all of them at once."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from allmende.foundation.archives import HarmfulArchiveError, require_harmless
from allmende.foundation.verdicts import Text

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 60
MOST_UNPACKED = 400_000_000
MOST_TEXTS = 60_000_000
"""Bytes of the shared texts of an Excel file, which are read at once."""
LONGEST_CELL = 20_000
SEPARATORS = ",;\t"


FAULTS: dict[str, Text] = {
    "old_excel": _("This is an old Excel file (.xls). Save it as .xlsx or CSV and choose it again."),
    "no_workbook": _("This Excel file is damaged. Open it, save it again, and choose it once more."),
    "no_text": _("This is no CSV or Excel file. Save your table as CSV (UTF-8) or .xlsx."),
    "bomb": _("This Excel file unpacks to more than we open. Save the table alone as CSV."),
    "long_cell": _("A cell with more than %(longest)s characters. Shorten it."),
    "quotes": _("A quotation mark that begins here doesn't end. Close it, or write it twice inside a cell."),
    "formula": _("A formula: “%(value)s”. Put its result there as text."),
    "too_many_cells": _("%(value)s cells, more than there are headings. Put quotation marks around a comma."),
}
"""What can be wrong with any table, and what to do, by the code of a SheetError."""


class SheetError(Exception):
    """A file, or a line of it, that can't be read: a code (`FAULTS`, or what the importer says), and the line."""

    def __init__(self, code: str, line: int | None = None, value: str = "") -> None:
        super().__init__(code)
        self.code, self.line, self.value = code, line, value


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that is open: what it is (`utf-8`, `cp1252`, `xlsx` …), its separator, and its lines as (number, cells)."""

    encoding: str
    separator: str
    lines: Iterator[tuple[int, list[str]]]


@contextmanager
def open_sheet(path: Path) -> Iterator[Sheet]:
    """Open a file by what is in it, not by its name. Raises SheetError for one that can't be read; so does its iterator."""
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise SheetError("empty")
    if start.startswith(b"PK\x03\x04"):
        with _workbook(path) as lines:
            yield Sheet("xlsx", "", lines)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError("old_excel")
    else:
        encoding = _encoding(path, start)
        with path.open(encoding=encoding, newline="") as text:
            separator = _separator(text.read(65_536))
            text.seek(0)
            yield Sheet(encoding, separator, _csv_lines(text, separator))


def plain(heading: str) -> str:
    """Return a heading's letters alone, in lower case and without marks: "E-Mail-Adresse " gives "emailadresse"."""
    folded = unicodedata.normalize("NFKD", heading.casefold().replace("ß", "ss"))
    return re.sub(r"[\W_]+", "", "".join(sign for sign in folded if not unicodedata.combining(sign)))


def headed(headings: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return for each heading the field it names (`names`: plain headings of each, with spaces between), or nothing.

    A field is taken from its first column.
    """
    field_of = {heading: field for field, known in names.items() for heading in known.split()}
    found: list[str] = []
    for heading in headings:
        field = field_of.get(plain(heading), "")
        found.append("" if field in found else field)
    return found


def _encoding(path: Path, start: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one; whatever is no UTF-8 is taken for the Windows form of Latin-1."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            if b"\0" in start:
                raise SheetError("no_text") from None
            return "latin-1" if _is_latin(path) else "cp1252"
    return "utf-8-sig"


def _is_latin(path: Path) -> bool:
    """Whether bytes occur that Windows' table leaves empty: then it is Latin-1 in the strict sense."""
    with path.open("rb") as file:
        return any(byte in chunk for chunk in iter(lambda: file.read(1 << 20), b"") for byte in b"\x81\x8d\x8f\x90\x9d")


def _separator(start: str) -> str:
    """The separator that stands most often outside quotes in the first line."""
    counts, quoted = dict.fromkeys(SEPARATORS, 0), False
    for letter in start:
        if letter == '"':
            quoted = not quoted
        elif letter in "\r\n" and not quoted:
            break
        elif letter in counts and not quoted:
            counts[letter] += 1
    return max(counts, key=lambda separator: counts[separator])


def _csv_lines(text: io.TextIOBase, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of the line on which it begins: a quoted cell may have several."""
    rows = csv.reader(text, delimiter=separator, strict=True)
    count, begins = 0, 1
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            code = "long_cell" if "field larger" in str(error) else "quotes"
            raise SheetError(code, begins) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            _check(begins, count, cells)
            yield begins, cells
            count += 1
        begins = rows.line_num + 1


def _check(line: int, count: int, cells: list[str]) -> None:
    if count > MOST_ROWS:
        raise SheetError("too_many", line)
    if len(cells) > MOST_COLUMNS:
        raise SheetError("too_wide", line)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise SheetError("long_cell", line)


@contextmanager
def _workbook(path: Path) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """The first sheet of an Excel file. What unpacks to more than the limits isn't opened: a small file may hold a flood."""
    from openpyxl import load_workbook  # slow import

    try:
        with ZipFile(path) as archive:
            require_harmless(archive, most_files=2000, most_unpacked=MOST_UNPACKED)
            parts = archive.infolist()
        texts = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
        if texts > MOST_TEXTS:
            raise SheetError("bomb")
        file = path.open("rb")  # a name without .xlsx is refused otherwise
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except SheetError:
        raise
    except HarmfulArchiveError as error:
        raise SheetError("bomb") from error
    except (BadZipFile, KeyError, ValueError, OSError, EOFError, SyntaxError, NotImplementedError, TypeError) as error:
        raise SheetError("no_workbook") from error
    try:
        yield _cells(book)
    finally:
        book.close()
        file.close()


def _cells(book: object) -> Iterator[tuple[int, list[str]]]:
    sheet = book.worksheets[0] if book.worksheets else None  # type: ignore[attr-defined]
    if sheet is None or not hasattr(sheet, "iter_rows"):
        raise SheetError("no_workbook")
    sheet.reset_dimensions()  # what the file says of its size need not be true
    count = 0
    try:
        for line, values in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), 1):
            if line > 1_100_000:
                raise SheetError("too_many", line)
            cells = [_as_text(value, line) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                _check(line, count, cells)
                yield line, cells
                count += 1
    except (BadZipFile, KeyError, ValueError, EOFError, SyntaxError, TypeError) as error:
        raise SheetError("no_workbook") from error


def _as_text(value: object, line: int) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        if value.startswith("="):
            raise SheetError("formula", line, value[:60])
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (bool, int, float)):
        return str(value)
    raise SheetError("formula", line)  # array and table formulas come as objects
