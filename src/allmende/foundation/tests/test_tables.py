"""Tables to take along: no cell runs, nothing is lost, every spreadsheet reads them."""

import csv
import io
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from allmende.foundation.sheets import FORMULA, as_cell, as_csv, as_workbook, safe_cell

WORDS = st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=3), min_size=1, max_size=3)


@given(st.text(max_size=20))
def test_a_safe_cell_never_begins_a_formula(text):
    assert not safe_cell(text).startswith(FORMULA)


@given(WORDS.map(lambda rows: [[safe_cell(cell) for cell in row] for row in rows]))
def test_what_is_written_as_csv_is_read_again(table):
    read = list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline="")))

    assert read == table


def test_every_cell_of_a_workbook_is_text_also_where_the_file_format_knows_no_such_character():
    book = load_workbook(io.BytesIO(as_workbook([["=1+1", "\x00\x1b[31m", "1e9", "x" * 40_000]])))
    cells = [book.active.cell(1, column) for column in (1, 2, 3, 4)]

    assert [cell.data_type for cell in cells] == ["s"] * 4
    assert [cell.value[:8] for cell in cells] == ["=1+1", "[31m", "1e9", "xxxxxxxx"]


def test_days_instants_numbers_and_nothing_have_one_way_of_writing(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    values = [date(2026, 3, 9), datetime(2026, 3, 9, 12, 30, tzinfo=UTC), -7, None, True]

    assert [as_cell(value) for value in values] == ["2026-03-09", "2026-03-09 13:30+01:00", "-7", "", "True"]
