"""Generated pictures: the same for the same seed, small, and nothing in them that a strict CSP or a name could break."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from allmende.foundation.ui import fields

SEEDS = [f"slug-{number}" for number in range(40)]


def test_the_same_seed_gives_the_same_picture_and_another_seed_another_one() -> None:
    first = str(fields.cover_svg("regenwasser"))
    fields.cover_svg.cache_clear()
    assert str(fields.cover_svg("regenwasser")) == first
    assert str(fields.cover_svg("weidendom")) != first


@pytest.mark.parametrize("mood", ["", *fields.MOODS])
def test_covers_are_well_formed_and_stay_under_twelve_kilobytes(mood: str) -> None:
    for seed in SEEDS:
        for width, height in ((1040, 400), (480, 300), (640, 640)):
            svg = fields.cover_svg(seed, width=width, height=height, mood=mood)
            ET.fromstring(svg)
            assert len(svg.encode()) < 12 * 1024


def test_avatars_badges_and_emblems_are_well_formed_and_small() -> None:
    for seed in SEEDS:
        for svg in (fields.avatar_svg(seed, "NO", "Nele"), fields.emblem_svg(seed)):
            ET.fromstring(svg)
            assert len(svg.encode()) < 1536
        ET.fromstring(fields.badge_svg(seed, "M12 3v18", 3))


def test_no_picture_needs_an_inline_style() -> None:
    for seed in SEEDS:
        assert "style" not in fields.cover_svg(seed) + fields.avatar_svg(seed, "AB") + fields.emblem_svg(seed)


def test_a_hostile_name_stays_text() -> None:
    svg = fields.avatar_svg("x", '"<', '"><script>alert(1)</script>')
    assert "<script" not in svg
    ET.fromstring(svg)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Nele Okafor", "NO"), ("Jean-Luc de Vries", "JV"), ("Ayşe", "A"), ("", ""), ("  ", ""), ("李 小龍", "李小")],
)
def test_initials_come_from_the_first_and_the_last_word(name: str, initials: str) -> None:
    assert fields.initials_of(name) == initials
