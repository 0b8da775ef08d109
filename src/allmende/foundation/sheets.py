"""Tables to take along, as CSV or as an Excel file, in which no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), their full-width twins too."""

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_LETTERS = 32_000
"""Of a cell of an Excel file, which takes 32,767."""


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one."""
    bare = text.lstrip(" \u00a0\ufeff\0")
    return f"'{text}" if bare.startswith(FORMULA) or text.startswith(FORMULA) else text


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield rows as lines of CSV in UTF-8 with a mark, as every spreadsheet reads it; any length fits into memory."""
    yield b"\xef\xbb\xbf"
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV in one piece."""
    return b"".join(csv_lines(rows))


def as_workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as an Excel file in which every cell is text."""
    from openpyxl import Workbook  # slow import
    from openpyxl.cell import WriteOnlyCell  # slow import
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # slow import

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Allmende")

    def as_text(value: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", safe_cell(value))[:MOST_LETTERS])
        cell.data_type = "s"
        return cell

    for row in rows:
        sheet.append([as_text(value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
