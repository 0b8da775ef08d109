"""Videos and sound: their content says what they are; what says where and when they were made does not go out."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import settings as property_tests
from hypothesis import strategies as st

from allmende.commons.files.documents import prepare_document
from allmende.commons.files.judging import judge
from allmende.commons.files.pictures import opened
from allmende.commons.files.recordings.boxes import judge_boxes
from allmende.commons.files.recordings.facts import BrokenError, Cleaned, bytes_at
from allmende.commons.files.testing import box, element, make_mp3, make_mp4, make_upload, make_wav, make_webm
from allmende.foundation.verdicts import Refused

PLACE = b"+46.4983+011.3548/"
UDTA = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0), PLACE), box(b"loci", bytes(6), PLACE))
META = box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709"), box(b"ilst", PLACE))


def told(content, name="x"):
    facts = judge(io.BytesIO(content), len(content))
    assert facts is not None
    return facts.media_type, facts.duration, (facts.width, facts.height), facts.has_sound


def kept(content):
    prepared = prepare_document(make_upload(content, "film.mp4"))
    return opened(prepared.contents[prepared.main]).read()


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (make_mp4(), ("video/mp4", 5000, (640, 360), True)),
        (make_mp4(sound=b""), ("video/mp4", 5000, (640, 360), False)),
        (make_mp4(turned=True), ("video/mp4", 5000, (360, 640), True)),
        (make_mp4(size=(360, 640)), ("video/mp4", 5000, (360, 640), True)),
        (make_mp4(seconds=36_000), ("video/mp4", 36_000_000, (640, 360), True)),
        (make_mp4(seconds=4_000_000), ("video/mp4", None, (640, 360), True)),
        (make_mp4(codec=b""), ("audio/mp4", 5000, (None, None), True)),
        (make_webm(), ("video/webm", 5000, (640, 360), True)),
        (make_webm(codecs=(b"V_VP9",)), ("video/webm", 5000, (640, 360), False)),
        (make_webm(codecs=(b"A_OPUS",)), ("audio/webm", 5000, (None, None), True)),
        (make_mp3(), ("audio/mpeg", 2606, (None, None), True)),
        (make_wav(), ("audio/wav", 2000, (None, None), True)),
    ],
)
def test_a_recording_is_what_its_content_says(content, facts):
    assert told(content) == facts


@pytest.mark.parametrize("name", ["film.mp4", "film.txt", "film.jpg.exe"])
def test_its_name_says_nothing(name):
    prepared = prepare_document(make_upload(make_mp4(), name))

    assert (prepared.media_type, prepared.main) == ("video/mp4", "file.mp4")
    assert prepared.name.endswith(".mp4")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (make_mp4(codec=b"hvc1"), "HEVC"),
        (make_mp4(codec=b"mp4v"), "MPEG-4 Visual"),
        (make_mp4(sound=b"ac-3"), "AC-3"),
        (make_webm(doctype=b"matroska"), "Matroska"),
        (make_webm(codecs=(b"V_MPEG4/ISO/AVC",)), "MPEG4"),
        (make_webm(codecs=(b"V_VP8", b"S_TEXT/UTF8")), "other data"),
        (make_mp4(codec=b"", sound=b"", others=[(b"meta", b"x")]), "neither picture nor sound"),
        (box(b"ftyp", b"isom", bytes(4)) + b"<script>alert(1)</script>", "damaged"),
        (box(b"ftyp", b"isom", bytes(4)), "damaged"),
        (box(b"ftyp", b"isom", bytes(4)) + box(b"moov"), "damaged"),
        (make_mp4()[:-300], "damaged"),
        (make_mp4()[:900], "damaged"),
        (make_mp4() + make_mp4()[24:], "damaged"),
        (make_mp4(size=(0, 0)), "damaged"),
        (make_mp4(size=(60_000, 4)), "damaged"),
        (make_webm()[:-1], "damaged"),
        (make_webm()[:60], "damaged"),
        (b"\x1a\x45\xdf\xa3" + bytes(100), "damaged"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(300), "damaged"),
        (b"\xff\xfb\x90\x00" + bytes(100), "damaged"),
        (b"RIFF" + struct.pack("<I", 100) + b"WAVE" + bytes(92), "damaged"),
    ],
)
def test_what_is_none_or_can_not_be_played_is_refused_in_words(content, words):
    with pytest.raises(Refused) as refusal:
        prepare_document(make_upload(content, "film.mp4"))

    assert (refusal.value.status, words in str(refusal.value.reason)) == (422, True), refusal.value.reason


@pytest.mark.parametrize(
    "lie",
    [0, 1, 7, 2**31 - 1, 2**32 - 1],
)
def test_boxes_that_lie_about_their_size_are_found_out(lie):
    content = bytearray(make_mp4())
    at = content.index(b"trak") - 4
    content[at : at + 4] = struct.pack(">I", lie)

    with pytest.raises(Refused, match="damaged"):
        prepare_document(make_upload(bytes(content), "film.mp4"))


def test_tables_that_promise_more_than_they_hold_are_found_out():
    content = make_mp4(others=[(b"meta", PLACE)])
    at = content.rindex(b"stco") + 8
    lying = content[:at] + struct.pack(">I", 2**32 - 1) + content[at + 4 :]

    with pytest.raises(Refused, match="damaged"):
        prepare_document(make_upload(lying, "film.mp4"))


@pytest.mark.parametrize(
    "content",
    [
        make_mp4(in_movie=UDTA),
        make_mp4(in_movie=META),
        make_mp4(in_track=UDTA + META),
        make_mp4(extra=box(b"uuid", bytes(16), b"<x:xmpmeta>", PLACE)),
        make_mp4(extra=META),
        make_mp4(extra=box(b"free", PLACE)),
        make_mp4(extra=b"PK\x03\x04 hung on behind \xff\xfe\xfd" + PLACE),
        make_mp4(others=[(b"meta", PLACE), (b"text", PLACE)]),
        make_webm(extra=element(0x1254C367, element(0x7373, PLACE))),
        make_webm(extra=element(0x1941A469, PLACE * 40)),
        make_webm(in_info=element(0x7BA9, PLACE) + element(0x4461, PLACE[:8])),
        make_webm() + PLACE,
        make_mp3(head=b"ID3\x04\x00\x00\x00\x00\x00" + bytes([len(PLACE)]) + PLACE, tail=b"TAG" + PLACE.ljust(125)),
        make_wav(extra=struct.pack("<4sI", b"LIST", len(PLACE)) + PLACE),
        make_wav(extra=struct.pack("<4sI", b"id3 ", len(PLACE)) + PLACE),
    ],
)  # fmt: skip
def test_place_and_all_else_that_no_player_needs_is_taken_out(content):
    assert PLACE in content

    clean = kept(content)

    assert PLACE not in clean
    assert PLACE[:8] not in clean
    assert told(clean) == told(content), "it is still the same recording"
    assert kept(clean) == clean, "and nothing is left to take out"


def test_when_it_was_made_and_by_which_camera_is_taken_out_and_nothing_moves():
    content = make_mp4(data=bytes(range(256)) * 20)

    clean = kept(content)

    assert len(clean) == len(content)
    assert b"\xe0\x00\x00\x01" in content
    assert b"\xe0\x00\x00\x01" not in clean
    assert b"camera" not in clean
    assert bytes(range(256)) * 20 in clean, "pictures and sound stay where they are"


def test_samples_of_other_data_are_blanked_only_where_there_is_data():
    content = make_mp4(others=[(b"meta", PLACE)])
    at = content.rindex(b"stco") + 12
    lying = content[:at] + struct.pack(">I", 4) + content[at + 4 :]  # into the head of the file

    with pytest.raises(Refused, match="damaged"):
        kept(lying)


def test_a_fragmented_film_may_hold_nothing_else():
    fragment = box(b"moof", box(b"mfhd", bytes(8)))

    assert told(make_mp4(extra=fragment)) == told(make_mp4())
    with pytest.raises(Refused, match="other data"):
        kept(make_mp4(in_movie=box(b"mvex"), others=[(b"meta", PLACE)]))


def test_a_webm_as_browsers_record_it_does_not_say_where_anything_ends():
    head, _segment, rest = make_webm(codecs=(b"V_VP8",)).partition(b"\x18\x53\x80\x67")
    unknown = head + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + rest[8:]
    at = unknown.index(b"\x1f\x43\xb6\x75")
    second = b"\x1f\x43\xb6\x75\x01" + b"\xff" * 7 + element(0xE7, b"\x0b\xb8") + element(0xA3, bytes(90))
    recorded = unknown[:at] + b"\x1f\x43\xb6\x75\x01" + b"\xff" * 7 + unknown[at + 12 :] + second

    assert told(recorded) == ("video/webm", 5000, (640, 360), False)
    assert kept(recorded) == recorded


class Steady(io.RawIOBase):
    """A film of two gigabytes that nobody has on a disk: its head, zeros, its end. What is read at once is noted."""

    def __init__(self, head, zeros, end):
        self.head, self.end, self.size, self.at, self.most = head, end, len(head) + zeros + len(end), 0, 0

    def seek(self, offset, whence=io.SEEK_SET):
        self.at = offset
        return offset

    def read(self, size=-1):
        self.most = max(self.most, size)
        last = min(self.size, self.at + size)
        piece = bytearray(max(0, last - self.at))
        for content, start in ((self.head, 0), (self.end, self.size - len(self.end))):
            low, high = max(start, self.at), min(start + len(content), last)
            if low < high:
                piece[low - self.at : high - self.at] = content[low - start : high - start]
        self.at = last
        return bytes(piece)


def test_two_gigabytes_are_judged_by_a_few_kilobytes():
    whole = make_mp4(data=b"")
    data, movie = whole.index(b"mdat") - 4, whole.index(b"moov") - 4
    zeros = 2_000_000_000
    head = whole[:data] + struct.pack(">I", movie - data + zeros) + whole[data + 4 : movie]
    film = Steady(head, zeros, whole[movie:])

    facts = judge(film, film.size)

    assert facts is not None
    assert (facts.size, facts.duration) == (film.size, 5000)
    assert film.most < 1000


@property_tests(max_examples=300)
@given(cut=st.integers(0, 3_000), flips=st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 255)), max_size=6))
def test_whatever_is_damaged_is_told_in_words_or_stays_within_its_bytes(cut, flips):
    for whole in (
        make_mp4(others=[(b"meta", PLACE)], in_movie=UDTA, data=b""),
        make_webm(extra=element(0x1254C367, PLACE)),
        make_mp3(3),
    ):
        content = bytearray(whole[: len(whole) - cut % 50])
        for at, value in flips:
            content[at % len(content)] = value
        try:
            facts = judge(io.BytesIO(bytes(content)), len(content))
        except Refused:
            continue
        if facts is not None:
            assert len(Cleaned(io.BytesIO(bytes(content)), facts).read()) == facts.size


def test_reading_beyond_the_end_is_a_fault():
    with pytest.raises(BrokenError):
        bytes_at(io.BytesIO(b"abc"), 1, 3)
    with pytest.raises(BrokenError):
        judge_boxes(io.BytesIO(b""), 0)
