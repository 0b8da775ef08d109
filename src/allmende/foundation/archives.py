"""Archives that others packed: looked at from their table of contents, before a byte of them is unpacked."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

MOST_FILES = 10_000
MOST_UNPACKED = 1_000_000_000
"""Bytes of all files together."""
MOST_RATIO = 100
"""Bytes that a packed byte may become, of an archive as a whole; small ones are let be."""
LET_BE = 10_000_000
"""Unpacked bytes below which no ratio is asked for: a short table of equal cells packs well."""


class HarmfulArchiveError(ValueError):
    """An archive that floods, lies about its size or reaches outside; the sentence says which, for logs."""


def require_harmless(archive: ZipFile, *, most_files: int = MOST_FILES, most_unpacked: int = MOST_UNPACKED) -> None:
    """Raise HarmfulArchiveError for what nobody packs in good faith.

    That is: too many files, too many bytes, too much in too little, files that share their bytes, paths that lead outside,
    links and devices, locked files. What is said of a file's size holds when it is read: `zipfile` gives no byte more.
    An archive in an archive counts as the file that it is; nothing of ours unpacks those.
    """
    parts = archive.infolist()
    packed, unpacked = sum(part.compress_size for part in parts), sum(part.file_size for part in parts)
    if len(parts) > most_files:
        raise HarmfulArchiveError(f"There are {len(parts)} files in it.")
    if unpacked > most_unpacked:
        raise HarmfulArchiveError(f"It unpacks to {unpacked} bytes.")
    if unpacked > max(LET_BE, MOST_RATIO * packed):
        raise HarmfulArchiveError(f"{packed} bytes become {unpacked}.")
    for part in parts:
        if problem := next(_problems(part), None):
            raise HarmfulArchiveError(f"{part.filename[:100]!r} {problem}.")
    _require_apart(parts)


def _problems(part: ZipInfo) -> Iterator[str]:
    name = part.orig_filename
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
        yield "leads outside"
    mode = part.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        yield "is no plain file"
    if part.flag_bits & 0x1:
        yield "is locked"


def _require_apart(parts: list[ZipInfo]) -> None:
    """Files that share their bytes make a flood of little (Fifield: *A better zip bomb*, WOOT 2019)."""
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            raise HarmfulArchiveError(f"{part.filename[:100]!r} shares its bytes with another.")
        end = part.header_offset + 30 + part.compress_size  # a local header has 30 bytes at least (APPNOTE 4.3.7)
