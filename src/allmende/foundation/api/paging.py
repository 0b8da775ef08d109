"""Lists go on by a cursor: `next` in the body, and the same address in the header `Link` (RFC 8288)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema

MOST_PER_PAGE = 100

AFTER = Query(None, description="The key of the page before; it stands in its `Link`.")
LIMIT = Query(24, ge=1, le=MOST_PER_PAGE)


class Page[T](Schema):
    """One page of a list; `next` is the address of the following one."""

    items: list[T]
    next: str | None


def paged(request: HttpRequest, response: HttpResponse, items: Iterable[Any], after: object | None) -> dict[str, Any]:
    """Return a page of a list; `after` is the cursor of the following one, None where there is none."""
    if not after:
        return {"items": list(items), "next": None}
    query = request.GET.dict() | {"after": str(after)}
    url = request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
    response.headers["Link"] = f'<{url}>; rel="next"'
    return {"items": list(items), "next": url}
