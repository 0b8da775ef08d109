"""The press: a program of its own that sets one paper (`python -I press.py SECONDS <folder> <fonts>`), started by `rendering`.

The typesetter weighs 80 MB, keeps what it has set, and can't be stopped once it has begun: so it runs where it ends with the
paper, within limits that the kernel holds. It imports nothing of ours. The folder is all it can read: `main.typ`, `house.typ`,
`data.json` and pictures. A line on stderr says why there is no paper.
"""

import resource
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MOST_MEMORY = 3 * 2**30
STANDARDS: list[Any] = ["a-2a", "ua-1"]
"""ISO 19005-2 level A (archived, tagged) and ISO 14289-1 (read aloud)."""
NO_LETTER = "could not be displayed"
"""What the typesetter says of a letter that no font holds; both standards forbid an empty box in its place."""


def paper(folder: Path, fonts: Path, at: datetime) -> bytes:
    """Set the folder's paper: in our fonts; where they lack a letter also in the machine's; at last without the standards."""
    import typst  # slow import

    ours = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[fonts])
    nowhere = folder / "packages"
    for known, standards in ((ours, STANDARDS), (None, STANDARDS), (None, [])):
        all_fonts = known or typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[fonts])
        compiler = typst.Compiler(
            folder / "main.typ", root=folder, font_paths=all_fonts, package_path=nowhere, package_cache_path=nowhere
        )
        try:
            made = compiler.compile(format="pdf", pdf_standards=standards, timestamp=at)
        except typst.TypstError as error:
            if NO_LETTER not in str(error) or not standards:
                raise
            continue
        assert isinstance(made, bytes)
        return made
    raise AssertionError("the last way asks for no standard")


def main(seconds: str, folder: str, fonts: str, at: str) -> None:
    """Write the paper to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) * 2, int(seconds) * 2 + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    sys.stdout.buffer.write(paper(Path(folder), Path(fonts), datetime.fromtimestamp(int(at), UTC)))


if __name__ == "__main__":
    main(*sys.argv[1:])
