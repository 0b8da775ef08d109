"""Pieces of work: to look at, to add, to change."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.audiences.models import Layer
from allmende.commons.files.commands import remove
from allmende.commons.files.models import File
from allmende.commons.things.models import Thing
from allmende.foundation.doors import urls_of
from allmende.foundation.verdicts import Refused, require
from allmende.people.profiles.commands import add_file, add_piece, change_piece, remove_piece, show_work
from allmende.people.profiles.forms import FileForm, PieceForm, show_refusal
from allmende.people.profiles.models import Piece
from allmende.people.profiles.queries.people import files_of
from allmende.people.profiles.rules import may_edit
from allmende.people.profiles.views.fetching import get_person, get_piece


def piece(request: HttpRequest, handle: str, piece: UUID) -> HttpResponse:
    """A piece of work with all that belongs to it."""
    return _page(request, get_piece(request, handle, piece))


def _page(request: HttpRequest, found: Piece, form: FileForm | None = None) -> HttpResponse:
    pictures, documents = files_of(found)
    pairs = [(found.source.id, found.source.kind)] if found.source else []
    context = {
        "piece": found, "person": found.author, "pictures": pictures, "documents": documents, "form": form or FileForm(),
        "source_url": next(iter(urls_of(pairs).values()), "") if pairs else "",
        "may_edit": may_edit(request.actor, found.author),
    }  # fmt: skip
    return render(request, "profiles/piece.html", context, status=422 if form else 200)


def new(request: HttpRequest, handle: str) -> HttpResponse:
    """Begin a piece: a title, words, a link; pictures and files come after."""
    whose = get_person(request, handle)
    require(may_edit(request.actor, whose))
    usual = {"layer": int(Layer.COMMUNITY)}
    form = PieceForm(request.POST if request.method == "POST" else None, whose=whose, initial=usual)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_piece(request.actor, whose, request.space, **form.cleaned_data)
            return redirect("profiles:piece", handle=handle, piece=made.id)
        except Refused as refusal:
            show_refusal(form, refusal)
    return render(
        request, "profiles/piece_form.html", {"form": form, "person": whose}, status=422 if form.errors else 200
    )


def edit(request: HttpRequest, handle: str, piece: UUID) -> HttpResponse:
    """Change what a piece says, and who sees it."""
    found = get_piece(request, handle, piece)
    require(may_edit(request.actor, found.author))
    initial = {"title": found.title, "text": found.text, "link": found.link, "layer": int(found.layer)}
    form = PieceForm(request.POST if request.method == "POST" else None, whose=found.author, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_piece(request.actor, request.space, found, **form.cleaned_data)
            return redirect("profiles:piece", handle=handle, piece=found.id)
        except Refused as refusal:
            show_refusal(form, refusal)
    context = {"form": form, "person": found.author, "piece": found}
    return render(request, "profiles/piece_form.html", context, status=422 if form.errors else 200)


@require_POST
def files(request: HttpRequest, handle: str, piece: UUID) -> HttpResponse:
    """Add a picture or a document."""
    found = get_piece(request, handle, piece)
    require(may_edit(request.actor, found.author))
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form)
    add_file(request.actor, found, form.cleaned_data["prepared"], form.cleaned_data["alt"])
    return redirect("profiles:piece", handle=handle, piece=found.id)


@require_POST
def file_removal(request: HttpRequest, handle: str, piece: UUID, file: UUID) -> HttpResponse:
    """Take a file away."""
    found = get_piece(request, handle, piece)
    require(may_edit(request.actor, found.author))
    remove(found.author, get_object_or_404(File, id=file, thing=found))
    return redirect("profiles:piece", handle=handle, piece=found.id)


@require_POST
def removal(request: HttpRequest, handle: str, piece: UUID) -> HttpResponse:
    """Take a piece out of the portfolio."""
    found = get_piece(request, handle, piece)
    remove_piece(request.actor, found)
    messages.success(request, _("It is no longer in the portfolio."))
    return redirect("person_made", handle=handle)


@require_POST
def from_work(request: HttpRequest, handle: str, source: UUID) -> HttpResponse:
    """Put something made here into the portfolio, with one press."""
    whose = get_person(request, handle)
    made_here = Thing.objects.visible_to(request.actor).filter(id=source).select_related("audience").first()
    if made_here is None:
        raise Http404
    made = show_work(request.actor, whose, request.space, made_here)
    messages.success(request, _("It stands in your portfolio."))
    return redirect("profiles:piece", handle=handle, piece=made.id)
