"""`allmende count`: counting a ballot file without a site."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import allmende
from allmende.counting.testing import a_file
from allmende.surfaces.cli.count import command

ENVIRONMENT = {"PYTHONPATH": str(Path(allmende.__file__).parents[1])}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vote.pb"
    path.write_bytes(a_file())
    return path


def run(*arguments: str | Path, stdin: bytes = b"", exit_code: int = 0) -> Result:
    """Run the command with its output captured, as the program does."""
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], input=stdin, standalone_mode=False)
    found = getattr(result.exception, "exit_code", result.return_value)
    assert found == exit_code, result.output
    return result


def test_json_holds_winners_spending_rounds_and_ties(file):
    counted = json.loads(run(file, "--rule", "greedy", "--json").stdout)

    assert counted["winners"] == ["bench", "tree"]
    assert counted["spent"] == 100
    assert [entry["chosen"] for entry in counted["rounds"]] == ["bench", "tree"]
    assert counted["ties"] == []
    assert list(counted) == [
        "format",
        "rule",
        "satisfaction",
        "completion",
        "vote_type",
        "budget",
        "voters",
        "minimum_support",
        "winners",
        "spent",
        "rounds",
        "ties",
        "passed_over",
        "projects",
    ]


def test_fractions_are_exact_in_json(file):
    rounds = json.loads(run(file, "--rule", "equal-shares", "--satisfaction", "cardinality", "--json").stdout)["rounds"]

    assert [entry["price"] for entry in rounds] == [20]
    assert [entry["rank"] for entry in rounds] == ["1/20"]


def test_standard_input_is_read_for_a_dash():
    assert json.loads(run("-", "--json", "--rule", "greedy", stdin=a_file()).stdout)["winners"] == ["bench", "tree"]


@pytest.mark.parametrize("rule", ["greedy", "greedy-per-cost", "equal-shares"])
@pytest.mark.parametrize("satisfaction", ["cost", "cardinality"])
@pytest.mark.parametrize("completion", ["none", "greedy"])
def test_every_combination_is_told_to_a_reader(file, rule, satisfaction, completion):
    told = run(file, "--rule", rule, "--satisfaction", satisfaction, "--completion", completion).stdout

    assert "A small vote" in told
    assert "Funded, in this order" in told
    assert 'lamp  A "good" lamp; for all' in told


def test_problems_stand_on_standard_error_with_their_lines(tmp_path):
    wrong = tmp_path / "wrong.pb"
    wrong.write_bytes(a_file(("tree;40", "tree;forty"), ("2;31;tree", "2;31;oak")))

    result = run(wrong, "--json", exit_code=1)

    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        'line 11: cost is "forty", which is not a number. Write digits only, such as 149000 or 149000.50.',
        'line 17: This vote names the project "oak", which is not in PROJECTS.',
        "2 problems; nothing was counted.",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--rule", "majority"),
        ("--satisfaction", "points"),
        ("--completion", "lottery"),
        ("--minimum", "some"),
        ("--encoding", "utf-16"),
    ],
)
def test_wrong_usage_is_refused(file, arguments):
    run(file, *arguments, exit_code=2)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    run(tmp_path / "nothing.pb", exit_code=2)
    run(tmp_path, exit_code=2)


def test_a_minimum_keeps_out_what_few_want(file):
    counted = json.loads(run(file, "--rule", "greedy", "--minimum", "3", "--json").stdout)

    assert counted["winners"] == ["bench"]
    assert counted["projects"][1]["why_not"] == {"reason": "below_minimum", "needs": 3, "has": 1}


def test_hostile_names_do_not_reach_the_terminal(tmp_path):
    hostile = tmp_path / "hostile.pb"
    hostile.write_bytes(
        a_file(("A tree", "[red]\x1b]0;owned\x07 tree"), ("description;A small vote", "description;\x1b[2J"))
    )
    text = hostile.read_bytes().replace(b"]0;owned", b"]0owned")
    hostile.write_bytes(text)

    told = run(hostile).stdout

    assert "\x1b" not in told
    assert "\x07" not in told
    assert "[red]" in told


def test_counting_starts_without_the_rest_of_the_house():
    loaded = "import sys, allmende.surfaces.cli.count; sys.exit('django' in sys.modules or 'rich' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", loaded], env=ENVIRONMENT).returncode == 0


PIPED = """
import re, sys
from allmende.surfaces.cli.count import command
code = command.main(["-", "--json"], standalone_mode=False)
# Not ru_maxrss, which begins at the memory of the process that started this one.
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024, file=sys.stderr)
"""


def test_a_large_election_is_counted_in_little_memory():
    """Half a million voters through a pipe: read, grouped and counted below 250 MB."""
    names = [f"P{place:03d}" for place in range(40)]
    head = "META\nkey;value\nbudget;400\nvote_type;approval\nPROJECTS\nproject_id;cost\n"
    head += "".join(f"{name};{20 + place}\n" for place, name in enumerate(names)) + "VOTES\nvoter_id;vote\n"
    votes = "".join(
        f"{voter};{','.join({names[voter % 40], names[voter % 37], names[voter % 31]})}\n" for voter in range(500_000)
    )

    counted = subprocess.run(
        [sys.executable, "-c", PIPED],
        input=(head + votes).encode(),
        capture_output=True,
        env=ENVIRONMENT,
    )

    assert json.loads(counted.stdout)["voters"] == 500_000, counted.stderr
    assert int(counted.stderr.split()[-1]) < 250
