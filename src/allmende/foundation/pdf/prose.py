"""Markdown becomes data for papers: a list of blocks that `prose` of the house's template sets; markup stays ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from allmende.foundation.text.markdown import parse_markdown

type Block = dict[str, Any]
type Run = dict[str, Any]

_MARKS = {"strong": "bold", "em": "italic", "s": "struck"}
_LEAVES = {"fence", "code_block", "html_block"}


def blocks_of(source: str, *, top: int = 2) -> list[Block]:
    """The blocks of a text in Markdown, headings from level `top` on; pictures leave their words."""
    return list(_blocks(SyntaxTreeNode(parse_markdown(source, top=top))))


def _blocks(parent: SyntaxTreeNode) -> Iterator[Block]:
    for node in parent.children:
        match node.type:
            case "heading":
                yield {"kind": "heading", "level": int(node.tag[1]), "runs": _inline(node)}
            case "bullet_list" | "ordered_list":
                items = [list(_blocks(item)) for item in node.children]
                yield {"kind": node.type, "items": items, "start": int(node.attrs.get("start", 1))}
            case "blockquote":
                yield {"kind": "quote", "blocks": list(_blocks(node))}
            case "table":
                yield {"kind": "table", "rows": list(_rows(node))}
            case "hr":
                yield {"kind": "rule"}
            case kind if kind in _LEAVES:
                yield {"kind": "code", "text": node.content.rstrip("\n")}
            case _:
                yield {"kind": "paragraph", "runs": _inline(node)}


def _rows(table: SyntaxTreeNode) -> Iterator[list[list[Run]]]:
    for part in table.children:
        for row in part.children:
            yield [_inline(cell) for cell in row.children]


def _inline(node: SyntaxTreeNode) -> list[Run]:
    return [run for child in node.children for run in _runs(child, {})]


def _runs(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    match node.type:
        case "softbreak":
            yield {"text": " "} | style
        case "hardbreak":
            yield {"text": "\n"} | style
        case "code_inline":
            yield {"text": node.content, "code": True} | style
        case "link":
            for child in node.children:
                yield from _runs(child, style | {"link": str(node.attrs.get("href", ""))})
        case kind if node.children:
            marked = style | ({_MARKS[kind]: True} if kind in _MARKS else {})
            for child in node.children:
                yield from _runs(child, marked)
        case _:
            yield {"text": node.content} | style
