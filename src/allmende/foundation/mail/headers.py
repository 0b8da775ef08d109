"""The lines above a mail that programs read: what it belongs to, that nobody wrote it by hand, and how to hear no more."""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from allmende.foundation.keys import sign
from allmende.foundation.mail.letterhead import Letterhead

BY_MACHINE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}
"""What keeps other machines from answering: RFC 3834, section 5, and for Exchange, which doesn't follow it, MS-OXCMAIL, section 2.2.3.2.14."""


def headers_of(
    house: Letterhead, *, thread: str = "", under: str = "", unsubscribe: str = "", reply_to: str = "", answers: str = "",
    list_archive: str = "", list_post: str = "",
) -> dict[str, str]:  # fmt: skip
    """Return the lines of a mail: `thread` is a key that its fellows share, `under` the key of the one among them that it answers, `unsubscribe` the address that ends them by one POST, `answers`
    the Message-ID of a mail that came in. The mail of a mailing list says on which page all of it stands (`list_archive`) and at which address one writes to it
    (`list_post`).

    One-click unsubscribing is RFC 8058, section 3.1; List-Unsubscribe RFC 2369, section 3.2; List-Id RFC 2919, section 3.
    """
    lines: dict[str, str] = {}
    if thread:
        above = list(dict.fromkeys(root_of(key) for key in (thread, under) if key))
        lines["References"], lines["In-Reply-To"] = " ".join(above), above[-1]
    if answers:
        lines = {"In-Reply-To": answers, "References": answers, "Auto-Submitted": "auto-replied"}
    if unsubscribe:
        lines["List-Unsubscribe"] = f"<{unsubscribe}>"
        lines["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        if house.list_id:
            lines["List-Id"] = f"<{house.list_id}>"
    if list_archive:
        lines |= {"List-Archive": f"<{list_archive}>", "Precedence": "list"}
    if list_post:
        lines["List-Post"] = f"<mailto:{list_post}>"
    if reply_to:
        lines["Reply-To"] = formataddr((house.name, reply_to))
    return lines


def root_of(thread: str) -> str:
    """Return the Message-ID under which programs gather the mails of a thread (RFC 5322, section 3.6.4): the same for ever.

    Each mail answers it, and the one that begins the thread has it as its own; where nobody got that one, programs show the rest together all the same.
    """
    return f"<t.{sign('mail thread', thread)}@{own_host()}>"


def own_host() -> str:
    """Return the part behind the @ of Message-IDs of this node."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or str(urlsplit(settings.NODE_URL).hostname)
