"""Reading what was sent: JSON as RFC 8259 has it, and nothing that two readers could understand in two ways."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from allmende.foundation.verdicts import Refused

DEEPEST = 32
JSON = ("application/json",)


class StrictParser(Parser):
    """Refuses other media types (415), a name that stands twice, endless nesting, and letters that no database stores (422)."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body's value. Raises Refused."""
        if request.content_type not in JSON:
            raise Refused(_("Send JSON, with the header Content-Type: application/json."), 415)
        try:
            value = json.loads(request.body, object_pairs_hook=_without_twins, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):  # not JSON, not UTF-8, a number without end
            raise _unreadable(_("This isn't JSON that can be read.")) from None
        _check(value, "#", 0)
        return value


def _unreadable(sentence: str, pointer: str = "#") -> Refused:
    return Refused(sentence, 422, errors={pointer.removeprefix("#").removeprefix("/"): sentence})


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise _unreadable(_("The field “%(name)s” stands twice in one object.") % {"name": twin[:80]})
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _check(value: Any, pointer: str, depth: int) -> None:
    if depth > DEEPEST:
        raise _unreadable(_("This is nested too deeply."))
    if isinstance(value, str) and not _is_storable(value):
        raise _unreadable(_("This has letters that don't belong here."), pointer)
    if isinstance(value, dict):
        for name, inner in value.items():
            if not _is_storable(name):
                raise _unreadable(_("This has letters that don't belong here."), pointer)
            _check(inner, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}", depth + 1)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _check(inner, f"{pointer}/{number}", depth + 1)


def _is_storable(text: str) -> bool:
    """Whether a text is one of Unicode's: no NUL, no half of a pair of surrogates."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
