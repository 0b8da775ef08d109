"""What a browser asks for to install the community and to keep it readable without a connection."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.commons.spaces.models import Space
from allmende.foundation.ui.colour import PAPER
from allmende.identity.actors.models import Guest
from allmende.surfaces.web.installing.icons import SIZES, brand_of, icon, version_of
from allmende.surfaces.web.installing.person import person_key

WORKER = Path(__file__).with_name("worker.js")
SHELL = (
    *("allmende/css/all.css", "vendor/htmx.min.js", "vendor/icons.svg", "allmende/js/main.js"),
    *(f"vendor/fonts/{name}-latin.woff2" for name in ("bricolage-grotesque", "atkinson-hyperlegible-next")),
)  # fmt: skip
"""What every page is drawn with. Modules that others import are kept when a page first asks for them."""
SHORT = 12
"""Letters that a home screen shows below an icon (W3C App Manifest: short_name)."""
DAY = 24 * 3600


def app_icon_url(space: Space | None, size: int, purpose: str = "any") -> str:
    """Return the address of an icon; another look has another address."""
    return f"{reverse('app_icon', args=[purpose, size])}?{version_of(space)}"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The community as an app (W3C App Manifest): its name, colours and icons, none of another's."""
    space: Space | None = request.space  # type: ignore[attr-defined]
    name = space.title if space else "Allmende"
    icons = [
        {"src": app_icon_url(space, size, purpose), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in SIZES[1:]
        for purpose in ("any", "maskable")
    ]
    told: dict[str, Any] = {
        "id": "/", "start_url": "/", "scope": "/", "display": "standalone", "name": name, "short_name": _short(name),
        "description": space.summary if space else "", "lang": space.language if space else settings.LANGUAGE_CODE, "dir": "ltr",
        "background_color": PAPER, "theme_color": brand_of(space), "icons": icons,
        "shortcuts": [
            {"name": label, "url": reverse(route), "icons": icons[:1]}
            for label, route in ((_("Notices"), "notices"), (_("Search"), "search"))
        ],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


@require_safe
def app_icon(request: HttpRequest, purpose: str, size: int) -> HttpResponse:
    """An icon of the community, whole or with room that launchers cut off. Raises Http404 for other sizes."""
    if purpose not in {"any", "maskable"} or size not in SIZES:
        raise Http404
    drawn = icon(request.space, size, is_maskable=purpose == "maskable")  # type: ignore[attr-defined]
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": f"public, max-age={DAY}"})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that stands between the pages and the network, with the addresses of what pages are drawn with."""
    shell = [static(name) for name in SHELL]
    offline = {code: reverse("offline", args=[code]) for code, _name in settings.LANGUAGES}
    body = _worker()
    icon_url = app_icon_url(request.space, 192)  # type: ignore[attr-defined]
    version = hashlib.sha256(json.dumps([shell, offline, icon_url, body]).encode()).hexdigest()[:12]
    given = json.dumps({"version": version, "shell": shell, "offline": offline, "icon": icon_url})
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(
        f"const given = {given};\n{body}", content_type="text/javascript; charset=utf-8", headers=headers
    )


@require_safe
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """What stands where a page was not kept and there is no connection; the same for everyone."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    request.actor = Guest(language)  # type: ignore[attr-defined]  # also for whoever is signed in: it is kept on the device
    with translation.override(language):
        return render(request, "web/offline.html")


@require_safe
def speculation(request: HttpRequest) -> HttpResponse:
    """What a guest's browser may fetch ahead when someone is about to go there (it minds data saver and battery by itself)."""
    never = [
        {"not": {"href_matches": f"/{part}/*"}} for part in ("accounts", "backoffice", "language", "demo", "oauth", "m")
    ]
    here = {"and": [{"href_matches": "/*"}, {"not": {"selector_matches": "[download]"}}, *never]}
    rules = {"prefetch": [{"where": here, "eagerness": "moderate"}]}
    headers = {"Cache-Control": f"public, max-age={DAY}"}
    return JsonResponse(rules, content_type="application/speculationrules+json", headers=headers)


@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token for what was written without a connection, and for whom it is; a guest gets none."""
    reader = request.actor  # type: ignore[attr-defined]
    told = {} if reader.is_guest else {"token": get_token(request), "me": person_key(reader)}
    return JsonResponse(told, headers={"Cache-Control": "private, no-store"})


def _short(name: str) -> str:
    """Return what fits below an icon: whole words where there are some."""
    if len(name) <= SHORT:
        return name
    words = name[: SHORT + 1].rpartition(" ")[0]
    return words or name[:SHORT]


@cache
def _worker() -> str:
    return WORKER.read_text(encoding="utf-8")
