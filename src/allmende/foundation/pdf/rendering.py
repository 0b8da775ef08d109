"""A template and its data become a paper.

A template is `typst/<app>/<name>.typ` in any app. It begins with `#import "/house.typ": *`, asks `data` for what it says, and calls
`letter(title)[…]`. What people wrote travels as JSON: to the typesetter a string is a string, whatever stands in it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.foundation.mail.letterhead import NODE, Letterhead
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused

HERE = Path(__file__).resolve().parent
HOUSE = HERE / "typst" / "house.typ"
FONTS = HERE / "fonts"
MOST_BYTES = 4_000_000
"""Of the data of a paper that someone waits for."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
"""Control characters, and those that turn the words around them: a paper says the same to every eye."""
SECONDS = 10
"""How long someone waits for a paper; a task may take longer."""


class Unprintable(Exception):
    """The typesetter refused a template of ours: its own words."""


def render_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    language: str,
    letterhead: Letterhead = NODE,
    dated: datetime | None = None,
    pictures: Mapping[str, bytes] | None = None,
    seconds: int = SECONDS,
) -> bytes:
    """Set a template's paper: PDF/A-2a and PDF/UA-1, tagged, the same bytes for the same input.

    `data` is what the template says, JSON all through; `dated` is the day the paper bears (none: it bears none). Pictures lie
    beside the template under their names. Refused with 413 where it is too much to wait for: a task passes more `seconds`.
    """
    said = json.dumps(_cleaned(data), ensure_ascii=False, sort_keys=True)
    if len(said) > MOST_BYTES * max(1, seconds // SECONDS):
        raise too_much()
    with tempfile.TemporaryDirectory(prefix="allmende-paper-") as name:
        folder = Path(name)
        (folder / "main.typ").write_bytes(_found(template).read_bytes())
        (folder / "house.typ").write_bytes(HOUSE.read_bytes())
        (folder / "data.json").write_text(said, encoding="utf-8")
        house = json.dumps(_cleaned(_house(letterhead, language, dated)), sort_keys=True)
        (folder / "house.json").write_text(house, encoding="utf-8")
        for picture, content in (pictures or {}).items():
            (folder / Path(picture).name).write_bytes(content)
        return _pressed(folder, dated, seconds)


def too_much() -> Refused:
    """What someone is told who waits for a paper that is too long to be waited for."""
    return Refused(_("This paper is too long to be made while you wait."), 413)


def _pressed(folder: Path, dated: datetime | None, seconds: int) -> bytes:
    at = int(dated.timestamp()) if dated else 0
    asked = [sys.executable, "-I", str(HERE / "press.py"), str(seconds), str(folder), str(FONTS), str(at)]
    try:
        done = subprocess.run(asked, capture_output=True, timeout=seconds, check=False, env={"LC_ALL": "C.UTF-8"})  # noqa: S603 (our own program)
    except subprocess.TimeoutExpired as late:
        raise too_much() from late
    if done.returncode < 0:  # the kernel ended it: over its limits
        raise too_much()
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise Unprintable(done.stderr.decode(errors="replace")[-2_000:])
    return done.stdout


def _found(template: str) -> Path:
    app, _slash, _rest = template.partition("/")
    path = Path(apps.get_app_config(app).path) / "typst" / template
    if not path.is_file() or ".." in Path(template).parts:
        raise Unprintable(f"There is no template {template}.")
    return path


def _house(letterhead: Letterhead, language: str, dated: datetime | None) -> dict[str, Any]:
    with override(language):
        # Translators: at the foot of a printed page; {page} and {pages} are set by the press
        page = _("Page {page} of {pages}")
    brand = letterhead.brand.light
    return {
        "name": letterhead.name,
        "url": letterhead.home.partition("://")[2],
        "language": language,
        "brand": brand.brand,
        "soft": brand.soft,
        "page": page,
        "dated": [dated.year, dated.month, dated.day] if dated else None,
    }


def _cleaned(value: Any) -> Any:
    """The same data with every text as we store texts: no lone surrogates, no control characters but line ends."""
    if isinstance(value, Mapping):
        return {str(key): _cleaned(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _UNSEEN.sub("", clean_text(str(value)))
