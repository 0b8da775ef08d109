"""The starting set: cards that every community has from its first day, in three languages, one file each (`../cards`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from allmende.rooms.methods.models.card import Card, Role, card_of

FOLDER = Path(__file__).parent.parent / "cards"
LANGUAGES = ("en", "de", "it")


@dataclass(frozen=True)
class StartingCard:
    """A card of the starting set in one language."""

    key: str
    title: str
    card: Card


@cache
def keys() -> tuple[str, ...]:
    """The cards there are, in the order in which they are set out."""
    found = [(tomllib.loads(path.read_text())["order"], path.stem) for path in FOLDER.glob("*.toml")]
    return tuple(key for _order, key in sorted(found))


def starting_card(key: str, language: str | None = None) -> StartingCard:
    """Return a card in a language: that of the moment, unless another is named; English where we have no other."""
    wished = (language or get_language() or "en").split("-")[0]
    return _read(key, wished if wished in LANGUAGES else "en")


@cache
def _read(key: str, language: str) -> StartingCard:
    said = tomllib.loads((FOLDER / f"{key}.toml").read_text())
    words = said[language]
    steps = [
        {**facts, "title": title, "instruction": instruction, "outcome": outcome}
        for facts, (title, instruction, outcome) in zip(said["steps"], words.pop("steps"), strict=True)
    ]
    with override(language):
        roles = [_role(name) for name in said.get("roles", ["facilitator"])]
    more = [{"name": name, "task": task} for name, task in words.pop("roles", [])]
    title = words.pop("title")
    kept: dict[str, Any] = {**words, "least": said["least"], "most": said["most"], "steps": steps}
    return StartingCard(key, title, card_of(kept | {"roles": [*roles, *more]}))


def _role(name: str) -> dict[str, str]:
    known = {
        "facilitator": Role(_("Facilitator"), _("Leads through the steps, keeps to the question, stays out of the content.")),
        "timekeeper": Role(_("Timekeeper"), _("Watches the clock and says when a minute is left.")),
        "notes": Role(_("Note-taker"), _("Writes down what comes out, so that everyone can read it.")),
    }  # fmt: skip
    return {"name": known[name].name, "task": known[name].task}
