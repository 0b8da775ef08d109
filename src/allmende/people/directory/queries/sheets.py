"""A list of people as a table to take along: no more than the reader may see, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import batched

from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Reader
from allmende.people.directory.queries.cards import Listed, PersonCard, cards_of, listed
from allmende.people.directory.queries.searching import Search, found
from allmende.people.profiles.models import Key
from allmende.people.profiles.queries.words import language_name

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), their full-width twins too."""
AT_ONCE = 300


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one."""
    bare = text.lstrip(" \u00a0\ufeff\0")
    return f"'{text}" if bare.startswith(FORMULA) or text.startswith(FORMULA) else text


def headings() -> list[str]:
    """What the columns are called."""
    return [
        _("Name"), _("Handle"), _("Kind"), _("Role"), _("Member since"), _("In a sentence"), _("Skills"), _("Languages"),
        _("Offers"), _("Seeks"), _("Hours a week"), _("From when"), _("Hub"), _("Links"),
    ]  # fmt: skip


def rows_of(reader: Reader, root: Space, search: Search) -> Iterator[list[str]]:
    """Yield a row for each person found, in the order of the alphabet, some hundred at a time."""
    rows = listed(found(reader, root, search), root).iterator(chunk_size=AT_ONCE)
    for some in batched((Listed(*values) for values in rows), AT_ONCE):
        for card in cards_of(reader, root, some):
            yield [safe_cell(cell) for cell in _cells(card)]


def _cells(card: PersonCard) -> Iterator[str]:
    view = card.view
    yield from (card.name, card.handle, card.kind, card.role)
    yield card.joined.date().isoformat() if card.joined else ""
    yield card.short
    yield "; ".join(shown.text for shown in view.all(Key.SKILL))
    yield "; ".join(language_name(shown.word) for shown in view.all(Key.LANGUAGE))
    yield "; ".join(shown.text for shown in view.all(Key.OFFER))
    yield "; ".join(shown.text for shown in view.all(Key.SEEK))
    yield str(card.hours or "")
    yield card.since.isoformat() if card.since else ""
    yield card.hub
    yield "; ".join(shown.word for shown in view.all(Key.LINK))


def as_csv(rows: Sequence[list[str]]) -> bytes:
    """Write rows as CSV in UTF-8 with a mark, as every spreadsheet reads it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings())
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(rows: Sequence[list[str]]) -> bytes:
    """Write rows as an Excel file in which every cell is text."""
    from openpyxl import Workbook  # slow import
    from openpyxl.cell import WriteOnlyCell  # slow import
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # slow import

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Allmende")

    def as_text(value: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000])
        cell.data_type = "s"
        return cell

    for row in [headings(), *rows]:
        sheet.append([as_text(value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
