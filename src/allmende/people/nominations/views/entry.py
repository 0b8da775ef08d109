"""Setting how people come in: the rule, and invitation links."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from allmende.commons.spaces.letterheads import home_url
from allmende.commons.spaces.rules import may_set_gates
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.nominations import commands
from allmende.people.nominations.forms import EntryForm, LinkForm
from allmende.people.nominations.queries.entry import links_of
from allmende.people.nominations.rules import is_link_good, may_make_link, may_set_entry, rule_of
from allmende.people.nominations.views.fetching import crumbs_to, get_own_link, get_place


@never_cache
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    """How people come into a space."""
    place = get_place(request, slug)
    require(may_set_entry(request.actor, place))
    form = EntryForm(request.POST or None, place=place, rule=rule_of(place))
    if request.method == "POST" and form.is_valid():
        try:
            commands.set_entry(request.actor, place, **form.cleaned_data)
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("nominations:entry", slug=place.slug)
    return _page(request, place, form, LinkForm(prefix="l"))


@never_cache
@require_POST
def links(request: HttpRequest, slug: str) -> HttpResponse:
    """Make an invitation link; it is shown on the answering page, this once."""
    place = get_place(request, slug)
    require(may_make_link(request.actor, place))
    form, made = LinkForm(request.POST, prefix="l"), ""
    if form.is_valid():
        _link, token = commands.make_link(request.actor, place, **form.cleaned_data)
        made = home_url(request.space) + reverse("nominations:link", args=[token])
        form = LinkForm(prefix="l")
    return _page(request, place, EntryForm(place=place, rule=rule_of(place)), form, made)


@require_POST
def link_removal(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Revoke a link."""
    place = get_place(request, slug)
    require(may_make_link(request.actor, place))
    commands.revoke_link(request.actor, get_own_link(place, key))
    messages.success(request, _("The link leads nowhere now."))
    return redirect("nominations:entry", slug=place.slug)


def _page(request: HttpRequest, place: Any, form: Any, link_form: Any, made: str = "") -> HttpResponse:
    context = {
        "place": place, "form": form, "link_form": link_form, "made": made, "is_entry": True, "may_set_gates": bool(may_set_gates(request.actor, place)),
        "links": [(link, bool(is_link_good(link))) for link in links_of(place)], "rule": rule_of(place),
        "crumbs": crumbs_to(place, (_("Settings"), "")),
    }  # fmt: skip
    return render(request, "nominations/entry.html", context, status=422 if form.errors or link_form.errors else 200)
