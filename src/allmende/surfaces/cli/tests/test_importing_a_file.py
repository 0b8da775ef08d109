"""`allmende import pabulib`: all or nothing, once, with each problem's line, and small however large the file is."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from allmende.rooms.calls.models import Call
from allmende.rooms.calls.tests.conftest import BALLOT_FILE
from allmende.surfaces.cli import allmende

pytestmark = pytest.mark.first
MEGABYTE = 1024 * 1024


@pytest.fixture
def ballots(tmp_path):
    path = tmp_path / "schoolyard.pb"
    path.write_text(BALLOT_FILE.format(title="the schoolyard"), encoding="utf-8")
    return path


def bring(*arguments):
    return CliRunner().invoke(allmende, ["import", "pabulib", *map(str, arguments)])


def test_a_file_comes_in_as_a_counted_call(cast, ballots):
    answer = bring(ballots)

    call = Call.objects.get()
    assert answer.exit_code == 0, answer.output
    assert f"Imported: http://localhost:8000/calls/{call.slug}/" in answer.output
    assert (call.state, call.place_id, call.author_id, call.box.turnout) == (
        "counted",
        cast.community.id,
        cast.eli.id,
        4,
    )


def test_the_same_file_twice_says_where_it_is(cast, ballots):
    bring(ballots)

    again = bring(ballots)

    assert again.exit_code == 0
    assert f"Imported already: http://localhost:8000/calls/{Call.objects.get().slug}/" in again.output


def test_a_dry_run_shows_what_is_in_it_and_what_each_rule_would_fund(cast, ballots):
    answer = bring(ballots, "--dry-run")

    assert answer.exit_code == 0, answer.output
    assert "Funded by greedy             2 (as published)" in answer.output
    assert "Nothing was imported" in answer.output
    assert not Call.objects.exists()


def test_it_comes_into_a_space_in_someones_name_by_a_rule(cast, ballots):
    answer = bring(ballots, "--space", cast.team.slug, "--as", cast.ada.handle, "--rule", "equal-shares")

    call = Call.objects.get()
    assert answer.exit_code == 0, answer.output
    assert (call.place_id, call.author_id, call.rule) == (cast.team.id, cast.ada.id, "equal-shares")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--space", "nowhere"], 1, "no space"),
        (["--as", "nobody"], 1, "nobody"),
        (["--rule", "by-lot"], 2, "by-lot"),
        (["--as", "finn-thal"], None, "Only hosts and curators"),
    ],
)
def test_what_can_not_be_is_said_and_nothing_comes_in(cast, ballots, options, code, words):
    answer = bring(ballots, *options)

    said = answer.output + str(answer.exception or "")
    assert words in said
    assert answer.exit_code == code or code is None
    assert not Call.objects.exists()


def test_each_problem_stands_with_its_line_and_nothing_comes_in(cast, ballots):
    faulty = BALLOT_FILE.replace("\n2;500", "\n1;500").replace("num_votes;4", "num_votes;9")
    ballots.write_text(faulty, encoding="utf-8")

    answer = bring(ballots)

    assert answer.exit_code != 0
    assert 'line 12: The project "1" stands already in line 11' in answer.output
    assert "line 6: num_votes says 9" in answer.output
    assert not Call.objects.exists()


# Says at its end how much memory it took at most, and how much it read; ru_maxrss begins at the memory of whoever started it.
MEASURED = """
import atexit, re, sys
from allmende.surfaces.cli import main
peak = lambda: re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
read = lambda: re.search(r"rchar: (\\d+)", open("/proc/self/io").read())[1]
atexit.register(lambda: print(peak(), read(), file=sys.stderr))
main(sys.argv[1:])
"""


def elsewhere(path, data):
    """Run the command as a process of its own with a database of its own; return exit code, what it said, and what it took."""
    process = subprocess.Popen(
        [sys.executable, "-c", MEASURED, "import", "pabulib", str(path)],
        env=in_folder(data),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    first = process.stderr.readline().decode()
    *lines, took = process.stderr.read().decode().splitlines()
    process.stderr.close()
    process.wait()
    memory, read = map(int, took.split())
    return process.returncode, first, "\n".join(lines), read, memory * 1024


def in_folder(data):
    return {**os.environ, "ALLMENDE_DATA": str(data), "ALLMENDE_DATABASE": ""}


@pytest.fixture(scope="module")
def data(tmp_path_factory, with_tables):
    folder = with_tables(tmp_path_factory.mktemp("node"))
    founding = ["found", "--name", "Meadow", "--kind", "brand", "--circle", "ada@example.org", "--language", "en"]
    program = [sys.executable, "-m", "allmende.surfaces.cli"]
    subprocess.run([*program, *founding], env=in_folder(folder), check=True, capture_output=True)
    return folder


@pytest.mark.once
def test_half_a_gigabyte_is_refused_at_once_in_little_memory(tmp_path, data):
    large = tmp_path / "large.pb"
    with large.open("wb") as file:
        file.truncate(500 * MEGABYTE)  # sparse: it takes no room

    code, first, rest, read, memory = elsewhere(large, data)

    assert (code, "Traceback" in rest) == (1, False)
    assert "the most that is read" in first
    assert read < 100 * MEGABYTE, "it is refused by its size, not by reading it"
    assert memory < 250 * MEGABYTE


@pytest.mark.once
def test_the_first_fault_of_a_large_file_is_said_while_it_is_read(tmp_path, data):
    large = tmp_path / "large.pb"
    head = BALLOT_FILE.replace("\n1;600", "\nx;6,00").replace("num_votes;4", "num_votes;900000")
    with large.open("w", encoding="utf-8") as file:
        file.write(head)
        for start in range(0, 900_000, 1000):
            file.writelines(f"v{number};{1 + number % 3}\n" for number in range(start, start + 1000))

    code, first, rest, _read, memory = elsewhere(large, data)

    assert (code, "Traceback" in rest) == (1, False)
    assert first.startswith("line 11: ")
    assert memory < 250 * MEGABYTE
