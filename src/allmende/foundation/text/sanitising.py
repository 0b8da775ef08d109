"""The one gate for HTML: an allow-list, applied last to everything that is stored as HTML or comes from elsewhere."""

import re
from uuid import UUID

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from allmende.foundation.text.cleaning import clean_text

UNTRUSTED_REL = "nofollow noopener ugc"
TRUSTED_REL = "noopener"
MOST_PASSES = 6
SCHEMES = frozenset({"http", "https", "mailto"})

_KEPT = """
    a abbr bdi blockquote br code del div dd dl dt em h1 h2 h3 h4 h5 h6 hr img ins kbd li mark ol p pre q s strong
    sub sup table tbody td tfoot th thead tr ul
"""
_DROPPED_WITH_CONTENT = """
    applet embed frameset iframe math noembed noframes noscript object plaintext script select style svg template
    textarea title xmp
"""
_ATTRIBUTES = {"*": {"lang"}, "a": {"href", "title"}, "abbr": {"title"}, "img": {"alt", "data-file"}, "ol": {"start"}}
_CLASSES = {"div": {"tablewrap"}, "table": {"table"}, "td": {"r", "c"}, "th": {"r", "c"}}
_VALUES = {
    "*": {"dir": {"ltr", "rtl", "auto"}},
    "th": {"scope": {"col", "row"}},
    "div": {"tabindex": {"0"}},
}
# What is wider than the page scrolls in itself, so it must be reachable by keyboard.
_SET = {"pre": {"tabindex": "0"}}
_HEADING_1 = re.compile(r"<(/?)h1(?=[ >])")
_IMAGE = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
_ALT = re.compile(r' alt="([^"]*)"')


def sanitise(html: str, *, trusted: bool = False) -> SafeString:
    """HTML of unknown origin as HTML that can do nothing but be read; doing it twice changes nothing.

    Links keep http, https, mailto and relative addresses. A picture stays only as a reference to a file of ours
    (`<img data-file="…">`, without an address); of all others the alternative text stays. `trusted` is for
    texts written by those who run the community: search engines may follow their links.
    """
    cleaner = _TRUSTED if trusted else _UNTRUSTED
    clean = html
    for _ in range(MOST_PASSES):
        before, clean = clean, _pass(cleaner, clean)
        if clean == before:
            return mark_safe(clean)
    # Markup that a parser reads differently each time is shown as it is written.
    return mark_safe(_pass(cleaner, escape(clean)))


def _pass(cleaner: nh3.Cleaner, html: str) -> str:
    return _IMAGE.sub(_picture_or_its_words, _HEADING_1.sub(r"<\1h2", cleaner.clean(clean_text(html))))


def _picture_or_its_words(match: re.Match[str]) -> str:
    attributes = match[1]
    if " data-file=" in attributes:
        return match[0]
    words = _ALT.search(attributes)
    # Inside an attribute `<` may stand as it is; between tags it may not.
    return words[1].replace("<", "&lt;").replace(">", "&gt;") if words else ""


def _kept_value(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "data-file":
        return _file_reference(value)
    if attribute == "start":
        return value if value.isascii() and value.isdigit() and len(value) <= 9 else None
    return value


def _file_reference(value: str) -> str | None:
    try:
        return str(UUID(value))
    except ValueError:
        return None


def _cleaner(rel: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_KEPT.split()),
        clean_content_tags=set(_DROPPED_WITH_CONTENT.split()),
        attributes=_ATTRIBUTES,
        attribute_filter=_kept_value,
        tag_attribute_values=_VALUES,
        set_tag_attribute_values=_SET,
        allowed_classes=_CLASSES,
        link_rel=rel,
        url_schemes=set(SCHEMES),
    )


_UNTRUSTED = _cleaner(UNTRUSTED_REL)
_TRUSTED = _cleaner(TRUSTED_REL)
