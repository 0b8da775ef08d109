"""An archive is what was written, to its last bit, or it is refused before anything changes; a sealed one opens for its key alone."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest

from allmende.foundation.backups.archive import Key, Lock, needs, new_archive, new_key, open_archive
from allmende.foundation.verdicts import Refused

CONTENTS = {"tables/one.jsonl": b'[1,"a"]\n' * 400, "files/aa/picture": os.urandom(3000), "manifest.json": b"{}"}


def write(path, lock=None):
    """An archive of a little of everything."""
    with new_archive(path, lock) as archive:
        for name, content in CONTENTS.items():
            archive.writestr(name, content)
    return path


def read(path, key=None):
    """All that an archive holds."""
    with open_archive(path, key) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_was_put_in_comes_out_and_only_its_owner_may_read_it(tmp_path):
    path = write(tmp_path / "plain.zip")

    assert read(path) == CONTENTS
    assert path.stat().st_mode & 0o777 == 0o600
    assert subprocess.run([sys.executable, "-m", "zipfile", "-t", path], capture_output=True).returncode == 0


def test_a_sealed_one_opens_for_its_key_and_for_no_other(tmp_path):
    identity, public = new_key()
    path = write(tmp_path / "sealed.zip.age", Lock(recipient=public))

    assert needs(path) == "identity"
    assert read(path, Key(identity=f"# a comment\n{identity}\n")) == CONTENTS
    for wrong in (Key(), Key(identity=new_key()[0]), Key(identity="AGE-SECRET-KEY-1NONSENSE"), Key(passphrase="x")):
        with pytest.raises(Refused):
            read(path, wrong)
    assert b"picture" not in path.read_bytes()


def test_a_passphrase_opens_what_it_sealed(tmp_path):
    path = write(tmp_path / "sealed.zip.age", Lock(passphrase="correct horse"))

    assert needs(path) == "passphrase"
    assert read(path, Key(passphrase="correct horse")) == CONTENTS
    with pytest.raises(Refused, match="not the archive's passphrase"):
        read(path, Key(passphrase="battery staple"))


def test_only_public_keys_of_our_kind_seal_and_no_plugin_is_ever_started(tmp_path):
    for recipient in ("", "age1", "age1yubikey1qqq", "AGE-PLUGIN-X", "ssh-ed25519 AAAA", "age1../../bin/sh1x"):
        with pytest.raises(Refused):
            write(tmp_path / "never.age", Lock(recipient=recipient))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["plain", "sealed"])
def test_one_flipped_bit_or_a_missing_end_is_refused(tmp_path, kind):
    chance, (identity, public) = random.Random(20261128), new_key()
    whole = write(tmp_path / kind, Lock(recipient=public) if kind == "sealed" else None).read_bytes()
    spoilt = tmp_path / "spoilt"

    for bit in [*range(8), *(chance.randrange(len(whole) * 8) for _ in range(150)), len(whole) * 8 - 1]:
        content = bytearray(whole)
        content[bit // 8] ^= 1 << bit % 8
        spoilt.write_bytes(content)
        with pytest.raises(Refused):
            read(spoilt, Key(identity=identity))
    for length in [
        0,
        1,
        63,
        64,
        130,
        len(whole) - 64,
        len(whole) - 1,
        *(chance.randrange(len(whole)) for _ in range(40)),
    ]:
        spoilt.write_bytes(whole[:length])
        with pytest.raises(Refused):
            read(spoilt, Key(identity=identity))


@pytest.mark.parametrize("lock", [None, Lock(recipient=new_key()[1])], ids=["plain", "sealed"])
def test_what_fails_in_the_middle_leaves_nothing_and_replaces_nothing(tmp_path, lock):
    path = tmp_path / "archive"
    path.write_bytes(b"the one before")

    with pytest.raises(OSError, match="disk full"), new_archive(path, lock) as archive:
        archive.writestr("one", b"x" * 100_000)
        raise OSError("disk full")

    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("archive", b"the one before")]
