"""Bring the few files that pages use out of `node_modules` into `static/vendor`: htmx, fonts cut to what they use, one sprite of icons.

Papers (`foundation/pdf`) are set in the same fonts, each weight in a file of its own: the typesetter reads neither WOFF2 nor axes.
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TARGET = ROOT / "src" / "allmende" / "static" / "vendor"
PRINTED_TARGET = ROOT / "src" / "allmende" / "foundation" / "pdf" / "fonts"
ICON_NAMES = ROOT / "src" / "allmende" / "foundation" / "ui" / "icons.txt"
STROKE_WIDTH = "1.75"
COPIED = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "licenses/htmx.txt": "htmx.org/LICENSE",
    "licenses/bricolage-grotesque.txt": "@fontsource-variable/bricolage-grotesque/LICENSE",
    "licenses/atkinson-hyperlegible-next.txt": "@fontsource-variable/atkinson-hyperlegible-next/LICENSE",
    "licenses/tabler-icons.txt": "@tabler/icons/LICENSE",
}

DISPLAY = {"opsz": 32, "wdth": 82, "wght": (500, 800)}
"""One width and the drawing for headings of 32 px: all widths and optical sizes weigh three and a half times as much."""
TEXT = {"wght": (400, 800)}
CUT: dict[str, tuple[str, dict[str, float | tuple[float, float]]]] = {
    **{
        f"fonts/bricolage-grotesque-{letters}.woff2": (
            f"@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-{letters}-standard-normal.woff2",
            DISPLAY,
        )
        for letters in ("latin", "latin-ext")
    },
    **{
        f"fonts/atkinson-hyperlegible-next-{letters}{end}.woff2": (
            f"@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-{letters}-wght-{style}.woff2",
            TEXT,
        )
        for letters in ("latin", "latin-ext")
        for end, style in (("", "normal"), ("-italic", "italic"))
    },
}
"""Fonts, and the axes (OpenType `fvar`) that `fonts.css` and `tokens.css` use of them, each at one place or within a range.

The OFL allows changed versions under the same licence; neither font reserves its name (section 3 asks for another one then).
"""

type Place = dict[str, float]
PRINTED: dict[str, tuple[str, str, str, Place]] = {
    "text-regular.ttf": ("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next", "wght-normal", {"wght": 400}),
    "text-italic.ttf": ("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next", "wght-italic", {"wght": 400}),
    "text-bold.ttf": ("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next", "wght-normal", {"wght": 700}),
    "headings.ttf": (
        "Bricolage Grotesque",
        "bricolage-grotesque",
        "standard-normal",
        {"opsz": 32, "wdth": 82, "wght": 700},
    ),
}
"""Fonts of papers: their family, the package, its style, and the one place on each axis; Latin and its extension in one file."""


class UnknownIconError(Exception):
    """Names in `icons.txt` that Tabler does not draw."""


def icon_names(text: str) -> list[str]:
    """Names in a list of one per line, sorted; blank lines and comments are passed over."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return sorted({line for line in lines if line})


def icon_file(name: str, icons: Path) -> Path:
    """Where an icon is drawn: `heart` is an outline, `heart-filled` its filled twin."""
    if name.endswith("-filled"):
        return icons / "filled" / f"{name.removesuffix('-filled')}.svg"
    return icons / "outline" / f"{name}.svg"


def symbol(name: str, drawing: str) -> str:
    """One icon as a `<symbol>` of the sprite; raises ValueError if the drawing is no SVG."""
    found = re.search(r"<svg\b[^>]*>(.*)</svg>", drawing, re.DOTALL)
    if not found:
        raise ValueError(f"{name} is no SVG")
    shapes = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>', "", found.group(1))
    shapes = re.sub(r"\s*\n\s*", "", shapes).strip()
    if name.endswith("-filled"):
        look = 'fill="currentColor"'
    else:
        look = (
            f'fill="none" stroke="currentColor" stroke-width="{STROKE_WIDTH}" '
            'stroke-linecap="round" stroke-linejoin="round"'
        )
    return f'<symbol id="{name}" viewBox="0 0 24 24" {look}>{shapes}</symbol>'


def sprite(names: list[str], icons: Path) -> str:
    """All icons of the list in one SVG; raises UnknownIconError naming those that are not drawn."""
    unknown = [name for name in names if not icon_file(name, icons).is_file()]
    if unknown:
        raise UnknownIconError(f"{ICON_NAMES.name}: Tabler has no icon {', '.join(unknown)}.")
    symbols = [symbol(name, icon_file(name, icons).read_text(encoding="utf-8")) for name in names]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def cut_font(source: Path, target: Path, axes: dict[str, float | tuple[float, float]]) -> None:
    """Write a variable font with less to vary: an axis at one place is gone. The same source gives the same bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TTFont(source, recalcTimestamp=False) as font:
        cut = instantiateVariableFont(font, axes)
        cut.flavor = "woff2"
        cut.save(target)


def print_font(target: Path, family: str, package: str, style: str, place: Place) -> None:
    """Write one weight of a font for papers, named as its family alone; the same source gives the same bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for letters in ("latin", "latin-ext"):
            part = Path(folder) / f"{letters}.ttf"
            source = PACKAGES / "@fontsource-variable" / package / "files" / f"{package}-{letters}-{style}.woff2"
            with TTFont(source, recalcTimestamp=False) as font:
                cut = instantiateVariableFont(font, place)
                cut.flavor = None
                cut.save(part)
            parts.append(str(part))
        whole = Merger().merge(parts)
        with TTFont(parts[0]) as first:
            whole["head"].created, whole["head"].modified = first["head"].created, first["head"].modified
        whole.recalcTimestamp = False
        for record in whole["name"].names:
            if record.nameID == 1:
                record.string = family
        whole.save(target)


def collect() -> None:
    """Fill `static/vendor` anew; the sprite is written last, as the sign that all is there."""
    drawings = sprite(icon_names(ICON_NAMES.read_text(encoding="utf-8")), PACKAGES / "@tabler" / "icons" / "icons")
    shutil.rmtree(TARGET, ignore_errors=True)
    for target, source in COPIED.items():
        path = TARGET / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGES / source, path)
    for target, (source, axes) in CUT.items():
        cut_font(PACKAGES / source, TARGET / target, axes)
    shutil.rmtree(PRINTED_TARGET, ignore_errors=True)
    for name, (family, package, style, place) in PRINTED.items():
        print_font(PRINTED_TARGET / name, family, package, style, place)
    (TARGET / "icons.svg").write_text(drawings, encoding="utf-8")


if __name__ == "__main__":
    try:
        collect()
    except (UnknownIconError, OSError) as error:
        sys.exit(f"collect_static: {error}")
