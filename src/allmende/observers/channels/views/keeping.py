"""The channels of a space: their list, one with what it handed on, and what is done with it."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.audiences.models import PUBLIC
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import origin_of
from allmende.foundation.ids import key_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, allow_if, require
from allmende.observers.channels.commands import keeping
from allmende.observers.channels.commands.aligning import name_of
from allmende.observers.channels.forms import ChannelForm
from allmende.observers.channels.models import Channel, ChannelState, Network
from allmende.observers.channels.networks import CLOSED
from allmende.observers.channels.queries import channels_of, find_channel, log_of, waiting_echoes
from allmende.observers.channels.rules import may_keep_channels
from allmende.observers.channels.speaking import sign_in_url

SIGNING_IN = "channel_signing_in"
"""Where the session keeps what was asked of which server, until somebody comes back from it."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The channels of the community, or of one of its spaces."""
    place = place_in(request)
    require(may_keep_channels(request.actor, place))
    context = {
        "channels": [(row, name_of(row)) for row in channels_of(place)], "place": place, "query": query_of(request, place),
        "ChannelState": ChannelState, "waiting": waiting_echoes(place).count(), "closed": CLOSED,
        "feed_url": _feed_of(request, place),
    }  # fmt: skip
    return render(request, "channels/index.html", context)


def _feed_of(request: HttpRequest, place: Space) -> str:
    """Where the feed of what is public is read; empty for a space that not everyone sees."""
    if place.id == request.space.id:
        return reverse("feeds:community", args=["atom"])
    return reverse("feeds:thing", args=[place.id, "atom"]) if place.audience_id == PUBLIC else ""


def new(request: HttpRequest) -> HttpResponse:
    """Set one up; for Mastodon somebody signs in there next."""
    place = place_in(request)
    require(may_keep_channels(request.actor, place))
    form = ChannelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = keeping.make_channel(request.actor, place, **form.values(), back=_back(request))
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            if made.state == ChannelState.NEW:
                return _to_sign_in(request, made)
            messages.success(request, _("It is set up. What becomes public from now on goes by it."))
            return redirect("channels:channel", key=made.id)
    crumbs = crumbs_of(request, place, (_("New channel"), ""))
    context = {"form": form, "crumbs": crumbs, "place": place}
    return render(request, "channels/new.html", context, status=422 if form.errors else 200)


@require_POST
def signing_in(request: HttpRequest, key: UUID) -> HttpResponse:
    """Go to the server and sign in there, anew."""
    found = channel_at(request, key)
    require(allow_if(found.network == Network.MASTODON, _("There is nothing to sign in to."), status=409))
    return _to_sign_in(request, found)


def _to_sign_in(request: HttpRequest, channel: Channel) -> HttpResponse:
    """A page that leads there: browsers let no form of ours end at another site (`form-action`)."""
    state, verifier = keeping.new_secret(), keeping.new_secret()
    request.session[SIGNING_IN] = {"state": state, "verifier": verifier, "channel": str(channel.id)}
    url = sign_in_url(channel, _back(request), state, keeping.challenge_of(verifier))
    context = {"channel": channel, "url": url, "crumbs": crumbs_of(request, channel.space, (_("Sign in there"), ""))}
    return render(request, "channels/sign_in.html", context)


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Come back from the server with its code, in the session in which one left; each leave is good for one return."""
    left = request.session.pop(SIGNING_IN, None)
    if left is None:
        require(may_keep_channels(request.actor, request.space))
    if left is None or not hmac.compare_digest(left["state"].encode(), request.GET.get("state", "").encode()):
        raise Refused(_("This way back was not begun here. Begin anew."), 409)
    found = channel_at(request, UUID(left["channel"]))
    if not request.GET.get("code"):
        messages.error(request, _("Nobody let us in there. Nothing has changed."))
        return redirect("channels:channel", key=found.id)
    keeping.sign_in(request.actor, found, request.GET["code"][:500], _back(request), left["verifier"])
    messages.success(request, _("It is set up. What becomes public from now on goes by it."))
    return redirect("channels:channel", key=found.id)


def _back(request: HttpRequest) -> str:
    return origin_of(request.space) + reverse("channels:signed_in")


@require_safe
def channel(request: HttpRequest, key: UUID) -> HttpResponse:
    """One channel: how it is, and what was handed on."""
    found = channel_at(request, key)
    log = log_of(request.actor, found, key_in(request.GET.get("after", "")))
    name = name_of(found)
    context = {
        "channel": found, "name": name, "lines": log.lines, "more_url": f"?after={log.next}" if log.next else "",
        "ChannelState": ChannelState, "is_mastodon": found.network == Network.MASTODON, "is_closed": found.network in CLOSED,
        "crumbs": crumbs_of(request, found.space, (name, "")),
    }  # fmt: skip
    return render(request, "channels/channel.html", context)


@require_POST
def pause(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand nothing on."""
    return _done(request, key, keeping.pause, _("It is paused."))


@require_POST
def pause_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand on again."""
    return _done(request, key, keeping.resume, _("It goes on."))


@require_POST
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """Look at what comes back before it is shown."""
    return _done(request, key, keeping.review, _("Answers wait until somebody has looked at them."), is_reviewed=True)


@require_POST
def review_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what comes back at once."""
    return _done(request, key, keeping.review, _("Answers are shown at once."), is_reviewed=False)


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take it away."""
    found = channel_at(request, key)
    keeping.remove_channel(request.actor, found)
    messages.success(request, _("The channel is gone. What is out there stays there."))
    return redirect(f"{reverse('channels:index')}?{query_of(request, found.space)}")


def _done(request: HttpRequest, key: UUID, act: Callable[..., Any], said: str, **more: Any) -> HttpResponse:
    act(request.actor, channel_at(request, key), **more)
    messages.success(request, said)
    return redirect("channels:channel", key=key)


def channel_at(request: HttpRequest, key: UUID) -> Channel:
    """Return a channel of this community whose keeper asks; raises Http404 for others."""
    return kept_by(request, find_channel(key), lambda found: found.space)


def kept_by[T](request: HttpRequest, found: T | None, space_of: Callable[[T], Space]) -> T:
    """Return what was found where the reader keeps its space's channels; to guests the way in, to others it is not there."""
    space = space_of(found) if found is not None else None
    if found is None or space is None or space.root_id_or_self != request.space.id:
        raise Http404
    verdict = may_keep_channels(request.actor, space)
    if not verdict and not request.actor.is_guest:
        raise Http404
    require(verdict)
    return found


def place_in(request: HttpRequest) -> Space:
    """The space that the address names, else the community; raises Http404."""
    slug = request.GET.get("space", "")
    if not slug or slug == request.space.slug:
        return request.space
    rows = Space.objects.visible_to(request.actor).select_related("root", "audience")
    return get_object_or_404(rows, slug=slug, root=request.space)


def query_of(request: HttpRequest, place: Space) -> str:
    """What names a space behind the address of a list."""
    return "" if place.id == request.space.id else urlencode({"space": place.slug})


def crumbs_of(request: HttpRequest, place: Space, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below the list."""
    return [(_("Outside channels"), f"{reverse('channels:index')}?{query_of(request, place)}"), *more]
