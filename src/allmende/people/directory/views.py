"""The directory's pages: look people up, keep searches."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.ids import key_in
from allmende.foundation.ui.people import circles
from allmende.foundation.verdicts import Refused, require
from allmende.people.directory.commands import drop_search, look_at, save_search
from allmende.people.directory.forms import SaveSearchForm
from allmende.people.directory.models import SavedSearch
from allmende.people.directory.queries.cards import face_of, page_of
from allmende.people.directory.queries.facets import facets_of
from allmende.people.directory.queries.saved import new_in, saved_search, search_in, searches_of
from allmende.people.directory.queries.search import Search, search_of
from allmende.people.directory.rules import may_export, may_look_up, may_save_search


def index(request: HttpRequest) -> HttpResponse:
    """People and organisations: search as you type, filters, cards or a list."""
    require(may_look_up(request.actor, request.space))
    search, after = search_of(request.GET), request.GET.get("after", "")
    found = page_of(request.actor, request.space, search, after, counts=not request.htmx)
    saved = saved_search(request.actor, request.space, key_in(request.GET.get("search", "")))
    new = new_in(request.actor, request.space, saved) if saved else set()
    context: dict[str, Any] = {
        "search": search, "found": found, "after": after, "new": new, "saved": saved,
        "faces": [face_of(card, is_new=str(card.id) in new) for card in found.cards],
        "may_export": may_export(request.actor, request.space),
        "more_url": f"?{_with(search, after=found.next, search=saved.id if saved else '')}" if found.next else "",
    }  # fmt: skip
    if request.htmx:
        part = "rows" if after else "results"
        return render(request, f"directory/people.html#{part}", context)
    context |= {
        "facets": facets_of(request.actor, request.space, search), "is_cards": search.view == "cards", "is_list": search.view == "list",
        "cards_url": f"?{_with(search, view='')}", "list_url": f"?{_with(search, view='list')}",
    }  # fmt: skip
    return render(request, "directory/people.html", context)


@require_safe
def choice(request: HttpRequest, circle: str) -> HttpResponse:
    """Whom some letters (`q`) mean in a circle of people, as the options of a list; nothing else of a page."""
    require(may_look_up(request.actor, request.space))
    if circle not in circles():
        raise Http404
    people = circles()[circle].find(request.actor, request.space, request.GET.get("q", "")[:120])
    return render(request, "directory/choice.html", {"people": people})


def _with(search: Search, /, **more: object) -> str:
    """The search's address with further parts; what is empty is left out."""
    parts = {"view": search.view if search.view != "cards" else "", **more}
    ends = urlencode({name: value for name, value in parts.items() if value})
    return "&".join(filter(None, (search.query, ends)))


def searches(request: HttpRequest) -> HttpResponse:
    """One's saved searches with how many are new in each; POST keeps one."""
    require(may_save_search(request.actor, request.space))
    if request.method == "POST":
        return _save(request)
    return _searches(request, SaveSearchForm(), search_of(request.GET))


def _save(request: HttpRequest) -> HttpResponse:
    form, search = SaveSearchForm(request.POST), search_of(request.POST)
    if form.is_valid():
        try:
            save_search(request.actor, request.space, form.cleaned_data["name"], search)
            return redirect("people_searches")
        except Refused as refusal:
            form.add_error("name", str(refusal.reason))
    return _searches(request, form, search)


def _searches(request: HttpRequest, form: SaveSearchForm, search: Search) -> HttpResponse:
    crumbs = [(_("People"), reverse("people")), (_("Saved searches"), "")]
    context = {
        "form": form, "search": search, "searches": searches_of(request.actor, request.space), "crumbs": crumbs,
        "fields": list(QueryDict(search.query).items()),
    }  # fmt: skip
    return render(request, "directory/searches.html", context, status=422 if form.errors else 200)


def saved(request: HttpRequest, key: UUID) -> HttpResponse:
    """A saved search leads to what it finds, with who is new marked."""
    row = _row(request, key)
    return redirect(f"{reverse('people')}?{_with(search_in(row), search=row.id)}")


@require_POST
def reading(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everyone who is found now has been seen."""
    look_at(request.actor, _row(request, key))
    return redirect("people_searches")


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a search no longer."""
    drop_search(request.actor, _row(request, key))
    return redirect("people_searches")


def _row(request: HttpRequest, key: UUID) -> SavedSearch:
    require(may_save_search(request.actor, request.space))
    row = saved_search(request.actor, request.space, key)
    if row is None:
        raise Http404
    return row
