"""Reads the bytes of a mail (RFC 5322, MIME) without ever failing: what can't be read is said, and nothing costs more than it is long.

With the library's older policy (`compat32`): the newer one parses every line of the header by a grammar that raises on broken ones
and takes time by the square of their length.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from allmende.foundation.mail.inbound.hypertext import words_of
from allmende.foundation.mail.inbound.letters import LARGEST, LONGEST_TEXT, MOST_ATTACHMENTS, Attachment, Letter
from allmende.foundation.mail.inbound.trimming import trimmed
from allmende.foundation.text.cleaning import clean_line, clean_text

MOST_PARTS = 100
DEEPEST = 60
"""So many parts may hold others: the library reads each of them within the one around it."""
MOST_LINES_OF_PARTS = 5_000
LONGEST_HEADER = 200_000
LONGEST_LINE = 2_000
"""Letters of one line of the header that are looked at; RFC 5322, section 2.1.1, allows 998."""
LONGEST_ADDRESS = 254
DECORATION = 20_000
"""Bytes up to which a picture within the text is taken for the logo of a signature."""
CHARSETS = re.compile(
    r"utf-?8|us-ascii|ascii|latin-?1|iso-8859-(?:[1-9]|1[0-6])|iso-2022-jp|(?:windows-?|cp)125[0-8]|koi8-[ru]|gb2312|gbk|gb18030|big5|euc-(?:jp|kr)|shift_jis|macintosh"
)
"""What people's programs write. Nothing else is decoded: some of Python's codecs take very long, or are none of text."""
WESTERN = frozenset({"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", ""})
"""Names under which programs send windows-1252 (WHATWG Encoding, section 4.2)."""
UNREADABLE_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")


class Unreadable(ValueError):
    """A mail of which nothing can be made."""


def parse(raw: bytes) -> Message:
    """Take a mail apart. Raises Unreadable for what is too large, too nested, or no mail."""
    head = raw[: LONGEST_HEADER + 4]
    if len(raw) > LARGEST:
        raise Unreadable("It is too large.")
    if len(raw) > LONGEST_HEADER and not re.search(rb"\r?\n\r?\n", head):
        raise Unreadable("Its header does not end.")
    small = raw.lower()
    if small.count(b"boundary") + small.count(b"message/") > DEEPEST or small.count(b"\n--") > MOST_LINES_OF_PARTS:
        raise Unreadable("It has too many parts.")
    return message_from_bytes(raw, policy=policy.compat32)


def read(message: Message, raw: bytes) -> Letter:
    """Read a mail that was taken apart: who it says it is from, and what they wrote."""
    text, files, left_out = _parts(message)
    return Letter(
        message_id=id_of(message, raw),
        sender=sender_of(message),
        subject=clean_line(line_of(message, "Subject"))[:200],
        text=trimmed(text),
        attachments=tuple(files[:MOST_ATTACHMENTS]),
        left_out=(*left_out, *(file.name for file in files[MOST_ATTACHMENTS:])),
    )


def line_of(message: Message, name: str) -> str:
    """Return a line of the header in plain letters; empty where there is none."""
    return _decoded(message.get(name))


def lines_of(message: Message, name: str) -> list[str]:
    """Return all lines of a name, from the top."""
    return [_decoded(line) for line in (message.get_all(name) or [])[:MOST_PARTS]]


def id_of(message: Message, raw: bytes) -> str:
    """Return the Message-ID; of a mail without one, what stands for it: the same for the same words."""
    found = MESSAGE_ID.search(line_of(message, "Message-ID"))
    return found.group() if found else f"<{hashlib.sha256(raw.partition(b'From:')[2]).hexdigest()}@none>"


def sender_of(message: Message) -> str:
    """Return the one address in From, in small letters; empty where there is none, or more than one."""
    lines = message.get_all("From") or []
    if len(lines) != 1:
        return ""
    found = [address for _name, address in getaddresses([_decoded(lines[0], encoded=False)], strict=True) if address]
    address = clean_line(found[0]).lower() if len(found) == 1 else ""
    return address if address.count("@") == 1 and len(address) <= LONGEST_ADDRESS else ""


def _decoded(line: object, *, encoded: bool = True) -> str:
    text = str(line or "")[:LONGEST_LINE]
    if not encoded or "=?" not in text:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(piece if isinstance(piece, str) else decoded(piece, charset or "") for piece, charset in pieces)


def decoded(content: bytes, charset: str) -> str:
    """Read bytes as text: by the charset named, if programs use it; else as UTF-8 if they are, else as windows-1252."""
    charset = charset.strip().lower()
    if CHARSETS.fullmatch(charset) and charset not in WESTERN:
        return content.decode(charset, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("windows-1252", "replace")


def _parts(message: Message) -> tuple[str, list[Attachment], list[str]]:
    """Return the text of a mail, its attachments, and the names of those that can't be read."""
    plain: list[str] = []
    hyper: list[str] = []
    files: list[Attachment] = []
    left_out: list[str] = []
    for part in _leaves(message):
        kind, name, is_file = part.get_content_type(), _name_of(part), _is_file(part)
        if kind in UNREADABLE_TYPES or kind.startswith("message/"):
            left_out.append(name or kind)
        elif kind == "text/plain" and not is_file:
            plain.append(_flowed(part, _text_of(part)))
        elif kind == "text/html" and not is_file:
            hyper.append(_text_of(part))
        elif (content := _bytes_of(part)) and not _is_decoration(part, content):
            files.append(Attachment(name or kind, kind, content))
    text = "\n".join(plain)
    if not text.strip():
        text = "\n\n".join(map(words_of, hyper))
    return clean_text(text)[:LONGEST_TEXT], files, left_out


def _leaves(message: Message) -> Iterator[Message]:
    """What a mail consists of, without looking into mails that are attached to it."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting[:0] = [one for one in inside if isinstance(one, Message)]
        else:
            yield part


def _text_of(part: Message) -> str:
    return decoded(_bytes_of(part)[: LONGEST_TEXT * 4], str(part.get_param("charset") or ""))[: LONGEST_TEXT * 2]


def _bytes_of(part: Message) -> bytes:
    """The content of a part; nothing where its encoding is broken."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, UnicodeError):
        return b""
    return content if isinstance(content, bytes) else b""


def _name_of(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    return clean_line(_decoded(name))[:120]


def _is_file(part: Message) -> bool:
    return str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment")


def _is_decoration(part: Message, content: bytes) -> bool:
    return part.get_content_maintype() == "image" and len(content) < DECORATION and not _is_file(part)


def _flowed(part: Message, text: str) -> str:
    """Join lines that were only broken for the way (RFC 3676, sections 4.1 to 4.4)."""
    if str(part.get_param("format") or "").lower() != "flowed":
        return text
    joined: list[str] = []
    goes_on = False
    for written in text.replace("\r\n", "\n").split("\n"):
        line = written.removeprefix(" ")
        is_quoted = line.startswith(">")
        if goes_on and not is_quoted and line != "-- ":
            joined[-1] += line
        else:
            joined.append(line)
        goes_on = line.endswith(" ") and line != "-- " and not is_quoted
    return "\n".join(joined)
