"""Lists go on by a cursor: `next` in the body, and the same address in the header `Link` (RFC 8288)."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from ninja.responses import NinjaJSONEncoder
from pydantic import TypeAdapter

from allmende.foundation.api.versions import validated
from allmende.foundation.kept import kept

MOST_PER_PAGE = 100

AFTER = Query(None, description="The key of the page before; it stands in its `Link`.")
LIMIT = Query(24, ge=1, le=MOST_PER_PAGE)


class Page[T](Schema):
    """One page of a list; `next` is the address of the following one."""

    items: list[T]
    next: str | None


def paged(request: HttpRequest, response: HttpResponse, items: Iterable[Any], after: object | None) -> dict[str, Any]:
    """Return a page of a list; `after` is the cursor of the following one, None where there is none."""
    return {"items": list(items), "next": _led_on(request, response, after)}


def kept_page(
    request: HttpRequest, key: Hashable, shape: type[Schema], read: Callable[[], tuple[Iterable[Any], object | None]]
) -> HttpResponse:
    """Answer with a page of a list that is the same for all who may read it: read, shaped and written once until something happens.

    `read` returns the items and the cursor of the following page. Whether the caller may read them is asked before.
    """
    items, after = kept(("page for programs", key), lambda: _written(shape, *read()))
    response = HttpResponse(content_type="application/json; charset=utf-8")
    following = json.dumps(_led_on(request, response, after))
    response.content = b'{"items": %s, "next": %s}' % (items, following.encode())
    return validated(request, response)


def _led_on(request: HttpRequest, response: HttpResponse, after: object | None) -> str | None:
    """The address of the following page, which the header names too."""
    if not after:
        return None
    query = request.GET.dict() | {"after": str(after)}
    url = request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
    response.headers["Link"] = f'<{url}>; rel="next"'
    return url


def _written(shape: type[Schema], items: Iterable[Any], after: object | None) -> tuple[bytes, object | None]:
    shaped = [item.model_dump() for item in _list_of(shape).validate_python(list(items))]
    return json.dumps(shaped, cls=NinjaJSONEncoder).encode(), after


@cache
def _list_of(shape: type[Schema]) -> TypeAdapter[list[Any]]:
    return TypeAdapter(list[shape])  # type: ignore[valid-type]
