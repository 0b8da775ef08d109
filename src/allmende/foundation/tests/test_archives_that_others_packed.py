"""A hostile archive is refused from its table of contents: nothing is unpacked, nothing is written, no time is lost."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from allmende.foundation import archives
from allmende.foundation.archives import HarmfulArchiveError, require_harmless
from allmende.foundation.tables import SheetError, open_sheet


def packed(fill: Callable[[zipfile.ZipFile], object]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    return target.getvalue()


def named(name: str, content: bytes = b"x") -> bytes:
    return packed(lambda archive: archive.writestr(zipfile.ZipInfo(name), content))


def kind(mode: int) -> bytes:
    info = zipfile.ZipInfo("xl/link")
    info.external_attr = mode << 16
    return packed(lambda archive: archive.writestr(info, "/etc/passwd"))


def many(count: int) -> bytes:
    return packed(lambda archive: [archive.writestr(zipfile.ZipInfo(f"a/{number}"), b"") for number in range(count)])


def overlapping() -> bytes:
    """Two names for the same bytes: the second entry of the table points to the first file."""
    content = bytearray(
        packed(lambda archive: (archive.writestr("a", b"one" * 99), archive.writestr("b", b"two" * 99)))
    )
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(content)


def lying() -> bytes:
    """Says that a gigabyte is a hundred bytes: what is said holds, so that it is no flood but a damaged file."""
    content = bytearray(named("xl/workbook.xml", b"0" * 5_000_000))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


def nested(levels: int) -> bytes:
    content = b"0" * 20_000_000
    for _ in range(levels):
        content = packed(lambda archive, content=content: archive.writestr("inner.zip", content))
    return content


HOSTILE = {
    "a parent": lambda: named("../../outside.txt"),
    "a parent, in the middle": lambda: named("xl/../../outside.txt"),
    "a parent, the other way": lambda: named("..\\..\\outside.txt"),
    "the root": lambda: named("/etc/cron.d/outside"),
    "a drive": lambda: named("C:\\outside.txt"),
    "a share": lambda: named("\\\\server\\outside.txt"),
    "a stream": lambda: named("file.txt:outside"),
    "a link": lambda: kind(stat.S_IFLNK | 0o777),
    "a device": lambda: kind(stat.S_IFCHR | 0o600),
    "a pipe": lambda: kind(stat.S_IFIFO | 0o600),
    "a flood": lambda: packed(lambda archive: archive.writestr("xl/a.xml", b"0" * 30_000_000)),
    "a flood in many": lambda: packed(
        lambda archive: [archive.writestr(f"{n}.xml", b"0" * 2_000_000) for n in range(9)]
    ),
    "a flood in an archive": lambda: nested(1),
    "more files than anyone needs": lambda: many(10_001),
    "shared bytes": overlapping,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_unopened(what: str, tmp_path: Path) -> None:
    content = HOSTILE[what]()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tracemalloc.start()
        with pytest.raises(HarmfulArchiveError):
            require_harmless(archive)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 20_000_000

    (tmp_path / "people.xlsx").write_bytes(content)
    with pytest.raises(SheetError) as error, open_sheet(tmp_path / "people.xlsx"):
        pass
    assert error.value.code == "bomb"
    assert [path.name for path in tmp_path.iterdir()] == ["people.xlsx"]


def test_more_bytes_than_fit_are_refused_however_little_they_are_packed(monkeypatch) -> None:
    monkeypatch.setattr(archives, "MOST_RATIO", 10**9)
    with zipfile.ZipFile(io.BytesIO(named("a", b"0" * 30_000_000))) as archive:
        require_harmless(archive)
        with pytest.raises(HarmfulArchiveError, match="unpacks to"):
            require_harmless(archive, most_unpacked=29_999_999)


def test_what_is_said_of_a_size_holds_when_it_is_read() -> None:
    with zipfile.ZipFile(io.BytesIO(lying())) as archive:
        require_harmless(archive)
        with pytest.raises(zipfile.BadZipFile):
            archive.read("xl/workbook.xml")


def test_what_people_pack_passes() -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("folder/", b"")
        archive.writestr("folder/übersicht (2).txt", "Äpfel\n" * 9)
        archive.writestr("folder/inner.zip", named("a..b.txt"))
        archive.writestr("table.csv", b"0;0;0\n" * 1_000_000)

    with zipfile.ZipFile(io.BytesIO(packed(fill))) as archive:
        require_harmless(archive)
