"""Who belongs to a space: joining, leaving, the list, roles."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from allmende.commons.spaces import commands
from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import is_member, may_take_in, sees_as
from allmende.foundation.ids import key_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.surfaces.web.spaces.fetching import get_space
from allmende.surfaces.web.spaces.forms import ROLES, TakeInForm
from allmende.surfaces.web.spaces.queries import crumbs_of, members_page


@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Join an interest group in one step."""
    place = get_space(request, slug)
    require(is_member(request.actor, request.space))
    commands.join_space(request.actor, place)
    messages.success(request, _("You belong to %(space)s now.") % {"space": place.title})
    return redirect("space", slug=place.slug)


@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave a space."""
    place = get_space(request, slug)
    commands.leave_space(request.actor, place)
    messages.success(
        request, _("You no longer belong to %(space)s. What you made there stays.") % {"space": place.title}
    )
    return redirect("spaces")


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """The members of a space, for members of the community; stewards take people in here."""
    place = get_space(request, slug)
    require(is_member(request.actor, request.space))
    form = TakeInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = commands.take_in(
                request.actor, place, form.cleaned_data["person"], Role(form.cleaned_data["role"])
            ).actor
        except Refused as refusal:
            if not may_take_in(request.actor, place):
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("%(name)s belongs to this space now.") % {"name": member.name})
            return redirect("space_members", slug=place.slug)
    return _list(request, place, form)


def _list(request: HttpRequest, place: Space, form: TakeInForm) -> HttpResponse:
    after = request.GET.get("after", "")
    cards, following = members_page(place, key_in(after))
    context = {
        "place": place, "crumbs": crumbs_of(place, (_("Members"), "")), "members": cards, "form": form,
        "roles": ROLES, "may_take_along": bool(sees_as(request.actor, place, Role.CURATOR)), "may_take_in": bool(may_take_in(request.actor, place)),
        "more_url": f"?after={following}" if following else "",
        "lead": ngettext("%(n)d person belongs to %(space)s.", "%(n)d people belong to %(space)s.", place.member_count)
        % {"n": place.member_count, "space": place.title},
    }  # fmt: skip
    if request.htmx and after:
        return render(request, "spaces/members.html#rows", context)
    return render(request, "spaces/members.html", context, status=422 if form.errors else 200)


@require_POST
def role(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Say what a member is."""
    place, member = get_space(request, slug), _member(handle)
    wanted = request.POST.get("role", "")
    if wanted not in dict(ROLES):
        raise Refused(_("There is no such role."), 422)
    commands.set_role(request.actor, place, member, Role(wanted))
    messages.success(request, _("%(name)s is now: %(role)s.") % {"name": member.name, "role": Role(wanted).label})
    return redirect("space_members", slug=place.slug)


@require_POST
def removal(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Take someone out of a space."""
    place, member = get_space(request, slug), _member(handle)
    commands.take_out(request.actor, place, member)
    messages.success(request, _("%(name)s no longer belongs to this space.") % {"name": member.name})
    return redirect("space_members", slug=place.slug)


def _member(handle: str) -> Actor:
    return get_object_or_404(Actor, handle=handle, erased=None)
