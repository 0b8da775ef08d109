"""The tags in use, and what bears one of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.commons.tags.queries import is_followed, tag_page, tags_lately
from allmende.commons.tags.words import slug_of
from allmende.foundation.ids import key_in


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The tags in use now."""
    tags = tags_lately(request.actor, request.space)
    return render(request, "tags/index.html", {"tags": tags, "crumbs": [(_("Home"), "/"), (_("Tags"), "")]})


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """What bears a tag, the latest first; other ways to write it lead here."""
    if (known := slug_of(slug)) and known != slug:
        return redirect("tags:tag", slug=known)
    after = key_in(request.GET.get("after", ""))
    found = tag_page(request.actor, request.space, known, after) if known else None
    if found is None:
        raise Http404
    crumbs = [(_("Home"), "/"), (_("Tags"), reverse("tags:index")), (found.tag.label, "")]
    context = {"found": found, "more_url": f"?after={found.next}" if found.next else "", "crumbs": crumbs}
    context["follows"] = is_followed(request.actor, found.tag.slug)
    return render(request, "tags/tag.html#lines" if request.htmx and after else "tags/tag.html", context)
