"""Markdown to HTML: CommonMark with tables, strikethrough and bare links; raw HTML is shown, never obeyed."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from uuid import UUID

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.text.sanitising import sanitise

FILE_SCHEME = "file:"
LONGEST_ADDRESS = 2_000
# What a text may cost: the parser is linear, but a short text could otherwise ask for a very long page.
MOST_OPEN_BRACKETS = 500
MOST_ADDRESS_LETTERS = 200_000
MOST_TABLE_CELLS = 10_000

_ADDRESS = re.compile(r"(?<![\w/])https?://[^\s<>\"]{1,2000}")
_ALIGNMENT = {"text-align:right": "r", "text-align:center": "c"}


def render_markdown(source: str, *, top: int = 2, trusted: bool = False) -> SafeString:
    """Markdown as sanitised HTML. The highest heading becomes level `top` (a page has one h1 of its own).

    Deeper headings follow without a gap. `![words](file:<id>)` becomes a reference to one of our files, which the page
    turns into a picture when the reader may see it; other pictures leave their words.
    """
    return sanitise(_PARSER.render(clean_text(source), {"top": top}), trusted=trusted)


def parse_markdown(source: str, *, top: int = 1) -> list[Token]:
    """Markdown as tokens, for what is no page: a paper, a plain text. Addresses of links are allowed ones."""
    return _PARSER.parse(clean_text(source), {"top": top})


def _level_headings(state: StateCore) -> None:
    """Let headings descend one level at a time, however the author counted."""
    top = int(state.env.get("top", 2))
    open_levels: list[int] = []
    for token in state.tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(top + len(open_levels) - 1, 6)}"


def _dress_tables(state: StateCore) -> None:
    """Say which cells head a column, align by class, and leave an empty head a plain cell."""
    for token, following in pairwise(state.tokens):
        if token.type not in {"th_open", "td_open"}:
            continue
        alignment = _ALIGNMENT.get(str(token.attrs.pop("style", "")))
        if alignment:
            token.attrs["class"] = alignment
        if token.type == "th_open" and following.content:
            token.attrs["scope"] = "col"


def _link_addresses(state: StateCore) -> None:
    """Turn bare http addresses into links and keep the sum of all addresses within bounds."""
    letters = 0
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        block.children = list(_with_links(block.children))
        for token in block.children:
            if token.type == "link_open":
                letters += len(str(token.attrs.get("href", "")))
                if letters > MOST_ADDRESS_LETTERS:
                    token.attrs.pop("href", None)


def _with_links(tokens: Iterable[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += token.nesting if token.type in {"link_open", "link_close"} else 0
        if inside or token.type != "text" or "://" not in token.content:
            yield token
        else:
            yield from _split_at_addresses(token)


def _split_at_addresses(token: Token) -> Iterator[Token]:
    position = 0
    for match in _ADDRESS.finditer(token.content):
        address = _without_closing_marks(match[0])
        if len(address) <= len("https://") or not _is_allowed(address):
            continue
        yield _text(token.content[position : match.start()], token.level)
        yield Token("link_open", "a", 1, attrs={"href": _PARSER.normalizeLink(address)}, level=token.level)
        yield _text(address, token.level + 1)
        yield Token("link_close", "a", -1, level=token.level)
        position = match.start() + len(address)
    yield _text(token.content[position:], token.level)


def _without_closing_marks(address: str) -> str:
    """An address without the full stop or bracket that ends the sentence around it."""
    while address:
        if address[-1] in ".,;:!?'*_~«»„“”…" or (address[-1] in ")]" and address.count(")") > address.count("(")):
            address = address[:-1]
        else:
            break
    return address


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)


def _is_allowed(address: str) -> bool:
    """Whether an address may become a link; file references are told apart where pictures are rendered."""
    if len(address) > LONGEST_ADDRESS:
        return False
    scheme, colon, _rest = address.partition(":")
    if not colon or re.search(r"[/?#]", scheme):
        return True
    return scheme.strip().lower() in {"http", "https", "mailto", "file"}


def _bounded(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A link or picture rule that gives up after so many brackets that opened in vain."""

    def attempt(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "[!" or state.src.find("]", state.pos) < 0:
            return False
        if state.env.get("open_brackets", 0) > MOST_OPEN_BRACKETS:
            return False
        if rule(state, silent):
            return True
        state.env["open_brackets"] = state.env.get("open_brackets", 0) + 1
        return False

    return attempt


def _bounded_table(rule: Callable[[StateBlock, int, int, bool], bool]) -> Callable[[StateBlock, int, int, bool], bool]:
    """The table rule without the tables whose missing cells would be a thousand times their text."""

    def attempt(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, True):
            return False
        columns = state.src[state.bMarks[start + 1] : state.eMarks[start + 1]].count("|") + 1
        rows = _end_of_run(state, start, end) - start
        return columns * rows <= MOST_TABLE_CELLS and rule(state, start, end, silent)

    return attempt


def _nested(
    rule: Callable[[StateBlock, int, int, bool], bool], levels: int
) -> Callable[[StateBlock, int, int, bool], bool]:
    """A rule that leaves what is nested too deep to the paragraph around it: the parser itself would drop it."""

    def attempt(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level + levels < state.md.options.maxNesting and rule(state, start, end, silent)

    return attempt


def _end_of_run(state: StateBlock, start: int, end: int) -> int:
    """The line after the last one before an empty line; looked for once per run, not once per line."""
    known = int(state.env.get("end_of_run", 0))
    if start < known <= end:
        return known
    line = start
    while line < end and not state.isEmpty(line):
        line += 1
    state.env["end_of_run"] = line
    return line


class _Renderer(MarkdownIt):
    """A parser that validates addresses as we do."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  (the parser's name)
        return _is_allowed(url)


def _picture(self: object, tokens: list[Token], index: int, options: object, env: object) -> str:
    token = tokens[index]
    words = "".join(_words(token.children or []))
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    address = str(token.attrs.get("src", ""))
    try:
        file_id = UUID(address.removeprefix(FILE_SCHEME)) if address.startswith(FILE_SCHEME) else None
    except ValueError:
        file_id = None
    return f'<img data-file="{file_id}" alt="{escaped}">' if file_id else escaped


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        yield from _words(token.children) if token.children else (token.content,)


def _parser() -> MarkdownIt:
    parser = _Renderer("commonmark", {"html": False, "xhtmlOut": False}).enable(["table", "strikethrough"])
    from_rule = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    for name in ("link", "image"):
        parser.inline.ruler.at(name, _bounded(from_rule[name]))
    blocks = {rule.name: rule for rule in parser.block.ruler.__rules__}
    for name, levels in (("blockquote", 1), ("list", 2)):
        parser.block.ruler.at(name, _nested(blocks[name].fn, levels), {"alt": blocks[name].alt})
    parser.block.ruler.at("table", _bounded_table(blocks["table"].fn), {"alt": blocks["table"].alt})
    parser.core.ruler.push("level_headings", _level_headings)
    parser.core.ruler.push("dress_tables", _dress_tables)
    parser.core.ruler.push("link_addresses", _link_addresses)
    parser.add_render_rule("image", _picture)
    parser.add_render_rule("table_open", lambda *_: '<div class="tablewrap" tabindex="0"><table class="table">\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return parser


_PARSER = _parser()
