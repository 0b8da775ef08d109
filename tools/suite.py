"""Run the whole test suite, in parallel, with one summary at the end.

Two lanes, each a run of pytest that uses all cores: all tests on SQLite; then on PostgreSQL those that the database has a say in.
What takes long (a browser, the wheel, reference implementations) begins first, and the second lane when the first is nearly done,
so that no core waits.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from tools import outside

SLOW_SECONDS = 1.0
NO_TESTS = 5  # pytest's exit code
ONCE = "once or oracle or packaging"
MOST_AT_ONCE = 8
FEW = 20


@dataclass
class Job:
    """One run of pytest: which tests, on which database, and what came of it so far."""

    name: str
    chosen: str
    database: str
    process: subprocess.Popen[bytes] | None = None
    events: IO[str] | None = None
    total: int | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    failed: set[str] = field(default_factory=set)
    slow: list[tuple[float, str]] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    @property
    def code(self) -> int | None:
        """pytest's exit code; None while it runs or waits."""
        return self.process.poll() if self.process else None

    def take(self, said: dict[str, Any]) -> None:
        """Note one line of the report."""
        if "total" in said:
            self.total = said["total"]
            return
        self.told += said.get("told", [])
        if said["outcome"] == "failed":
            self.failed.add(said["test"])
        elif said["outcome"]:
            self.outcomes[said["outcome"]] += 1
        if said["outcome"] == "skipped":
            self.reasons[said["reason"].removeprefix("Skipped: ")] += 1
        if said["seconds"] > SLOW_SECONDS:
            self.slow.append((said["seconds"], said["test"]))

    @property
    def nearly_done(self) -> bool:
        """Whether it has ended, or so few tests are left that not all cores have work."""
        return self.code is not None or (self.total is not None and self.total - self.done <= FEW)

    @property
    def done(self) -> int:
        """How many tests have ended."""
        return self.outcomes.total() + len(self.failed)


def run(root: Path, database: str, arguments: list[str], *, may_install: bool) -> int:
    """Run the suite and return the exit code: 0 all passed, 1 something failed, 130 interrupted."""
    console = Console(stderr=False, highlight=False)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="allmende-suite-")))
        jobs, absent = _plan(stack, console, database, may_install)
        for job in jobs:
            _make_tables(stack, root, folder, job)
        try:
            _run_all(root, folder, jobs, arguments, console)
        except KeyboardInterrupt:
            console.print("Interrupted.")
            return 130
        finally:
            _end(jobs)
        for job in jobs:
            _show(job, (folder / f"{job.name}.log").read_text(encoding="utf-8", errors="replace"), console)
        return _summarise(jobs, absent, time.monotonic() - began, console)


def _plan(stack: ExitStack, console: Console, database: str, may_install: bool) -> tuple[list[Job], list[str]]:
    """Say which lanes there are, and what can't run here."""
    jobs, absent = [], []
    if may_install and not shutil.which("pdftotext"):
        outside.install("poppler-utils")  # reads the papers that tests have set
    browser = _chromium(may_install, console)
    if not browser:
        absent.append("browser tests: no Chromium here, and it can't be installed")
    if database != "postgresql":
        jobs.append(Job("sqlite", "" if browser else "not browser", ""))
    if database != "sqlite":
        programs = outside.postgresql()
        if not programs and may_install:
            console.print("Installing PostgreSQL …")
            programs = outside.postgresql() if outside.install("postgresql") else None
        if programs:
            address = stack.enter_context(outside.throw_away_cluster(programs, outside.PLANS_AS_WRITTEN))
            smoke = " or smoke" if browser else ""
            jobs.append(Job("postgresql", f"(not browser{smoke}) and not ({ONCE})", f"{address}/allmende"))
        else:
            absent.append("everything on PostgreSQL: it is not here, and can't be installed")
    return jobs, absent


def _chromium(may_install: bool, console: Console) -> bool:
    if may_install and not outside.chromium(whole=True):
        console.print("Installing Chromium …")
        outside.install("chromium")
    if may_install and not shutil.which(outside.CHROMIUM_SHELL):
        outside.install(outside.CHROMIUM_SHELL)
    return outside.chromium() is not None


