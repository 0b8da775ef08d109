"""Hold every file of the checkout against the rules that concern it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.house import code, pages, sizes, tracked
from tools.house.source import Finding, Source

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {".py", ".html", ".txt", ".md", ".toml", ".json", ".css", ".js", ".po", ".sh", ".in", ".svg", ".yml", ""}


def tracked_files(root: Path) -> list[str]:
    """Files that are committed or would be; none that git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return sorted(path for path in listed.split("\0") if path and (root / path).is_file())


def findings(source: Source) -> Iterator[Finding]:
    """All that the rules say about one file, without what it excuses with a reason."""
    rules: tuple = tracked.RULES
    if source.path.endswith(".py"):
        rules = (*rules, *code.RULES, *pages.PYTHON_RULES, *sizes.PYTHON_RULES)
    elif source.path.endswith(".html") and "templates" in source.path:
        rules = (*rules, *pages.RULES, *sizes.RULES)
    for rule in rules:
        yield from (found for found in rule(source) if not source.excused(found.line))


def main(paths: list[str]) -> int:
    """Print every finding in the files named (default: all); return 1 if there is one."""
    chosen = paths or tracked_files(ROOT)
    found = list(tracked.kept(chosen))
    found += [
        finding
        for path in chosen
        if Path(path).suffix in TEXTS and "/static/vendor/" not in path and (ROOT / path).is_file()
        for finding in findings(Source.read(ROOT, path))
    ]
    for finding in found:
        print(finding)
    if not found:
        print(f"{len(chosen)} files keep the house rules.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
