"""Captions are judged line by line (WebVTT): what a player would skip in silence is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.files.recordings.captions import LARGEST, read_captions
from allmende.foundation.verdicts import Refused

CUE = "00:01.000 --> 00:04.000\nHello\n"


@pytest.mark.parametrize(
    "text",
    [
        f"WEBVTT\n\n{CUE}",
        f"\ufeffWEBVTT\n\n{CUE}",
        f"WEBVTT - Pond\nKind: captions\nLanguage: en\n\n{CUE}",
        f"WEBVTT\r\n\r\n{CUE}".replace("\n", "\r\n").replace("\r\r", "\r"),
        f"WEBVTT\n\nNOTE a word\nof the maker\n\nSTYLE\n::cue {{ color: red }}\n\nREGION\nid:a\n\n1\n{CUE}",
        "WEBVTT\n\n00:00:01.000 --> 100:00:04.000 align:start position:10%,line-left line:0\n<v Ada>Hello</v> <i>you</i> &amp; me\n- Yes\n",
        f"WEBVTT\n\n{CUE}\nsecond\n00:01.000 --> 00:05.000\nat the same time\n",
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<c.loud>He</c><00:02.000>llo\n",
    ],
)
def test_what_players_understand_is_kept(text):
    assert "-->" in read_captions(text.encode())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "has to begin with WEBVTT"),
        ("1\n00:00:01,000 --> 00:00:04,000\nHello", 1, "has to begin with WEBVTT"),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:04,000\nHello", 3, "full stop before the milliseconds"),
        ("WEBVTT\n\n0:01 --> 0:04\nHello", 3, "times are written like"),
        ("WEBVTT\n\n00:04.000 --> 00:01.000\nHello", 3, "ends before it begins"),
        (f"WEBVTT\n\n{CUE}\n00:00.500 --> 00:02.000\nEarlier", 6, "begins before the one above"),
        ("WEBVTT\n\nHello", 3, "no time above this text"),
        ("WEBVTT\n\n00:01.000 --> 00:04.000\n\nHello", 3, "no text below"),
        (f"WEBVTT\n\n{CUE}00:05.000 --> 00:06.000\nMore", 5, "an empty line is missing"),
        ("WEBVTT\n\n00:01.000 --> 00:04.000 colour:red\nHello", 3, "no setting of WebVTT"),
        ("WEBVTT\n\n00:01.000 --> 00:04.000\n<script>alert(1)</script>", 4, "a sign <"),
        ("WEBVTT\n\n00:01.000 --> 00:04.000\na < b", 4, "a sign <"),
        ("WEBVTT\n\nNOTE nothing else\n", 4, "nothing is said"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, line, words):
    with pytest.raises(Refused) as refusal:
        read_captions(text.encode())

    assert f"Line {line}: " in str(refusal.value.reason)
    assert words in str(refusal.value.reason)


def test_other_letters_and_too_much_are_told_too():
    with pytest.raises(Refused, match=r"Line 4: this is not UTF-8"):
        read_captions(b"WEBVTT\n\n00:01.000 --> 00:04.000\nGr\xfc\xdfe\n")
    with pytest.raises(Refused) as refusal:
        read_captions(b"WEBVTT\n" + b"a" * LARGEST)
    assert refusal.value.status == 413


def test_of_many_faults_the_first_few_are_named():
    with pytest.raises(Refused, match="And 95 more"):
        read_captions(("WEBVTT\n\n" + "Hello\n\n" * 99).encode())


@given(st.text(alphabet="WEBVT \n\r0123456789:.,->NOTE<b/>&;\t", max_size=400))
def test_whatever_comes_is_kept_or_refused_in_words(text):
    try:
        assert read_captions(f"WEBVTT\n{text}".encode()).startswith("WEBVTT")
    except Refused as refusal:
        said = str(refusal.reason)
        assert "Line" in said
