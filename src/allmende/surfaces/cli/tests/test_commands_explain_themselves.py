"""The command line says what there is and how to use it, quickly, and ends with the exit code that scripts expect."""

import resource
import subprocess
import sys

import pytest
from click.testing import CliRunner

from allmende.surfaces.cli import COMMANDS, allmende


def run(*arguments: str, **keywords: object) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    command = [sys.executable, "-m", "allmende.surfaces.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **keywords)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "messages"])
def test_every_command_has_help_with_an_example_or_a_reason(name):
    answer = CliRunner().invoke(allmende, [name, "--help"])

    assert answer.exit_code == 0, answer.output
    assert len(answer.output.splitlines()) > 5


def test_the_list_of_commands_is_complete():
    answer = CliRunner().invoke(allmende, ["--help"])

    assert [name for name in COMMANDS if f"  {name} " not in answer.output] == []


@pytest.mark.once
@pytest.mark.parametrize("name", ["count", "serve", "found"])
def test_help_does_not_wake_the_house(name):
    code = (
        "import sys\n"
        "from allmende.surfaces.cli import main\n"
        "try:\n"
        f"    main(['{name}', '--help'])\n"
        "finally:\n"
        "    print('django' in sys.modules)\n"
    )

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert answer.stdout.strip().endswith("False"), answer.stderr


@pytest.mark.once
def test_help_is_there_at_once():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run("count", "--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.6  # seconds of work; 0.2 when idle


@pytest.mark.once
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["srve"], 2, "Did you mean 'serve'?"),
        (["serve", "--port", "http"], 2, "--port"),
        (["found", "--circle", "nobody", "--name", "x"], 2, "no e-mail address"),
        (["mail"], 1, "Set ALLMENDE_MAIL_REPLIES first"),
        (["new-room", "Utils"], 1, "plural noun"),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence_with_its_exit_code(arguments, code, words):
    answer = run(*arguments)

    assert answer.returncode == code
    assert words in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.once
def test_a_setting_that_can_not_be_is_refused_at_the_start():
    answer = run("worker", env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path), "ALLMENDE_LANGAGE": "fr"})

    assert answer.returncode == 1
    assert "Did you mean ALLMENDE_LANGUAGE?" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_every_setting_is_listed_with_its_sentence():
    answer = CliRunner().invoke(allmende, ["config"])

    assert answer.exit_code == 0
    assert "ALLMENDE_LANGUAGE = " in answer.output
    assert "The language of this node" in answer.output


def test_passwords_are_not_shown(monkeypatch):
    monkeypatch.setenv("ALLMENDE_DATABASE", "postgres://allmende:very-secret@db.example/allmende")

    answer = CliRunner().invoke(allmende, ["config"])

    assert "db.example" in answer.output
    assert "very-secret" not in answer.output
