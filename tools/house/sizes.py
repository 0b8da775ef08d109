"""Guide figures for the length of files, functions and templates; more needs a reason, kept in `exceptions.toml`."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.house.source import Finding, Source

FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 300, 40, 120
EXCEPTIONS = Path(__file__).with_name("exceptions.toml")


@cache
def exceptions() -> dict[str, str]:
    """Places that may be longer, with the reason: `path` or `path::function`."""
    return dict(tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))["longer"])


def long_files(source: Source) -> Iterator[Finding]:
    """A file that is read in one go."""
    if source.path in exceptions() or source.is_part("migrations"):
        return
    if len(source.lines) > FILE_LINES:
        yield source.finding(
            FILE_LINES + 1,
            "length",
            f"{len(source.lines)} lines (guide {FILE_LINES}): make it a package of the same name",
        )


def long_functions(source: Source) -> Iterator[Finding]:
    """A function that is seen at once; its signature and docstring do not count."""
    if source.is_part("migrations"):
        return
    for node in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        body = node.body[1:] if ast.get_docstring(node) else node.body
        length = (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0
        if length > FUNCTION_LINES and f"{source.path}::{node.name}" not in exceptions():
            yield source.finding(
                node.lineno, "length", f"{node.name} has {length} lines (guide {FUNCTION_LINES}): give its parts names"
            )


def long_templates(source: Source) -> Iterator[Finding]:
    """A page is one file that can be read."""
    if len(source.lines) > TEMPLATE_LINES and source.path not in exceptions():
        yield source.finding(
            TEMPLATE_LINES + 1,
            "length",
            f"{len(source.lines)} lines (guide {TEMPLATE_LINES}): make a component of what repeats",
        )


RULES = (long_templates,)
PYTHON_RULES = (long_files, long_functions)
