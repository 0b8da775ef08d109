"""What our own mail server found out about a sender (RFC 8601): nobody else's word counts, whatever a mail says of itself."""

from __future__ import annotations

import re
from email.message import Message
from enum import StrEnum

from allmende.foundation.mail.inbound.reading import lines_of

COMMENT = re.compile(r"\([^()]*\)")
NESTED = 5
RESULT = re.compile(r"\s*dmarc\s*=\s*(\w+)(.*)", re.IGNORECASE | re.DOTALL)
HEADER_FROM = re.compile(r"header\.from\s*=\s*\"?([\w.-]+)", re.IGNORECASE)


class Proof(StrEnum):
    """Whether a mail is from whom it says it is from, by DMARC (RFC 7489), which binds SPF and DKIM to what readers see as sender."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    NONE = "none"


def proof_of(message: Message, sender: str, server: str) -> Proof:
    """Return what the mail server of a name found out; NONE where it says nothing, or nobody is believed (empty name).

    Servers put what they found above what came in, and take away what others wrote under their name (RFC 8601, section 5): the topmost
    counts. Should any of its lines say fail, it is fail. A pass for another domain than the sender's proves nothing.
    """
    if not server:
        return Proof.NONE
    found = [result for line in lines_of(message, "Authentication-Results") for result in _results(line, server)]
    if any(verdict in {"fail", "permerror"} for verdict, _domain in found):
        return Proof.FAIL
    if not found or found[0][0] != "pass":
        return Proof.NONE
    return Proof.PASS if found[0][1] == sender.rpartition("@")[2] else Proof.NONE


def _results(line: str, server: str) -> list[tuple[str, str]]:
    """Return each DMARC result of a line with the domain it is about, if the line is our server's."""
    for _level in range(NESTED):
        line = COMMENT.sub(" ", line)
    name, *results = line.split(";")
    if name.strip().lower().split(" ")[0] != server.lower():
        return []
    found = [RESULT.match(result) for result in results]
    return [(one[1].lower(), _domain(one[2])) for one in found if one]


def _domain(properties: str) -> str:
    found = HEADER_FROM.search(properties)
    return found[1].lower() if found else ""
