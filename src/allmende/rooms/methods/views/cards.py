"""Method cards: the shelf, one of them, writing and changing them, and their sheet for paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.threads.queries import talk_of
from allmende.commons.versions.queries import versions_of, word_diff
from allmende.foundation.ids import key_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.methods import commands
from allmende.rooms.methods.forms import MethodForm
from allmende.rooms.methods.models import Card, Method, card_of
from allmende.rooms.methods.queries import method_url, methods_page, sessions_in, sessions_of
from allmende.rooms.methods.rules import may_change, may_hold, may_write
from allmende.rooms.methods.views.fetching import TOLD, get_method, get_place, number_in


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The cards that the reader sees, and the sessions that are on or to come."""
    place, after = get_place(request), key_in(request.GET.get("after", ""))
    found = methods_page(request.actor, request.space, after)
    context = {
        "cards": found.cards, "more_url": f"?after={found.next}" if found.next else "",
        "sessions": [] if after else sessions_in(request.actor, place, limit=6, over=False)[0],
        "may_write": bool(may_write(request.actor, place)), "place": place,
    }  # fmt: skip
    is_more = request.htmx and after
    return render(request, "methods/index.html#cards" if is_more else "methods/index.html", context)


@require_safe
def method(request: HttpRequest, key: UUID) -> HttpResponse:
    """One card, the sessions held with it, and what is said about it."""
    found = get_method(request, key)
    reader = request.actor
    shown = found.shown
    context = {
        "method": found, "title": shown.title, "card": shown.card, "language": "" if found.is_ours else found.language,
        "sessions": sessions_of(reader, found), "may_hold": may_hold(reader, found.place) if not reader.is_guest else None,
        "may_change": bool(may_change(reader, found)), "may_write": bool(may_write(reader, found.place)),
        "talk": None if found.is_binned else talk_of(reader, found, request.GET, space=found.place).shown,
        "url": method_url(key), "crumbs": [(_("Methods"), reverse("methods:index")), (shown.title, "")],
    }  # fmt: skip
    return render(request, "methods/method.html", context)


@require_safe
def sheet(request: HttpRequest, key: UUID) -> HttpResponse:
    """The card as a sheet of paper."""
    found = get_method(request, key)
    shown = found.shown
    context = {
        "title": shown.title,
        "card": shown.card,
        "back_url": method_url(key),
        "steps": shown.card.steps,
        "rounds": rounds_of(shown.card),
    }
    return render(request, "methods/sheet.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Write a card of one's own."""
    place = get_place(request)
    require(may_write(request.actor, place))
    form = MethodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.write_method(request.actor, place, form.cleaned_data["title"], form.card)
        except Refused as refusal:
            _into(form, refusal)
        else:
            messages.success(request, _("The card stands on the shelf."))
            return redirect(method_url(made.id))
    return _form(request, form, _("New method"), "")


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change a card."""
    found = get_method(request, key)
    require(may_change(request.actor, found))
    shown = found.shown
    form = MethodForm(request.POST or None, title=shown.title, card=shown.card)
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            revision = number_in(request.POST.get("version", ""))
            known = -1 if revision is None else revision
            commands.change_method(request.actor, found, known, form.cleaned_data["title"], form.card)
        except Refused as refusal:
            _into(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _("Saved. What it said before is kept."))
            return redirect(method_url(key))
    return _form(request, form, shown.title, method_url(key), found, status)


@require_POST
def copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """Copy a card to make one's own of it."""
    found = get_method(request, key)
    made = commands.copy_method(request.actor, found, get_place(request))
    messages.success(request, _("Copied. Now make it yours."))
    return redirect("methods:edit", key=made.id)


@require_safe
def versions(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a card said before each change."""
    found = get_method(request, key)
    shown = found.shown
    crumbs = [(_("Methods"), reverse("methods:index")), (shown.title, method_url(key)), (_("Earlier versions"), "")]
    return render(
        request, "methods/versions.html", {"title": shown.title, "changes": _changes(found), "crumbs": crumbs}
    )


def rounds_of(card: Card) -> range:
    """The rounds for which a sheet to write on is printed; none where no sheets go round."""
    most = max((step.rounds for step in card.steps), default=1)
    return range(1, most + 1) if most > 1 else range(0)


def _changes(method: Method) -> list[dict[str, Any]]:
    """What each change changed, the latest first: the text after it against the text before."""
    shown = method.shown
    after, changes = _words(shown.title, shown.card.text), []
    for row in versions_of(method.id):
        before = _words(row.snapshot["title"], card_of(row.snapshot).text)
        name = row.author.name if row.author else ""
        title = _("Version %(n)d, changed by %(name)s") % {"n": row.number + 1, "name": name}
        changes.append({"at": row.at, "title": title, "pieces": word_diff(before, after)})
        after = before
    return changes


def _words(title: str, text: str) -> str:
    return f"{title}\n\n{text}"


def _form(
    request: HttpRequest, form: MethodForm, title: str, back: str, method: Method | None = None, status: int = 422
) -> HttpResponse:
    crumbs = [
        (_("Methods"), reverse("methods:index")),
        *([(title, back), (_("Change it"), "")] if back else [(title, "")]),
    ]
    context = {
        "form": form, "crumbs": crumbs, "revision": method.revision if method else 0, "back_url": back or reverse("methods:index"),
        "heading": title,
    }  # fmt: skip
    return render(request, "methods/write.html", context, status=status if form.errors else 200)


def _into(form: MethodForm, refusal: Refused) -> None:
    if refusal.status not in TOLD:
        raise refusal
    show_errors(form, refusal)
