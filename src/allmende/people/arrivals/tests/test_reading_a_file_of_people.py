"""Any table of people is read, whatever made it; what is wrong with it is said line by line."""

import codecs
import csv
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.foundation import tables
from allmende.foundation.tables import SheetError, open_sheet
from allmende.people.arrivals.queries.columns import fields_of
from allmende.people.arrivals.queries.lines import Line, Problem, Reading, read_people
from allmende.people.arrivals.queries.problems import SENTENCES, as_sentence
from allmende.people.arrivals.tests.conftest import table, workbook

SPECTRUM = [
    "comma_in_quotes", "escaped_quotes", "json", "newlines", "newlines_crlf",
    "quotes_and_newlines", "simple", "simple_crlf", "utf8",
]  # fmt: skip


def read(tmp_path, content, columns=()):
    path = tmp_path / "people"
    path.write_bytes(content)
    reading = Reading()
    found = list(read_people(path, columns, reading))
    return [f for f in found if isinstance(f, Line)], [f for f in found if isinstance(f, Problem)], reading


@pytest.mark.parametrize("name", SPECTRUM)
def test_every_file_of_csv_spectrum_gives_its_cells(name, shared):
    folder = shared / "data" / "csv" / "csv-spectrum"
    expected = json.loads((folder / "json" / f"{name}.json").read_bytes())
    expected = expected if isinstance(expected, list) else [expected]

    with open_sheet(folder / "csvs" / f"{name}.csv") as sheet:
        _line, headings = next(sheet.lines)
        rows = [dict(zip(headings, cells, strict=True)) for _line, cells in sheet.lines]

    assert rows == [{key: str(value) for key, value in row.items()} for row in expected]


@pytest.mark.parametrize("name", ["empty", "empty_crlf"])
def test_empty_cells_of_csv_spectrum_stay_empty(name, shared):
    folder = shared / "data" / "csv" / "csv-spectrum"
    expected = json.loads((folder / "json" / f"{name}.json").read_bytes())

    with open_sheet(folder / "csvs" / f"{name}.csv") as sheet:
        _line, headings = next(sheet.lines)
        rows = [dict(zip(headings, cells, strict=True)) for _line, cells in sheet.lines]

    assert rows == [row for row in expected if any(row.values())]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Name\nJürgen Groß\n".encode(), "utf-8-sig"),
        (codecs.BOM_UTF8 + "Name\nJürgen Groß\n".encode(), "utf-8-sig"),
        ("Name\nJürgen Groß\n".encode("utf-16"), "utf-16"),
        ("Name\nJürgen Groß\n".encode("cp1252"), "cp1252"),
        ("Name\nJürgen Groß\n\u0081".encode("latin-1"), "latin-1"),
    ],
)
def test_the_encoding_is_found_and_said(tmp_path, content, encoding):
    lines, _problems, reading = read(tmp_path, content)

    assert (lines[0].name, reading.encoding) == ("Jürgen Groß", encoding)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_even_beside_commas_in_quotes(tmp_path, separator):
    content = table(f'"Name, as shown"{separator}E-Mail{separator}Name', f'x{separator}a@b.de{separator}"Berg, Ada"')

    lines, problems, reading = read(tmp_path, content)

    assert (lines[0].name, lines[0].email, reading.separator, problems) == ("Berg, Ada", "a@b.de", separator, [])


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Name", "E-Mail-Adresse", "Sprache", "Rolle", "Orte", "Fähigkeiten", "Über mich", "Mitgliedsnummer"],
         ["name", "email", "language", "role", "spaces", "skills", "about", "source"]),
        (["Full name", "E-mail", "Language", "Role", "Spaces", "Skills", "About", "Source ID"],
         ["name", "email", "language", "role", "spaces", "skills", "about", "source"]),
        (["Nome", "Cognome", "Indirizzo e-mail", "Lingua", "Ruolo", "Luoghi", "Competenze"],
         ["given", "family", "email", "language", "role", "spaces", "skills"]),
        (["Vorname", "Nachname", "mail", "admin", "mail"], ["given", "family", "email", "", ""]),
    ],
)  # fmt: skip
def test_headings_are_known_in_three_languages(headings, fields):
    assert fields_of(headings) == fields


