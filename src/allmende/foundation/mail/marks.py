"""What names a mail of ours in the address that its failures come back to, and to whoever complains of it."""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings

from allmende.foundation.keys import sign

COMPLAINTS = "abuse"
"""What stands for the token in the address that complaints go to."""
TOKEN = re.compile(r"([a-z2-7]{26})([0-9a-f]{20})")


def mark_of(job: UUID) -> str:
    """Return what names a mail of ours in the address that its failures come back to; only we can make it."""
    return b32encode(job.bytes).decode().rstrip("=").lower() + sign("mail that left", str(job))[:20]


def job_of(mark: str) -> UUID | None:
    """Return which mail a mark names; None for one that we did not make."""
    found = TOKEN.fullmatch(mark)
    if not found:
        return None
    job = UUID(bytes=b32decode(found[1].upper() + "======"))
    return job if mark_of(job) == mark else None


def return_path(job: UUID | None, sender: str) -> str:
    """Return the address that failures of a mail go to: one that names it, where this node takes mail and that host may send for the
    sender's (one lies within the other, so that SPF still speaks for it: RFC 7489, section 3.1.2); else the sender's own.
    """
    pattern = str(settings.CONFIG.mail_replies)
    host, own = pattern.rpartition("@")[2], parseaddr(sender)[1].rpartition("@")[2].lower()
    if not job or not pattern or not (host == own or host.endswith(f".{own}") or own.endswith(f".{host}")):
        return sender
    return pattern.replace("{token}", mark_of(job))


def feedback_lines(job: UUID | None) -> dict[str, str]:
    """Return where complaints about a mail go, and its mark (RFC 9477); nothing where this node takes no mail."""
    pattern = str(settings.CONFIG.mail_replies)
    if not job or not pattern:
        return {}
    return {
        "CFBL-Address": f"{pattern.replace('{token}', COMPLAINTS)}; report=arf",
        "CFBL-Feedback-ID": mark_of(job),
    }
