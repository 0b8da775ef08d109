"""A ciphertext gives back what was put in, from any place, or says that it is damaged: never a byte that was not stored."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as some

from allmende.foundation import clock
from allmende.foundation.encryption import CHUNK, HEAD, TAG, DamagedError, Decrypted, encrypt, key_of

KEY, KEY_ID = b"k" * 32, clock.new_id()
LENGTHS = some.sampled_from([0, 1, 15, 16, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 77])


def sealed(plain: bytes, about: str = "a/full.jpg", key: bytes = KEY) -> bytes:
    return b"".join(encrypt(io.BytesIO(plain), key, KEY_ID, about))


def opened(ciphertext: bytes, about: str = "a/full.jpg", key: bytes = KEY) -> Decrypted:
    return Decrypted(io.BytesIO(ciphertext), lambda _id: key, about)


@given(LENGTHS, some.data())
def test_any_part_reads_as_it_was(length: int, data: some.DataObject) -> None:
    plain = os.urandom(length)
    content = opened(sealed(plain))
    first = data.draw(some.integers(0, length))
    last = data.draw(some.integers(first, length))

    content.seek(first)

    assert content.size == length
    assert io.BufferedReader(content).read(last - first) == plain[first:last]


@given(LENGTHS, some.data())
def test_no_flipped_bit_goes_unseen(length: int, data: some.DataObject) -> None:
    ciphertext = bytearray(sealed(os.urandom(length)))
    at = data.draw(some.sampled_from([0, 9, 30, HEAD - 1, HEAD, len(ciphertext) - 1, len(ciphertext) // 2]))
    ciphertext[min(at, len(ciphertext) - 1)] ^= 1 << data.draw(some.integers(0, 7))

    if 8 <= at < 24:  # the key's id: another key is asked for, or none is there
        assert key_of(io.BytesIO(ciphertext)) != KEY_ID
        return
    with pytest.raises(DamagedError):
        opened(bytes(ciphertext)).readall()


@pytest.mark.parametrize("cut", [1, TAG, TAG + 1, CHUNK + TAG, CHUNK + TAG + 1, 2 * (CHUNK + TAG)])
def test_what_was_cut_off_is_not_even_begun(cut: int) -> None:
    ciphertext = sealed(os.urandom(2 * CHUNK + 77))

    with pytest.raises(DamagedError):
        opened(ciphertext[:-cut])


@pytest.mark.parametrize("head", [0, 7, HEAD - 1, HEAD, HEAD + 3])
def test_a_head_alone_is_no_file(head: int) -> None:
    with pytest.raises(DamagedError):
        opened(sealed(b"plain")[:head])


def test_chunks_cannot_be_swapped_repeated_or_left_out() -> None:
    ciphertext, step = sealed(os.urandom(3 * CHUNK)), CHUNK + TAG
    head, (a, b, c) = ciphertext[:HEAD], [ciphertext[HEAD + i * step : HEAD + (i + 1) * step] for i in range(3)]

    for forged in (head + b + a + c, head + a + a + c, head + a + c, head + a + b + c + c, head + a + b):
        with pytest.raises(DamagedError):
            opened(forged).readall()


def test_one_file_cannot_stand_in_for_another_nor_be_read_with_another_key() -> None:
    ciphertext = sealed(b"the minutes")

    with pytest.raises(DamagedError):
        opened(ciphertext, about="b/full.jpg")
    with pytest.raises(DamagedError):
        opened(ciphertext, key=b"x" * 32)


def test_the_same_content_never_looks_the_same_and_nothing_of_it_shows() -> None:
    one, other = sealed(b"the minutes" * 9), sealed(b"the minutes" * 9)

    assert one != other
    assert b"minutes" not in one
    assert key_of(io.BytesIO(one)) == KEY_ID
    assert key_of(io.BytesIO(b"%PDF-1.7 " * 20)) is None
