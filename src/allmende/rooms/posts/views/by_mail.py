"""An address of one's own, at which one posts to a space by mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allmende.foundation.mail.replies import can_be_answered
from allmende.foundation.verdicts import require
from allmende.rooms.posts import commands
from allmende.rooms.posts.rules import may_share
from allmende.rooms.posts.views.fetching import get_place


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_mail(request: HttpRequest) -> HttpResponse:
    """GET says how it goes; POST makes the address and shows it this once."""
    place = get_place(request)
    require(may_share(request.actor, place))
    address = commands.post_address(request.actor, place) if request.method == "POST" else ""
    crumbs = [
        (_("Home"), "/"),
        (place.title, reverse("space", args=[place.slug])),
        (_("New post"), f"{reverse('posts:new')}?in={place.slug}"),
        (_("By mail"), ""),
    ]
    context = {"place": place, "address": address, "crumbs": crumbs, "is_possible": can_be_answered()}
    return render(request, "posts/by_mail.html", context)
