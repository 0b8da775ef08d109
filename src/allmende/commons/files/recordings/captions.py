"""Captions in WebVTT (W3C, https://www.w3.org/TR/webvtt1/), judged line by line: what players would skip in silence is said in words."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from allmende.foundation.verdicts import Refused

LARGEST = 1_000_000
"""Bytes: a day of talk has fewer."""
MOST_FAULTS = 5
"""So many are named at once."""

_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+(\S.*))?", re.ASCII)
_COMMA = re.compile(r"\d\d:\d\d(?::\d\d)?,\d{3}", re.ASCII)
_SETTING = re.compile(r"(?:vertical|line|position|size|align|region):\S+", re.ASCII)
_TAG = re.compile(
    r"</?(?:b|i|u|c|v|ruby|rt|lang)?(?:[ .][^<>]{0,200})?>|<(?:\d{2,4}:)?[0-5]\d:[0-5]\d\.\d{3}>", re.ASCII
)


@dataclass(frozen=True)
class Fault:
    """What is wrong in a line, counted from 1."""

    line: int
    words: str

    def __str__(self) -> str:
        return _("Line %(line)d: %(fault)s") % {"line": self.line, "fault": self.words}


def read_captions(content: bytes) -> str:
    """Return captions as they are kept: UTF-8, plain line ends. Raises Refused (422, 413), naming the first lines that are wrong."""
    if len(content) > LARGEST:
        raise Refused(_("These captions are larger than a megabyte. Are they WebVTT?"), 413)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused(str(Fault(line, _("this is not UTF-8. Save the file as UTF-8 and try again."))), 422) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    faults = list(_faults(text.split("\n")))
    if faults:
        more = len(faults) - MOST_FAULTS
        words = [str(fault) for fault in faults[:MOST_FAULTS]]
        raise Refused(" ".join([*words, _("And %(count)d more.") % {"count": more}] if more > 0 else words), 422)
    return text.rstrip("\n") + "\n"


def _faults(lines: list[str]) -> Iterator[Fault]:
    """What is wrong, line by line."""
    head = lines[0]
    if not (head == "WEBVTT" or head.startswith(("WEBVTT ", "WEBVTT\t"))):
        yield Fault(1, _("the file has to begin with WEBVTT."))
        return
    cues, latest = 0, -1
    for first, block in _blocks(lines):
        if block[0].startswith(("NOTE", "STYLE", "REGION")) and "-->" not in block[0]:
            continue
        at = 0 if "-->" in block[0] else 1
        if first == 2 and at == 1 and not any("-->" in line for line in block):
            continue  # the head may be followed by lines that say more of the file
        if at == len(block) or "-->" not in block[at]:
            yield Fault(first, _("there is no time above this text, such as 00:01.000 --> 00:04.000."))
            continue
        cues += 1
        start = yield from _timing(first + at, block[at], latest)
        latest = max(latest, start)
        yield from _words(first + at + 1, block[at + 1 :])
    if not cues:
        yield Fault(len(lines), _("nothing is said in this file."))


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines between empty ones, with the number of the first; the head's own line is left out."""
    block: list[str] = []
    for number, line in enumerate([*lines[1:], ""], 2):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _timing(number: int, line: str, latest: int) -> Generator[Fault, None, int]:
    """The faults of a line with times; returns when it begins, in milliseconds."""
    match = _TIMING.fullmatch(line.strip())
    if match is None:
        hint = _("WebVTT has a full stop before the milliseconds, not a comma.") if _COMMA.search(line) else _("times are written like 00:01.000 --> 00:04.000.")  # fmt: skip
        yield Fault(number, hint)
        return latest
    parts = match.groups()
    start, end = _milliseconds(parts[:4]), _milliseconds(parts[4:8])
    if end <= start:
        yield Fault(number, _("it ends before it begins."))
    if start < latest:
        yield Fault(number, _("it begins before the one above it."))
    for setting in (parts[8] or "").split():
        if not _SETTING.fullmatch(setting):
            yield Fault(number, _("“%(setting)s” is no setting of WebVTT.") % {"setting": setting[:40]})
    return start


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _words(first: int, lines: list[str]) -> Iterator[Fault]:
    if not lines:
        yield Fault(first - 1, _("there is no text below this time."))
    for number, line in enumerate(lines, first):
        if "-->" in line:
            yield Fault(number, _("an empty line is missing above this time."))
        elif "<" in _TAG.sub("", line):
            yield Fault(number, _("there is a sign < that belongs to nothing. Write &lt; for it."))
