"""What those who care for arrivals see and decide."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, require
from allmende.people.welcome import commands
from allmende.people.welcome.forms import MoreTimeForm
from allmende.people.welcome.models import Path, Promise
from allmende.people.welcome.queries.queue import PAGE, on_the_way, paths_within, promises_within, to_ask, to_confirm
from allmende.people.welcome.rules import may_care_for_arrivals, may_part


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a word, and who is on the way."""
    require(may_care_for_arrivals(request.actor, request.space))
    walking = on_the_way(request.space, key_in(request.GET.get("after", "")))
    to_talk = list(to_ask(request.space)[:PAGE])
    context = {
        "to_confirm": to_confirm(request.space)[:PAGE], "to_ask": to_talk, "walking": walking[:PAGE], "form": MoreTimeForm(),
        "may_part": bool(to_talk) and bool(may_part(request.actor, to_talk[0].path)),
        "more_url": f"?after={walking[PAGE - 1].id}" if len(walking) > PAGE else "",
        "crumbs": [(_("Home"), reverse("home")), (_("On the way in"), "")],
    }  # fmt: skip
    return render(request, "welcome/queue.html", context)


def _promise(request: HttpRequest, key: UUID) -> Promise:
    require(may_care_for_arrivals(request.actor, request.space))
    return get_object_or_404(promises_within(request.space), id=key)


def _path(request: HttpRequest, key: UUID) -> Path:
    require(may_care_for_arrivals(request.actor, request.space))
    return get_object_or_404(paths_within(request.space), id=key)


@require_POST
def confirmation(request: HttpRequest, promise: UUID) -> HttpResponse:
    """Say that a commitment is kept."""
    kept = commands.confirm(request.actor, _promise(request, promise))
    messages.success(
        request, _("%(name)s is a full member now, and has been thanked.") % {"name": kept.path.actor.name}
    )
    return redirect("welcome:queue")


@require_POST
def return_(request: HttpRequest, promise: UUID) -> HttpResponse:
    """Say that something is still missing."""
    back = commands.not_yet(request.actor, _promise(request, promise))
    messages.success(
        request, _("%(name)s has two more weeks at least. Tell them what is missing.") % {"name": back.path.actor.name}
    )
    return redirect("welcome:queue")


@require_POST
def renewal(request: HttpRequest, promise: UUID) -> HttpResponse:
    """Give more time."""
    form = MoreTimeForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Give between one day and a year."), 422)
    renewed = commands.renew(request.actor, _promise(request, promise), timedelta(days=form.cleaned_data["days"]))
    messages.success(request, _("%(name)s has more time, and knows it.") % {"name": renewed.path.actor.name})
    return redirect("welcome:queue")


@require_POST
def pausing(request: HttpRequest, path: UUID) -> HttpResponse:
    """Let someone pause who asked for it."""
    paused = commands.pause(request.actor, _path(request, path))
    messages.success(request, _("%(name)s pauses. Nothing runs out meanwhile.") % {"name": paused.actor.name})
    return redirect("welcome:queue")


@require_POST
def parting(request: HttpRequest, path: UUID) -> HttpResponse:
    """Part for now."""
    parted = commands.part(request.actor, _path(request, path))
    messages.success(request, _("You and %(name)s part for now. They may come again.") % {"name": parted.actor.name})
    return redirect("welcome:queue")