def test_the_line_of_a_problem_is_the_line_in_the_file_even_after_a_cell_of_several_lines(tmp_path):
    content = table("name,about,email", '"Ada","one\ntwo\nthree",ada@example.org', "Ben,,nonsense")

    lines, problems, _reading = read(tmp_path, content)

    assert [line.about for line in lines] == ["one\ntwo\nthree"]
    assert problems == [Problem("no_email", 5, "email", "nonsense")]
    assert as_sentence(problems[0]) == (
        "Line 5, E-mail: “nonsense” is no e-mail address. Correct it, or leave the cell empty."
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",ada@example.org,,", "no_name"), ("\u200b,ada@example.org,,", "no_name"), ("x" * 121 + ",,,", "long_name"),
        ("Ada,ada@,,", "no_email"), ("Ada,,xx,", "unknown_language"), ("Ada,,,curator", "unknown_role"),
        ("Ada,,,,,,extra", "too_many_cells"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_line_is_said(tmp_path, line, code):
    _lines, problems, _reading = read(tmp_path, table("name,email,language,role", line))

    assert [(problem.code, problem.line) for problem in problems] == [(code, 2)]


def test_twice_the_same_address_number_or_bare_name_is_said_with_the_first_line(tmp_path):
    content = table(
        "nr,name,email", "1,Ada,ada+x@example.org", "2,Ben,ADA+X@Example.org", "1,Cleo,", ",Dora,", ",dora,", "3,Dora,"
    )

    _lines, problems, _reading = read(tmp_path, content)

    assert [(p.code, p.line, p.value) for p in problems] == [
        ("twice_mail", 3, "2"), ("twice_id", 4, "2"), ("twice_name", 6, "5"),
    ]  # fmt: skip


def test_addresses_with_capitals_plus_and_umlaut_domains_are_taken(tmp_path):
    content = table(
        "name,email", "Ada,Ada.Berg+Garten@Example.ORG", "Ben,ben@gärten.example", "Cleo,c@xn--grten-gra.example"
    )

    lines, problems, _reading = read(tmp_path, content)

    assert [line.email for line in lines] == [
        "ada.berg+garten@example.org",
        "ben@gärten.example",
        "c@xn--grten-gra.example",
    ]
    assert problems == []


def test_two_spellings_of_one_address_are_one(tmp_path):
    content = table("name,email", "Ben,ben@gärten.example", "Benjamin,Ben@xn--grten-gra.example")

    _lines, problems, _reading = read(tmp_path, content)

    assert [problem.code for problem in problems] == ["twice_mail"]


def test_columns_that_give_power_are_left_out(tmp_path, shared):
    content = (shared / "data" / "imports" / "discourse" / "invite_malicious_headers.csv").read_bytes()

    _lines, problems, reading = read(tmp_path, content)

    assert reading.fields == ["email", "spaces", "", "", "", ""]
    assert [problem.code for problem in problems] == ["no_name_column"]
    assert "email, groups, topic_id, admin, moderator, trust_level" in as_sentence(problems[0])


def test_an_excel_file_is_read_with_numbers_and_dates_as_text(tmp_path):
    content = workbook(
        ["Name", "Nr", "About"], ["Ada Berg", 17.0, "Digs"], [None, None, None], ["Ben", 18, "=1+1 is text?"]
    )

    lines, problems, reading = read(tmp_path, content)

    assert [(line.number, line.name, line.source) for line in lines] == [(2, "Ada Berg", "id:17")]
    assert (reading.encoding, [(p.code, p.line) for p in problems]) == ("xlsx", [("formula", 4)])


def test_a_flood_in_a_small_excel_file_is_not_opened(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * 61_000_000)

    with pytest.raises(SheetError) as error, open_sheet(path):
        pass

    assert error.value.code == "bomb"
    assert path.stat().st_size < 100_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"), (b"\xef\xbb\xbf\r\n \n", "empty"), (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_excel"),
        (b"PK\x03\x04 and no more", "no_workbook"), (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "no_text"),
        (b'name\n"Ada', "quotes"), (b"name\n" + b"x" * 30_000, "long_cell"), (b"," * 70, "no_name_column"),
        (b"a," * 70 + b"\n", "too_wide"), (b"name\nAda\n" * 1, ""),
    ],
)  # fmt: skip
def test_files_that_are_no_table_are_refused_in_a_sentence(tmp_path, content, code):
    _lines, problems, _reading = read(tmp_path, content)

    assert [problem.code for problem in problems][:1] == ([code] if code else [])
    for problem in problems:
        assert as_sentence(problem)


def test_more_people_than_we_take_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 50)
    content = "name,nr\n" + "".join(f"Person {n},{n}\n" for n in range(51))

    lines, problems, _reading = read(tmp_path, content.encode())

    assert (len(lines), [(p.code, p.line) for p in problems]) == (50, [("too_many", 52)])


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_bytes_come_the_answer_is_people_or_problems(tmp_path, content):
    _lines, problems, _reading = read(tmp_path, content)

    assert all(problem.code in SENTENCES for problem in problems)


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\"',;"), max_size=20)


@given(st.lists(CELL, min_size=1, max_size=5))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_spreadsheet_writes_comes_back(tmp_path, abouts):
    path = tmp_path / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["nr", "name", "about"])
        writer.writerows([[n, "Ada", about] for n, about in enumerate(abouts)])

    with open_sheet(path) as sheet:
        rows = [cells for _line, cells in sheet.lines]

    assert [cells[2] for cells in rows[1:]] == abouts
