"""Feeds, and one's secret addresses of them."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.queries import origin_of
from allmende.foundation.ids import key_in
from allmende.foundation.once.commands import once
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Guest, Reader
from allmende.observers.syndication.commands import make_address, note_use, renew_address, revoke_address
from allmende.observers.syndication.models import SecretAddress
from allmende.observers.syndication.queries import (
    Subject,
    addresses_of,
    feeds_for,
    find_address,
    of_community,
    of_person,
    of_thing,
    own_address,
    page_of,
)
from allmende.observers.syndication.rules import may_make_address, may_read_by_address
from allmende.observers.syndication.writing import FORMS, updated_of


@require_safe
def community(request: HttpRequest, form: str, token: str = "") -> HttpResponse:
    """All that is shared in the community."""
    return _answer(request, _reader(request, token), of_community(request.space), form, token)


@require_safe
def thing(request: HttpRequest, key: UUID, form: str, token: str = "") -> HttpResponse:
    """A space, or a call with what is handed in."""
    reader = _reader(request, token)
    return _answer(request, reader, of_thing(reader, request.space, key), form, token)


@require_safe
def person(request: HttpRequest, handle: str, form: str, token: str = "") -> HttpResponse:
    """What someone made."""
    reader = _reader(request, token)
    return _answer(request, reader, of_person(reader, request.space, handle), form, token)


def _reader(request: HttpRequest, token: str) -> Reader:
    """Who asks: the owner of a secret address, else a guest, whoever is signed in: what is public is the same for all."""
    if request.space is None:
        raise Http404
    if not token:
        return Guest(request.space.language)
    address = find_address(token)
    if address is None:
        raise Http404
    require(may_read_by_address(address.owner, request.space))
    note_use(address)
    return address.owner


def _answer(request: HttpRequest, reader: Reader, subject: Subject | None, form: str, token: str) -> HttpResponse:
    if subject is None:
        raise Http404
    after = key_in(request.GET.get("after", ""))
    page, own_url = page_of(reader, subject, after), origin_of(subject.root) + request.path
    next_url = f"{own_url}?after={page.next}" if page.next else ""
    write, media_type = FORMS[form]
    with translation.override(subject.language):
        content = write(subject, page, f"{own_url}?after={after}" if after else own_url, next_url)
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Language"] = subject.language
    answer.headers["Cache-Control"] = "private, no-cache" if token else "public, max-age=300"
    if token:
        answer.headers["Referrer-Policy"], answer.headers["X-Robots-Tag"] = "no-referrer", "noindex"
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    changed = int(updated_of(subject, page).timestamp())
    return _conditional(request, answer, etag, changed)


def _conditional(request: HttpRequest, answer: HttpResponse, etag: str, changed: int) -> HttpResponse:
    answer.headers["ETag"], answer.headers["Last-Modified"] = etag, http_date(changed)
    return get_conditional_response(request, etag=etag, last_modified=changed, response=answer)


def index(request: HttpRequest) -> HttpResponse:
    """One's secret addresses; POST makes one, which is shown once."""
    require(may_make_address(request.actor, request.space))
    refusal = None
    if request.method == "POST":
        try:
            return _made(request)
        except Refused as raised:
            refusal = raised
    context = {
        "addresses": addresses_of(request.actor),
        "refusal": refusal,
        "once": uuid4().hex,
        "public": request.build_absolute_uri(reverse("feeds:community", args=["atom"])),
    }
    return render(request, "syndication/index.html", context, status=refusal.status if refusal else 200)


def _made(request: HttpRequest) -> HttpResponse:
    """Make it once, however often the form is sent; only the first answer shows the secret."""
    shown: list[tuple[SecretAddress, str]] = []

    def do() -> None:
        shown.append(make_address(request.actor, request.space, request.POST.get("name", "")))

    once(request.actor.id, f"feed:{request.POST['once'][:100]}" if request.POST.get("once") else "", do)
    if shown:
        return _show(request, *shown[0])
    messages.info(request, _("This address is made already. Renew it if you have not put it away."))
    return redirect("feeds:index")


def _show(request: HttpRequest, address: SecretAddress, token: str) -> HttpResponse:
    base = f"{origin_of(request.space)}/feeds/{token}/"
    feeds = [
        (title, f"{base}{end}feed.atom", f"{base}{end}feed.json")
        for title, end in feeds_for(request.actor, request.space)
    ]
    answer = render(request, "syndication/made.html", {"address": address, "feeds": feeds})
    answer.headers["Cache-Control"], answer.headers["Referrer-Policy"] = "no-store", "no-referrer"
    return answer


@require_POST
def secret(request: HttpRequest, key: UUID) -> HttpResponse:
    """Another secret for an address; the one before opens nothing any more."""
    address = _own(request, key)
    return _show(request, address, renew_address(request.actor, address))


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Revoke an address."""
    revoke_address(request.actor, _own(request, key))
    messages.success(request, _("The address opens nothing any more."))
    return redirect("feeds:index")


def _own(request: HttpRequest, key: UUID) -> SecretAddress:
    require(may_make_address(request.actor, request.space))
    if (address := own_address(request.actor, key)) is None:
        raise Http404
    return address
