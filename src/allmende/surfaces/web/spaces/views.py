"""The list of spaces, and a space's own page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from allmende.commons.bin.rules import may_see_bin
from allmende.commons.files.queries import portrait_url
from allmende.commons.follows.queries import follows
from allmende.commons.spaces.features import open_rooms
from allmende.commons.spaces.models import Role, Space, SpaceKind
from allmende.commons.spaces.rules import (
    is_member,
    may_archive,
    may_change_space,
    may_join,
    may_leave,
    may_open_space,
    role_in,
    roles_of,
)
from allmende.foundation.doors import doors, rooms
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused
from allmende.people.nominations.queries.entry import way_in
from allmende.surfaces.web.spaces.fetching import look_at_space
from allmende.surfaces.web.spaces.queries import INSIDE, crumbs_of, faces_of, inside_of, spaces_of, tree_of

FILTERS = {
    "": _("All"),
    "mine": _("My spaces"),
    "team": _("Teams"),
    "group": _("Interest groups"),
    "project": _("Projects"),
    "hub": _("Hubs"),
    "organisation": _("Organisations"),
    "network": _("Networks"),
    "archived": _("Archived"),
}


KIND_WORDS = {
    SpaceKind.ORGANISATION: (_("Organisation"), "building"),
    SpaceKind.NETWORK: (_("Network of organisations"), "building-community"),
    SpaceKind.PROJECT: (_("Project"), "target"),
    SpaceKind.HUB: (_("Hub"), "map-pin"),
    SpaceKind.TEAM: (_("Team"), "users"),
    SpaceKind.GROUP: (_("Interest group"), "users-group"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The spaces of the community that the reader sees: as a tree, or side by side, of one kind or inside one of them."""
    which = request.GET.get("show", "")
    which = which if which in FILTERS and not (which == "mine" and request.actor.is_guest) else ""
    filters = [
        {"label": label, "url": f"?show={key}" if key else "?", "current": key == which}
        for key, label in FILTERS.items()
        if not (key == "mine" and request.actor.is_guest)
    ]
    around = request.GET.get("in", "").replace("\0", "-")  # no address holds it, and no database takes it
    place = look_at_space(request, around) if around else None
    tree = [] if which or place else tree_of(request.actor, request.space)
    after = key_in(request.GET.get("after", ""))
    try:
        cards, following = (
            (tree, None) if tree else spaces_of(request.actor, request.space, which, inside=place, after=after)
        )
        gone = ""
    except Refused as refusal:  # the list from its beginning, with a word why
        (cards, following), gone = spaces_of(request.actor, request.space, which, inside=place), refusal.reason
    kept_in_address = {"show": which, "in": place.slug if place else "", "after": following}
    context = {
        "tree": cards, "gone": gone, "which": which, "filters": filters, "place": place, "crumbs": crumbs_of(place, (_("Spaces inside"), "")) if place else (),
        "following": following and "?" + urlencode({name: value for name, value in kept_in_address.items() if value}),
        "may_open": may_open_space(request.actor, request.space, SpaceKind.GROUP),
    }  # fmt: skip
    return render(request, "spaces/index.html", context)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One space: what it is for, what happens in it, who belongs to it."""
    place = look_at_space(request, slug)
    if place.slug != slug:
        return redirect("space", slug=place.slug, permanent=True)
    reader, closed = request.actor, {room.key for room in rooms()} - open_rooms(place)
    sections = [
        {"title": section.title, "template": section.template, "values": values}
        for room in doors()
        for section in room.space
        if room.key not in closed and (values := section.context(reader, place))
    ]
    inside = inside_of(reader, place)
    more_inside = f"{reverse('spaces')}?in={place.slug}" if len(inside) > INSIDE else ""
    context = {
        "place": place, "crumbs": crumbs_of(place), "sections": sections, "inside": inside[:INSIDE], "more_inside": more_inside,
        "faces": faces_of(reader, place), "is_mine": place.id in roles_of(reader), "may_join": may_join(reader, place),
        "way_in": way_in(reader, place), "follows": place.id not in roles_of(reader) and follows(reader, place.id),
        "follow_sign_in": f"{reverse('account_signup')}?next={request.path}",
        "may_leave": may_leave(reader, place) if place.id in roles_of(reader) else None,
        "may_archive": bool(may_archive(reader, place)), "may_change": bool(may_change_space(reader, place)), "sees_members": bool(is_member(reader, place.root or place)),
        "may_open": bool(may_open_space(reader, place, SpaceKind.GROUP)),
        "logo": portrait_url(place.logo), "role_words": _role_words(place, role_in(reader, place), roles_of(reader).get(place.id)),
        "kind_word": KIND_WORDS.get(place.purpose, ""), "members_word": ngettext("member", "members", place.member_count),
        "sees_bin": bool(may_see_bin(reader, place)), "bin_url": f"{reverse('bin')}?space={place.slug}",
        "new_url": f"{reverse('new_space')}?in={place.slug}",
    }  # fmt: skip
    return render(request, "spaces/space.html", context)


def _role_words(place: Space, role: str | None, own: str | None) -> str:
    if place.voice_id and own == Role.CURATOR:
        return gettext("You represent it")
    words = {Role.HOST: gettext("You host this space"), Role.CURATOR: gettext("You care for this space")}
    return words.get(Role(role), gettext("You belong here")) if role else ""
