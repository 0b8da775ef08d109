"""A pytest plugin that tells the suite's runner what happens, as lines of JSON in the file `--report-to` names."""

import json
from pathlib import Path
from typing import TextIO

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the name of the file."""
    parser.addoption("--report-to", type=Path, help="Write each outcome as a line of JSON to this file.")


def pytest_configure(config: pytest.Config) -> None:
    """Report only when asked, and once: where several processes share the tests, the one that hears of all."""
    if (path := config.getoption("--report-to")) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Report(path.open("w", encoding="utf-8", buffering=1)), "suite-report")


class Report:
    """Writes outcomes as they come."""

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def _say(self, **said: object) -> None:
        self.file.write(json.dumps(said) + "\n")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Say how many tests there are."""
        self._say(total=len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Say it where several processes share them: each has found the same."""
        self._say(total=len(ids))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that can't be read counts as a failure."""
        if report.failed:
            self._say(test=report.nodeid, outcome="failed", seconds=0.0)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Say how a test ended; a failing preparation or cleaning-up counts as a failure of the test."""
        if report.when == "call" or report.outcome != "passed":
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
            told = [line for name, line in report.user_properties if name == "told"]
            self._say(test=report.nodeid, outcome=report.outcome, seconds=report.duration, reason=reason, told=told)
        elif report.duration > 1:
            self._say(test=f"{report.nodeid} ({report.when})", outcome="", seconds=report.duration)
