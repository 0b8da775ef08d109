"""Copy the few files that pages use out of `node_modules` into `static/vendor`: htmx, fonts, one sprite of icons.

Runs with the standard library alone, so that it can build a wheel anywhere.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TARGET = ROOT / "src" / "allmende" / "static" / "vendor"
ICON_NAMES = ROOT / "src" / "allmende" / "foundation" / "ui" / "icons.txt"
STROKE_WIDTH = "1.75"
COPIED = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "fonts/bricolage-grotesque-latin.woff2": (
        "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-standard-normal.woff2"
    ),
    "fonts/bricolage-grotesque-latin-ext.woff2": (
        "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-ext-standard-normal.woff2"
    ),
    "fonts/atkinson-hyperlegible-next-latin.woff2": (
        "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    ),
    "fonts/atkinson-hyperlegible-next-latin-ext.woff2": (
        "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"
    ),
    "fonts/atkinson-hyperlegible-next-latin-italic.woff2": (
        "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-italic.woff2"
    ),
    "fonts/atkinson-hyperlegible-next-latin-ext-italic.woff2": (
        "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-italic.woff2"
    ),
    "licenses/htmx.txt": "htmx.org/LICENSE",
    "licenses/bricolage-grotesque.txt": "@fontsource-variable/bricolage-grotesque/LICENSE",
    "licenses/atkinson-hyperlegible-next.txt": "@fontsource-variable/atkinson-hyperlegible-next/LICENSE",
    "licenses/tabler-icons.txt": "@tabler/icons/LICENSE",
}


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


def collect() -> None:
    """Fill `static/vendor` anew; the sprite is written last, as the sign that all is there."""
    drawings = sprite(icon_names(ICON_NAMES.read_text(encoding="utf-8")), PACKAGES / "@tabler" / "icons" / "icons")
    shutil.rmtree(TARGET, ignore_errors=True)
    for target, source in COPIED.items():
        path = TARGET / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGES / source, path)
    (TARGET / "icons.svg").write_text(drawings, encoding="utf-8")


if __name__ == "__main__":
    try:
        collect()
    except (UnknownIconError, OSError) as error:
        sys.exit(f"collect_static: {error}")
