"""Rules about every tracked file: nothing of one machine, of a package index's address or of our tickets, and no secret."""

import re
from collections.abc import Iterable, Iterator

from tools.house.source import Finding, Source

# Spelled in parts, so that this file keeps its own rule.
PLACES = re.compile(r"(?<![\w.~])/(work|root|farm|home/[a-z]+)/(?=\w)")
HOSTS = re.compile("registry[.]npm" + "js|files[.]python" + "hosted|pypi[.]org/" + "simple|test[.]pypi", re.I)
TICKETS = re.compile(r"\bissue\s+#?\d+\b", re.I)
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AGE-SECRET-KEY-1[A-Z0-9]{50}|\bAKIA[A-Z0-9]{16}\b|\bgh[pousr]_\w{36}|\bglpat-[\w-]{20}"
    r"|\bxox[abprs]-[\w-]{20}|\bsk_live_\w{20}|\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\."
)
"""As those who give out keys mark them: PEM, age, clouds, forges, chats, payment, JSON web tokens."""
KEPT = re.compile(r"(^|/)(keys/|\.env\b|id_(rsa|ed25519))|\.(sqlite3?|db|pem|key|p12|pfx|jks|dump)(-\w+)?$")
"""What a node or a developer keeps to itself: master keys, databases."""


def traces(source: Source) -> Iterator[Finding]:
    """The tree reads the same on every machine."""
    for pattern, words in (
        (PLACES, "a path of one machine: make it relative, or ask the configuration"),
        (HOSTS, "no package index by name: each machine has its own configured"),
        (TICKETS, "say the reason itself; a ticket's number is no explanation"),
    ):
        for number in source.lines_with(pattern):
            yield source.finding(number, "traces", words)


def secrets(source: Source) -> Iterator[Finding]:
    """Whoever reads the tree can open nothing with it."""
    for number in source.lines_with(SECRETS):
        yield source.finding(
            number, "secrets", "a key that opens something: revoke it, and let the configuration hold the next"
        )


def kept(paths: Iterable[str]) -> Iterator[Finding]:
    """Find files that no checkout holds, whatever is in them."""
    for path in filter(KEPT.search, paths):
        yield Finding(path, 1, "secrets", "keys and databases stay on their machine: remove it, and let git ignore it")


RULES = (traces, secrets)