def _run_all(root: Path, folder: Path, jobs: list[Job], arguments: list[str], console: Console) -> None:
    """Run the lanes, each as soon as the one before is nearly done: what is still at work there leaves cores to the next."""
    columns = (
        TextColumn("{task.description:<11}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[bad]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bars = {job.name: progress.add_task(job.name, total=None, start=False, bad="") for job in jobs}
        waiting, running = list(jobs), list[Job]()
        while waiting or any(job.code is None for job in running):
            if waiting and all(job.nearly_done for job in running):
                job = waiting.pop(0)
                _start(job, root, folder, arguments)
                running.append(job)
                progress.start_task(bars[job.name])
                if not console.is_terminal:
                    console.print(f"{job.name}: started")
            time.sleep(0.1)
            for job in running:
                _read(job, progress, bars[job.name])


def _make_tables(stack: ExitStack, root: Path, folder: Path, job: Job) -> None:
    """Begin to make a lane's tables, while its processes still look for the tests."""
    made = subprocess.Popen(
        [sys.executable, "-m", "tools.tables"],
        cwd=root,
        env=_environment(job, folder) | {"PYTHONPATH": os.pathsep.join([str(root), str(root / "src")])},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(made.wait)
    stack.callback(made.kill)


def _start(job: Job, root: Path, folder: Path, arguments: list[str]) -> None:
    chosen, rest = _without_marks(arguments)
    expression = " and ".join(f"({words})" for words in (job.chosen, chosen) if words)
    # One more than cores: a test that waits for processes of its own leaves a core to the others.
    processes = min(MOST_AT_ONCE, os.cpu_count() or 1) + 1
    report = folder / f"{job.name}.jsonl"
    report.touch()
    job.process = subprocess.Popen(
        [
            sys.executable,
            *("-m", "pytest", "-c", str(root / "pyproject.toml"), "--rootdir", str(root)),
            *("-p", "tools.suite_report", f"--report-to={report}", "-p", "no:cacheprovider"),
            *("-n", str(processes), "--dist", "loadfile", "--no-loadscope-reorder"),
            *("-q", "--no-header", "--color", "yes" if sys.stdout.isatty() else "no", "-m", expression),
            *rest,
        ],
        cwd=root,
        env=_environment(job, folder),
        stdin=subprocess.DEVNULL,
        stdout=(folder / f"{job.name}.log").open("wb"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    job.events = report.open(encoding="utf-8")


def _environment(job: Job, folder: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name == "ALLMENDE_SHARED" or not name.startswith(("ALLMENDE_", "PYTHONDONTWRITEBYTECODE"))
    }
    return kept | {
        # What a hundred processes import is compiled once, wherever the run is.
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "ALLMENDE_DATABASE": job.database,
        "ALLMENDE_DATA": str(folder / job.name),
        "TMPDIR": str(folder),
        "PYTEST_ADDOPTS": "",
    }


def _without_marks(arguments: list[str]) -> tuple[str, list[str]]:
    """Take the person's own `-m` out of the arguments: both theirs and the job's hold."""
    rest = list(arguments)
    if "-m" in rest:
        at = rest.index("-m")
        chosen = " ".join(rest[at + 1 : at + 2])
        return chosen, rest[:at] + rest[at + 2 :]
    return "", rest


def _read(job: Job, progress: Progress, bar: TaskID) -> None:
    if job.events is None:
        return
    while line := job.events.readline():
        job.take(json.loads(line))
    bad = f"[red]{len(job.failed)} failed" if job.failed else ""
    progress.update(bar, total=job.total, completed=job.done, bad=bad)
    if job.code is not None:
        progress.stop_task(bar)


def _end(jobs: list[Job]) -> None:
    """End what still runs, with all that it started."""
    for job in jobs:
        if job.process and job.process.poll() is None:
            os.killpg(job.process.pid, signal.SIGTERM)
            try:
                job.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(job.process.pid, signal.SIGKILL)
        if job.events:
            job.events.close()


def _show(job: Job, log: str, console: Console) -> None:
    """Print a job's own words if it failed, and what was slow in it."""
    if job.code not in (0, NO_TESTS):
        console.rule(f"{job.name}: failed")
        print(log.strip())
    if job.slow:
        console.print(f"\n[bold]{job.name}: slower than {SLOW_SECONDS:g} s[/bold]")
        for seconds, test in sorted(job.slow, reverse=True):
            console.print(f"  {seconds:6.1f} s  {test}", markup=False, soft_wrap=True)


def _summarise(jobs: list[Job], absent: list[str], seconds: float, console: Console) -> int:
    console.print("")
    for job in jobs:
        words = _words(job.outcomes["passed"], len(job.failed), job.outcomes["skipped"])
        console.print(f"{job.name:<11} {words}")
    for job in jobs:
        for line in job.told:
            console.print(f"{job.name:<11} {line}", markup=False, soft_wrap=True)
    reasons = sum((job.reasons for job in jobs), Counter[str]())
    for reason, count in sorted(reasons.items()):
        console.print(f"Skipped ({count}): {reason}", markup=False, soft_wrap=True)
    for sentence in absent:
        console.print(f"Not run: {sentence}.", markup=False, soft_wrap=True)
    passed = sum(job.outcomes["passed"] for job in jobs)
    failed = sum(len(job.failed) for job in jobs)
    skipped = sum(job.outcomes["skipped"] for job in jobs)
    broken = [job for job in jobs if job.code not in (0, 1, NO_TESTS) and not job.failed]
    for job in broken:
        console.print(f"{job.name} ended with code {job.code} before its tests did.")
    bad = bool(failed or broken or not passed)
    console.print(f"{_words(passed, failed + len(broken), skipped)} in {seconds:.0f} s")
    return int(bad)


def _words(passed: int, failed: int, skipped: int) -> str:
    return f"{passed} passed, {failed} failed, {skipped} skipped"
