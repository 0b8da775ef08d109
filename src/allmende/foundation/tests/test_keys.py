"""A node has one master key outside the database, and a key of its own for each purpose."""

import os
import stat
import subprocess
import sys

import pytest

from allmende.foundation.keys import derive, derive_from, is_signed, master_key, sign

FIRST_KEY = """
import sys, time
from pathlib import Path
from allmende.foundation.keys import master_key
time.sleep(max(0, float(sys.argv[2]) - time.time()))
print(master_key(Path(sys.argv[1])).hex())
"""


def test_a_key_is_made_once_and_then_kept(tmp_path):
    made = master_key(tmp_path)

    assert len(made) == 32
    assert master_key(tmp_path) == made
    assert os.listdir(tmp_path / "keys") == ["master"]


def test_only_its_owner_may_read_it(tmp_path):
    master_key(tmp_path)

    assert stat.S_IMODE((tmp_path / "keys" / "master").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_processes_that_start_at_once_agree(tmp_path):
    import time

    start = str(time.time() + 1.0)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", FIRST_KEY, str(tmp_path), start],
            stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": "src"},
        )
        for _ in range(6)
    ]  # fmt: skip
    said = {process.communicate()[0].strip() for process in running}

    assert said == {master_key(tmp_path).hex()}
    assert os.listdir(tmp_path / "keys") == ["master"]


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33])
def test_a_damaged_key_is_refused_and_left_alone(tmp_path, content):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "master").write_bytes(content)

    with pytest.raises(ValueError, match=r"damaged: 32 bytes are expected, \d+ found. Restore it from a backup"):
        master_key(tmp_path)

    assert (tmp_path / "keys" / "master").read_bytes() == content


def test_each_purpose_has_a_key_of_its_own():
    keys = {derive_from(b"m" * 32, purpose) for purpose in ("django", "media", "receipts")}

    assert [len(key) for key in keys] == [32, 32, 32]


def test_the_derivation_is_the_one_of_rfc_5869():
    """HKDF-Expand of test case 1 (appendix A.1), first block: T(1) = HMAC(PRK, info | 0x01)."""
    prk = bytes.fromhex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
    info = bytes.fromhex("f0f1f2f3f4f5f6f7f8f9").decode("latin-1")

    assert derive_from_bytes(prk, info).hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"


def derive_from_bytes(prk: bytes, info: str) -> bytes:
    """The test case's info is no text; everything else is the derivation of ours."""

    class Latin(str):
        def encode(self, *_args: str) -> bytes:  # type: ignore[override]
            return str.encode(self, "latin-1")

    return derive_from(prk, Latin(info))


def test_a_signature_holds_for_its_message_and_purpose_alone():
    signature = sign("media", "file 7")

    assert is_signed("media", "file 7", signature)
    assert not is_signed("media", "file 8", signature)
    assert not is_signed("receipts", "file 7", signature)
    assert not is_signed("media", "file 7", signature[:-1])
    assert not is_signed("media", "file 7", "ünicode")


def test_a_key_is_the_same_each_time():
    assert derive("media") == derive("media")
