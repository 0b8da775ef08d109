"""Rules about every tracked file: nothing of one machine, of a package index's address or of our tickets."""

import re
from collections.abc import Iterator

from tools.house.source import Finding, Source

# Spelled in parts, so that this file keeps its own rule.
PLACES = re.compile(r"(?<![\w.~])/(work|root|farm|home/[a-z]+)/(?=\w)")
HOSTS = re.compile("registry[.]npm" + "js|files[.]python" + "hosted|pypi[.]org/" + "simple|test[.]pypi", re.I)
TICKETS = re.compile(r"\bissue\s+#?\d+\b", re.I)


def traces(source: Source) -> Iterator[Finding]:
    """The tree reads the same on every machine."""
    for number, line in enumerate(source.lines, 1):
        if PLACES.search(line):
            yield source.finding(number, "traces", "a path of one machine: make it relative, or ask the configuration")
        if HOSTS.search(line):
            yield source.finding(number, "traces", "no package index by name: each machine has its own configured")
        if TICKETS.search(line):
            yield source.finding(number, "traces", "say the reason itself; a ticket's number is no explanation")


RULES = (traces,)
