"""Covers by address: small, kept for a year, the same for everyone, and drawn without asking who is there."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.test import Client

from allmende.foundation.ui import covers, fields
from allmende.foundation.ui.components.marks import picture

TOKENS = Path(__file__).parents[3] / "static" / "allmende" / "css" / "tokens.css"
pytestmark = pytest.mark.once


def ask(path: str, **headers: str):
    return Client().get(path, headers={"Accept-Encoding": "identity", **headers})


def test_a_cover_in_a_list_is_an_address_and_at_the_head_of_a_page_the_land_itself() -> None:
    assert len(picture("weidendom", src="")) < 200
    assert 'loading="lazy"' in picture("weidendom", src="")
    assert "lazy" not in picture("weidendom", src="", eager=True)
    assert picture("weidendom", src="", inside=True) == fields.cover_svg("weidendom", width=320, height=200)


@pytest.mark.parametrize("seed", ["weidendom", "a/b c?d#e%f", '"><script>alert(1)</script>', "Æ李", "."])
@pytest.mark.parametrize("mood", ["", "heath"])
def test_its_address_gives_the_same_land_for_a_year_without_session_or_database(seed: str, mood: str) -> None:
    answer = ask(covers.cover_url(seed, shape="wide", mood=mood))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies
    assert "Cookie" not in answer.headers["Vary"]
    assert len(ET.fromstring(answer.content)) > 3
    land = str(fields.cover_svg(seed, width=630, height=270, mood=mood)).split(">", 1)[1]
    assert answer.content.decode().endswith(land)
    assert "<script" not in answer.content.decode()


def test_it_comes_compressed_to_those_who_can_unpack_it() -> None:
    address = covers.cover_url("weidendom", shape="card")
    packed = Client().get(address, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(ask(address).content) / 2


def test_an_address_of_another_version_is_answered_and_not_kept() -> None:
    other = re.sub(r"/land/\w+/", "/land/00000000/", covers.cover_url("weidendom", shape="card"))
    assert ask(other).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    ["", "x", "v/card/any/a.png", "v/huge/any/a.svg", "v/card/sea/a.svg", f"v/card/any/{'a' * 201}.svg", "v/card/any"],
)
def test_what_is_no_cover_is_not_found(path: str) -> None:
    assert ask(f"{covers.PREFIX}{path}").status_code == 404


def test_nobody_writes_to_a_cover() -> None:
    assert Client().post(covers.cover_url("weidendom", shape="card")).status_code == 405


def test_its_colours_are_those_of_the_style_sheet() -> None:
    told = dict(re.findall(r"--([\w-]+):\s*([^;]+);", TOKENS.read_text(encoding="utf-8")))
    assert {name: told[name] for name in covers.COLOURS} == covers.COLOURS
    used = {name for seed in range(60) for name in re.findall(r"var\(--([\w-]+)\)", fields.cover_svg(str(seed)))}
    assert used == set(covers.COLOURS)
