"""What a check sees: a file of the tree with its place in the house, and what it may answer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

HOUSE = PurePosixPath("src/allmende")


@dataclass(frozen=True)
class Finding:
    """One place that breaks a rule, and the right way."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


@dataclass
class Source:
    """One text file; paths are relative to the root of the checkout, with slashes."""

    path: str
    text: str

    @classmethod
    def read(cls, root: Path, path: str) -> Source:
        """Read a file of the checkout; bytes that are no UTF-8 are replaced."""
        return cls(path, (root / path).read_text(encoding="utf-8", errors="replace"))

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file."""
        return ast.parse(self.text, self.path)

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        """The tree's nodes of these kinds, each knowing its `parent`."""
        return chain.from_iterable(self._nodes.get(kind, ()) for kind in kinds)

    @cached_property
    def _nodes(self) -> dict[type[ast.AST], list[ast.AST]]:
        """Every node by its kind: walked once for all rules, which look at a few kinds each."""
        nodes: list[ast.AST] = [self.tree]
        by_kind: dict[type[ast.AST], list[ast.AST]] = {}
        for node in nodes:
            by_kind.setdefault(type(node), []).append(node)
            for child in ast.iter_child_nodes(node):
                child.parent = node  # type: ignore[attr-defined]
                nodes.append(child)
        return by_kind

    def lines_with(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The number of each line in which something begins that fits the pattern."""
        for found in pattern.finditer(self.text):
            yield self.text.count("\n", 0, found.start()) + 1

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The path inside the house without suffix: ("rooms", "calls", "views"); empty for files elsewhere."""
        path = PurePosixPath(self.path)
        return path.relative_to(HOUSE).with_suffix("").parts if path.is_relative_to(HOUSE) else ()

    @property
    def is_test(self) -> bool:
        """Tests and what only tests use."""
        return bool({"tests", "testing"} & set(PurePosixPath(self.path).with_suffix("").parts))

    def is_part(self, *names: str) -> bool:
        """Say whether the file is, or lies in a package, of one of these names: `views.py`, `views/list.py`."""
        return bool(set(names) & set(self.parts))

    def excused(self, line: int) -> bool:
        """Say whether a line carries an exception with its reason: `# house: …`."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        _code, mark, reason = text.partition("# house:")
        return bool(mark and reason.strip())

    def finding(self, line: int, rule: str, message: str) -> Finding:
        """Make a finding in this file."""
        return Finding(self.path, line, rule, message)
