"""Web hooks of a space: their list, one with its log, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.foundation.ids import key_in
from allmende.foundation.once.commands import once
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.observers.webhooks.commands import keeping
from allmende.observers.webhooks.forms import HookForm
from allmende.observers.webhooks.models import Hook, HookState
from allmende.observers.webhooks.queries import called, find_hook, hooks_of, log_of
from allmende.observers.webhooks.rules import may_hook_everywhere, may_keep_hooks, may_run_hook, may_see_hook

PROBLEMS = {
    "timeout": gettext_lazy("it did not answer in time"),
    "tls": gettext_lazy("its certificate is not in order"),
    "unreachable": gettext_lazy("it can't be reached"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The hooks of the community, or of one of its spaces."""
    place = _place(request)
    require(may_keep_hooks(request.actor, place))
    rows = hooks_of(place, everywhere=bool(may_hook_everywhere(request.actor)))
    return render(
        request,
        "webhooks/index.html",
        {"hooks": rows, "place": place, "query": _query(request, place), "HookState": HookState},
    )


def new(request: HttpRequest) -> HttpResponse:
    """Set one up; its secret is shown once."""
    place = _place(request)
    require(may_keep_hooks(request.actor, place))
    form = HookForm(request.POST or None, may_everywhere=bool(may_hook_everywhere(request.actor)))
    if request.method == "POST" and form.is_valid():
        try:
            return _made(request, place, form)
        except Refused as refusal:
            show_errors(form, refusal)
    crumbs = _crumbs(request, place, (_("New web hook"), ""))
    context = {"form": form, "crumbs": crumbs, "place": place, "once": uuid4().hex}
    return render(request, "webhooks/new.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, place: Space, form: HookForm) -> HttpResponse:
    """Set it up once, however often the form is sent; only the first answer shows the secret."""
    shown: list[tuple[Hook, str]] = []

    def do() -> str:
        everywhere = form.cleaned_data.get("everywhere", False)
        shown.append(keeping.make_hook(request.actor, place, **form.values(), everywhere=everywhere))
        return str(shown[0][0].id)

    key = once(request.actor.id, f"hook:{request.POST['once'][:100]}" if request.POST.get("once") else "", do)
    return _show_secret(request, *shown[0]) if shown else redirect("webhooks:hook", key=key)


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """What it tells, how far in, and where to."""
    found = _hook(request, key)
    require(may_run_hook(request.actor, found))
    initial = {"url": found.url, "names": found.names, "layer": found.layer}
    form = HookForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.change_hook(request.actor, found, **form.values())
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("webhooks:hook", key=key)
    context = {
        "form": form,
        "hook": found,
        "crumbs": _crumbs(request, found.space, (found.host, reverse("webhooks:hook", args=[key])), (_("Change"), "")),
    }
    return render(request, "webhooks/new.html", context, status=422 if form.errors else 200)


@require_safe
def hook(request: HttpRequest, key: UUID) -> HttpResponse:
    """One hook: what it tells, how it is, and the log of what was sent."""
    found = _hook(request, key)
    log = log_of(found, key_in(request.GET.get("after", "")))
    context = {
        "hook": found, "log": [(row, called(row.name)) for row in log.rows], "more_url": f"?after={log.next}" if log.next else "", "HookState": HookState,
        "tells": sorted(called(name) for name in found.names), "layer": Layer(found.layer), "may_run": may_run_hook(request.actor, found),
        "crumbs": _crumbs(request, found.space, (found.host, "")), "problems": PROBLEMS,
    }  # fmt: skip
    return render(request, "webhooks/hook.html", context)


@require_POST
def secret(request: HttpRequest, key: UUID) -> HttpResponse:
    """A new secret, shown once."""
    found = _hook(request, key)
    return _show_secret(request, found, keeping.renew_secret(request.actor, found))


def _show_secret(request: HttpRequest, found: Hook, secret: str) -> HttpResponse:
    answer = render(request, "webhooks/secret.html", {"hook": found, "secret": secret})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def secret_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """The secret before signs no longer."""
    return _done(request, key, keeping.drop_old_secret, _("Only the new secret signs now."))


@require_POST
def test(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send a test."""
    return _done(
        request, key, keeping.send_test, _("The test is on its way. Its answer stands in the log in a moment.")
    )


@require_POST
def pause(request: HttpRequest, key: UUID) -> HttpResponse:
    """Tell nothing for now."""
    return _done(request, key, keeping.pause_hook, _("It is paused."))


@require_POST
def pause_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Tell again."""
    return _done(request, key, keeping.resume_hook, _("It goes on."))


@require_POST
def resending(request: HttpRequest, key: UUID, delivery: UUID | None = None) -> HttpResponse:
    """Send one again, or all that were given up."""
    count = keeping.send_again(request.actor, _hook(request, key), delivery)
    if delivery and not count:
        raise Http404
    messages.success(request, ngettext("%(n)d is sent again.", "%(n)d are sent again.", count) % {"n": count})
    return redirect("webhooks:hook", key=key)


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take it away."""
    found = _hook(request, key)
    keeping.remove_hook(request.actor, found)
    messages.success(request, _("It is gone."))
    return redirect(f"{reverse('webhooks:index')}?{_query(request, found.space)}")


def _done(request: HttpRequest, key: UUID, act: Callable[..., Any], said: str) -> HttpResponse:
    act(request.actor, _hook(request, key))
    messages.success(request, said)
    return redirect("webhooks:hook", key=key)


def _hook(request: HttpRequest, key: UUID) -> Hook:
    found = find_hook(key)
    if found is None or found.space.root_id_or_self != request.space.id:
        raise Http404
    require(may_see_hook(request.actor, found))
    return found


def _place(request: HttpRequest) -> Space:
    """The space that the address names, else the community; raises Http404."""
    slug = request.GET.get("space", "")
    if not slug or slug == request.space.slug:
        return request.space
    return get_object_or_404(
        Space.objects.visible_to(request.actor).select_related("root", "audience"), slug=slug, root=request.space
    )


def _query(request: HttpRequest, place: Space) -> str:
    return "" if place.id == request.space.id else urlencode({"space": place.slug})


def _crumbs(request: HttpRequest, place: Space, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Web hooks"), f"{reverse('webhooks:index')}?{_query(request, place)}"), *more]
