"""Everything `allmende check` looks at, in parallel, each with its time; a failing one says why."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

BANNER = "Broken contracts\n----------------"  # import-linter paints its name above it
STRICT = ("foundation", "counting", "judging")
STRICT_PARTS = ("activities", "rules", "commands")


@dataclass(frozen=True)
class Check:
    """One look at the source: its name, what it asks, and the command that answers."""

    name: str
    question: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What came of a check."""

    check: Check
    fine: bool
    words: str
    seconds: float


def strictly_typed(root: Path) -> list[str]:
    """The modules whose types must hold strictly: foundation, counting, and each room's activities, rules, commands."""
    house = root / "src" / "allmende"
    parts = [path for name in STRICT_PARTS for path in (*house.rglob(f"{name}.py"), *house.rglob(name))]
    chosen = [path for path in parts if path.suffix == ".py" or any(path.glob("*.py"))]
    return [str(house / name) for name in STRICT] + sorted(
        str(path) for path in chosen if not {"tests", "migrations", *STRICT} & set(path.relative_to(house).parts)
    )


def all_checks(root: Path, *, fix: bool) -> list[Check]:
    """The checks, the longest first."""
    python, programs = sys.executable, Path(sys.executable).parent
    ruff = str(programs / "ruff")
    return [
        Check("types", "types hold where they must", (python, "-m", "mypy", *strictly_typed(root))),
        Check("words", "German and Italian are complete", (python, "-m", "tools.words")),
        Check(
            "contracts",
            "imports go one way",
            (str(programs / "lint-imports"), "--config", "contracts.toml"),
        ),
        Check("rules", "the house rules are kept", (python, "-m", "tools.house")),
        Check("style", "ruff finds nothing", (ruff, "check", "--quiet", *(["--fix"] if fix else []), ".")),
        Check("format", "ruff formats nothing", (ruff, "format", "--quiet", *([] if fix else ["--diff"]), ".")),
    ]


def run(root: Path, *, fix: bool = False, only: set[str] | None = None) -> int:
    """Run the checks (or those named) and return 0 if all are fine, 1 if not, 2 if one has no such name."""
    console = Console(highlight=False)
    checks = all_checks(root, fix=fix)
    if unknown := (only or set()) - {check.name for check in checks}:
        console.print(f"No such check: {', '.join(sorted(unknown))}; there are {', '.join(c.name for c in checks)}.")
        return 2
    chosen = [check for check in checks if not only or check.name in only]
    began = time.monotonic()
    # Mending changes files, so one after the other then.
    with ThreadPoolExecutor(1 if fix else max(2, os.cpu_count() or 1)) as pool:
        answers = list(pool.map(lambda check: answer(check, root), chosen))
    for one in answers:
        mark = "[green]fine  [/green]" if one.fine else "[red]broken[/red]"
        console.print(f"{mark} {one.check.name:<10} {one.check.question} ({one.seconds:.1f} s)")
    for one in answers:
        if not one.fine:
            console.rule(one.check.name)
            print(one.words.strip())
    broken = sum(not one.fine for one in answers)
    console.print(f"{len(answers) - broken} fine, {broken} broken in {time.monotonic() - began:.0f} s")
    return int(bool(broken))


def answer(check: Check, root: Path) -> Answer:
    """Run one check; a node's own configuration does not reach it."""
    began = time.monotonic()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ALLMENDE_")}
    done = subprocess.run(
        check.command,
        cwd=root,
        env=environment | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}", "NO_COLOR": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    words = (done.stdout + done.stderr).partition(BANNER)[2] or done.stdout + done.stderr
    return Answer(check, done.returncode == 0, words, time.monotonic() - began)
