"""From bytes to numbered rows of cells, one at a time: encoding, line ends, quotation marks and limits."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from allmende.counting.problems import Problem

type Report = Callable[[Problem], None]

ENCODINGS: Final = ("utf-8", "cp1250", "iso8859-2")
_QUOTED_LINES: Final = 200
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_BOM: Final = b"\xef\xbb\xbf"
_PROGRESS_EVERY: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before a file is refused; the defaults keep the whole process below 250 MB."""

    bytes: int = 256 * 1024 * 1024
    line_bytes: int = 1024 * 1024
    projects: int = 5_000
    votes: int = 1_000_000
    different: int = 200_000  # ballots that differ from each other
    entries: int = 3_500_000  # projects named on these, and points given to them
    problems: int = 50


LIMITS: Final = Limits()


class Stop(Exception):
    """Reading on makes no sense."""


@dataclass(slots=True)
class Lines:
    """The lines of a file as text, numbered from 1, with line ends and byte order mark removed.

    Lines end with LF, CRLF or CR. Problems go to `report`; raises Stop where the rest cannot be read.
    """

    source: BinaryIO
    report: Report
    encoding: str = "utf-8"
    limits: Limits = LIMITS
    progress: Callable[[int], None] | None = None
    number: int = 0
    taken: int = 0

    def __iter__(self) -> Iterator[str]:
        announced = 0
        while raw := self.source.readline(self.limits.line_bytes + 1):
            self.taken += len(raw)
            if self.progress is not None and self.taken - announced >= _PROGRESS_EVERY:
                announced = self.taken
                self.progress(self.taken)
            if self.taken == len(raw):
                raw = self._without_mark(raw)
            self._check_size(self.taken)
            self._check_line(raw)
            body = raw.rstrip(b"\r\n")
            for part in body.split(b"\r") if b"\r" in body else (body,):
                self.number += 1
                text = self._decoded(part)
                if text is not None:
                    yield text

    def refuse_too_large(self) -> None:
        """Look at the size before reading, where the source can tell it."""
        if self.source.seekable():
            here = self.source.tell()
            size = self.source.seek(0, io.SEEK_END) - here
            self.source.seek(here)
            self._check_size(size)

    def _without_mark(self, raw: bytes) -> bytes:
        if raw.startswith(_UTF16):
            self._stop("file_utf16")
        return raw.removeprefix(_BOM)

    def _check_size(self, size: int) -> None:
        if size > self.limits.bytes:
            self.report(Problem("file_too_large", None, {"limit": self.limits.bytes}))
            raise Stop

    def _check_line(self, raw: bytes) -> None:
        if len(raw) > self.limits.line_bytes:
            self.number += 1
            self._stop("line_too_long", limit=self.limits.line_bytes)

    def _decoded(self, raw: bytes) -> str | None:
        if b"\0" in raw:
            self._stop("file_binary", position=raw.index(b"\0") + 1)
        try:
            return raw.decode(self.encoding)
        except UnicodeDecodeError as error:
            byte = f"{raw[error.start]:02X}"
            where: dict[str, str | int] = {"position": error.start + 1, "byte": byte, "encoding": self.encoding.upper()}
            self.report(Problem("encoding_wrong", self.number, where))
            return None

    def _stop(self, code: str, **params: str | int) -> None:
        self.report(Problem(code, self.number or 1, params))
        raise Stop


def rows(lines: Lines) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of their first line; cells are stripped, blank lines left out.

    A quoted cell may hold semicolons, doubled quotation marks and line breaks. A row whose quotation marks are wrong is
    reported and left out.
    """
    source = iter(lines)
    for text in source:
        if '"' in text:
            start, cells = lines.number, _quoted(text, source, lines)
            if cells:
                yield start, cells
        elif text and not text.isspace():
            yield lines.number, [cell.strip() for cell in text.split(";")]


def _quoted(text: str, source: Iterator[str], lines: Lines) -> list[str]:
    """One row with quotation marks, taking further lines while a quoted cell is open."""
    start, size = lines.number, len(text)
    parts = [text]
    while True:
        try:
            return [cell.strip() for cell in next(csv.reader(["\n".join(parts)], delimiter=";", strict=True))]
        except csv.Error as error:
            if "expected after" in str(error):
                lines.report(Problem("quote_stray", start))
                return []
        more = next(source, None)
        size += len(more or "")
        if more is None or len(parts) >= _QUOTED_LINES or size > lines.limits.line_bytes:
            lines.report(Problem("quote_open", start))
            raise Stop
        parts.append(more)
