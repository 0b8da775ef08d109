"""The list of what one can commit to, as its curators maintain it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.models import Space
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.welcome import commands
from allmende.people.welcome.forms import CommitmentForm
from allmende.people.welcome.models import Commitment
from allmende.people.welcome.queries.commitments import lines_of, list_of
from allmende.people.welcome.rules import may_keep_commitments


def _place(request: HttpRequest, slug: str) -> Space:
    """Return a space that the reader sees and whose commitments they keep."""
    seen = Space.objects.visible_to(request.actor).filter(Q(pk=request.space.pk) | Q(root=request.space.pk))
    place = get_object_or_404(seen.select_related("root", "audience"), slug=slug)
    require(may_keep_commitments(request.actor, place))
    request.place = place
    return place


def _line(place: Space, key: UUID) -> Commitment:
    return get_object_or_404(lines_of(place), id=key)


def _crumbs(place: Space, *more: tuple[str, str]) -> list[tuple[str, str]]:
    here = reverse("welcome:commitments", args=[place.slug])
    own = (_("Commitments"), here if more else "")
    return [(_("Home"), reverse("home")), (place.title, reverse("space", args=[place.slug])), own, *more]


@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """The list."""
    place = _place(request, slug)
    lines = list_of(place)
    context = {
        "place": place, "crumbs": _crumbs(place), "lines": [line for line in lines if not line.commitment.retired],
        "retired": [line for line in lines if line.commitment.retired],
    }  # fmt: skip
    return render(request, "welcome/commitments.html", context)


def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a line on the list."""
    return _write(request, _place(request, slug), None)


def edit(request: HttpRequest, slug: str, commitment: UUID) -> HttpResponse:
    """Change a line."""
    place = _place(request, slug)
    return _write(request, place, _line(place, commitment))


def _write(request: HttpRequest, place: Space, line: Commitment | None) -> HttpResponse:
    form = CommitmentForm(request.POST or None, language=place.language, line=line)
    if request.method == "POST" and form.is_valid():
        try:
            commands.write_commitment(request.actor, place, line, **form.values())
        except Refused as refusal:
            if refusal.status == 403:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("welcome:commitments", slug=place.slug)
    title = _("Change a commitment") if line else _("A new commitment")
    context = {"place": place, "crumbs": _crumbs(place, (title, "")), "form": form, "title": title}
    return render(request, "welcome/commitment.html", context, status=422 if form.errors else 200)


@require_POST
def retirement(request: HttpRequest, slug: str, commitment: UUID) -> HttpResponse:
    """Take a line off the list."""
    return _retire(request, slug, commitment, retired=True)


@require_POST
def retirement_removal(request: HttpRequest, slug: str, commitment: UUID) -> HttpResponse:
    """Put it back."""
    return _retire(request, slug, commitment, retired=False)


def _retire(request: HttpRequest, slug: str, commitment: UUID, *, retired: bool) -> HttpResponse:
    place = _place(request, slug)
    commands.retire_commitment(request.actor, _line(place, commitment), retired=retired)
    messages.success(
        request, _("Off the list. Who has promised it keeps their date.") if retired else _("On the list again.")
    )
    return redirect("welcome:commitments", slug=place.slug)


@require_POST
def move(request: HttpRequest, slug: str, commitment: UUID) -> HttpResponse:
    """Move a line up or down."""
    place = _place(request, slug)
    commands.move_commitment(request.actor, _line(place, commitment), -1 if "up" in request.POST else 1)
    return redirect("welcome:commitments", slug=place.slug)
