"""Fetches answers from a mailbox over IMAP (RFC 9051), where no mail server can hand them over: each mail once, by its number there."""

from __future__ import annotations

import imaplib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, unquote, urlsplit

from allmende.foundation.mail.inbound.letters import LARGEST, Envelope
from allmende.foundation.mail.inbound.reading import Unreadable, line_of, lines_of, parse
from allmende.foundation.mail.inbound.receiving import Later, is_ours, receive
from allmende.foundation.mail.models import Box

log = logging.getLogger(__name__)

TIMEOUT = 20.0
MOST = 200
"""Mails of one visit; the next one comes in a minute."""
ADDRESS = re.compile(r"[^\s<>,;:\"]{1,64}@[^\s<>,;:\"]{1,190}")
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
NAMING = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
"""Lines that name whom a mail went to, as a mailbox keeps no envelope."""


class NoMailbox(Exception):
    """The mailbox does not let us in, or has no such folder; says why."""


def fetch(address: str) -> int:
    """Take in what came to a mailbox since the last visit; return how many mails were looked at. Raises NoMailbox.

    A mail that we could not handle ends the visit, and is the first of the next one.
    """
    parts = urlsplit(address)
    with _opened(parts) as (imap, validity):
        box = Box.objects.get_or_create(name=f"{parts.username}@{parts.hostname}{parts.path}"[:254])[0]
        if (
            box.validity != validity
        ):  # its numbers begin anew (RFC 9051, section 2.3.1.1); the inbox knows what it has seen
            box.validity, box.seen = validity, 0
        looked = 0
        for number in _after(imap, box.seen)[:MOST]:
            try:
                _take(imap, number)
            except Later:
                break
            box.seen, looked = number, looked + 1
            box.save()
        return looked


@contextmanager
def _opened(parts: SplitResult) -> Iterator[tuple[imaplib.IMAP4, int]]:
    try:
        if parts.scheme == "imaps":
            imap: imaplib.IMAP4 = imaplib.IMAP4_SSL(parts.hostname or "", parts.port or 993, timeout=TIMEOUT)
        else:
            imap = imaplib.IMAP4(parts.hostname or "", parts.port or 143, timeout=TIMEOUT)
    except (imaplib.IMAP4.error, OSError) as error:
        raise NoMailbox(str(error)) from error
    try:
        imap.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        if imap.select(f'"{folder}"')[0] != "OK":
            raise NoMailbox(f"There is no folder {folder}.")
        yield imap, _validity(imap)
    except (imaplib.IMAP4.error, OSError) as error:
        raise NoMailbox(str(error)) from error
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            imap.logout()


def _validity(imap: imaplib.IMAP4) -> int:
    told = imap.response("UIDVALIDITY")[1]
    return int(told[0]) if told and told[0] else 0


def _after(imap: imaplib.IMAP4, seen: int) -> list[int]:
    """The numbers of mails that came later, in order: `n:*` names the last one even where it is not later."""
    found = imap.uid("SEARCH", f"UID {seen + 1}:*")[1][0] or b""
    return sorted(number for number in map(int, found.split()) if number > seen)


def _take(imap: imaplib.IMAP4, number: int) -> None:
    told = imap.uid("FETCH", str(number), "(RFC822.SIZE)")[1]
    size = SIZE.search(told[0] if told and isinstance(told[0], bytes) else b"")
    if size is None or int(size[1]) > LARGEST:
        log.warning("A mail in the mailbox is too large and was left there.")
        return
    answer = imap.uid("FETCH", str(number), "(BODY.PEEK[])")[1]
    raw = next((part[1] for part in answer if isinstance(part, tuple)), b"")
    try:
        message = parse(raw)
    except Unreadable:
        log.warning("A mail in the mailbox can't be read and was left there.")
        return
    named = [address for name in NAMING for line in lines_of(message, name) for address in ADDRESS.findall(line)]
    ours = tuple(address for address in dict.fromkeys(named) if is_ours(address))
    if ours:
        receive(raw, Envelope(line_of(message, "Return-Path").strip("<> "), ours, "imap"))
        imap.uid("STORE", str(number), "+FLAGS.SILENT", r"(\Seen)")
