"""One's own profile, part by part: each is a form of its own, saved alone, and a text saves itself."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.spaces.letterheads import home_url
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.profiles.commands import Said, put, remove_picture, rename, set_picture
from allmende.people.profiles.forms import (
    WISHES,
    AboutForm,
    ListForm,
    PartForm,
    PictureForm,
    WorkForm,
    show_refusal,
)
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.queries.editing import Held, held_by, still_to_tell
from allmende.people.profiles.queries.people import portfolio_of, waiting_praise, work_to_show
from allmende.people.profiles.queries.views import profile_for
from allmende.people.profiles.queries.words import language_name, suggested_skills
from allmende.people.profiles.rules import is_own, may_edit
from allmende.people.profiles.tasks import verify_link
from allmende.people.profiles.views.fetching import get_person

PARTS: dict[str, type[PartForm]] = {"about": AboutForm, "work": WorkForm}
LISTS = (Key.SKILL, Key.LANGUAGE, Key.OFFER, Key.SEEK, Key.LINK)


def mine(request: HttpRequest) -> HttpResponse:
    """The reader's own profile, to edit."""
    require(is_signed_in(request.actor))
    return _page(request, request.actor)


def edit(request: HttpRequest, handle: str) -> HttpResponse:
    """A profile in the reader's care, or their own."""
    return _page(request, _editable(request, handle))


@require_POST
def part(request: HttpRequest, handle: str, part: str) -> HttpResponse:
    """Save a part, or add to a list; what can't be saved comes back in its form."""
    whose = _editable(request, handle)
    if part in PARTS:
        return _save_part(request, whose, part)
    if part in LISTS:
        return _add(request, whose, Key(part))
    raise Http404


def _save_part(request: HttpRequest, whose: Actor, name: str) -> HttpResponse:
    held, by_itself = held_by(whose), "X-Autosave" in request.headers
    before = PARTS[name](reader=request.actor, whose=whose, root=request.space, held=held)
    if by_itself and request.POST.get("version") != _version(before):
        fields = {key: _as_text(value) for key, value in before.initial.items()}
        return JsonResponse({"version": _version(before), "fields": fields}, status=409)
    form = PARTS[name](request.POST, reader=request.actor, whose=whose, root=request.space, held=held)
    if form.is_valid():
        try:
            _keep(request, whose, form)
        except Refused as refusal:
            show_refusal(form, refusal)
    if by_itself:
        return _autosaved(request, whose, form)
    return _page(request, whose, form) if form.errors else _done(request, whose, name)


@transaction.atomic
def _keep(request: HttpRequest, whose: Actor, form: PartForm) -> None:
    if "name" in form.cleaned_data:
        rename(request.actor, whose, form.cleaned_data["name"])
    for key, said in form.cleaned_data["said"].items():
        put(request.actor, whose, request.space, key, said, form.cleaned_data[f"{key}_layer"])


def _autosaved(request: HttpRequest, whose: Actor, form: PartForm) -> JsonResponse:
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    if errors:
        return JsonResponse({"errors": errors}, status=422)
    now = type(form)(reader=request.actor, whose=whose, root=request.space, held=held_by(whose))
    return JsonResponse({"version": _version(now), "saved_at": localtime(clock.now()).isoformat()})


def _version(form: PartForm) -> str:
    """A word for what a form holds: another one after each change."""
    said = repr(sorted((key, _as_text(value)) for key, value in form.initial.items()))
    return blake2b(said.encode(), digest_size=8).hexdigest()


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


def _add(request: HttpRequest, whose: Actor, key: Key) -> HttpResponse:
    held = held_by(whose)
    form = ListForm(key, request.POST, whose=whose, layer=held.layers[key])
    if not form.is_valid():
        return _page(request, whose, form)
    try:
        said = form.added(get_language() or whose.language)
        kept = [Said(each.word, each.text, each.amount, each.since) for each in held.details.get(key, [])]
        rows = put(request.actor, whose, request.space, key, [*kept, *said], form.cleaned_data["layer"])
    except Refused as refusal:
        show_refusal(form, Refused(refusal.reason, errors={"text": refusal.reason}))
        return _page(request, whose, form)
    if key == Key.LINK and said and (rows[-1].word.startswith("http")):
        verify_link.enqueue(str(rows[-1].id))
    return _done(request, whose, key)


@require_POST
def removal(request: HttpRequest, handle: str, detail: UUID) -> HttpResponse:
    """Take one of several away."""
    whose = _editable(request, handle)
    gone = get_object_or_404(Detail, id=detail, actor=whose)
    held = held_by(whose).details[gone.key]
    left = [Said(each.word, each.text, each.amount, each.since) for each in held if each.id != gone.id]
    put(request.actor, whose, request.space, Key(gone.key), left)
    return _done(request, whose, gone.key)


@require_POST
def link_check(request: HttpRequest, handle: str, detail: UUID) -> HttpResponse:
    """Look now whether a link leads back."""
    whose = _editable(request, handle)
    verify_link.enqueue(str(get_object_or_404(Detail, id=detail, actor=whose, key=Key.LINK).id))
    messages.success(request, _("We are looking. In a moment the mark stands beside the link."))
    return redirect(f"{_address(request, whose)}#link")


@require_POST
def picture(request: HttpRequest, handle: str) -> HttpResponse:
    """Show another picture, or the same one to others."""
    whose = _editable(request, handle)
    layer = held_by(whose).layers[Key.PICTURE]
    form = PictureForm(request.POST, request.FILES, whose=whose, layer=layer)
    if not form.is_valid():
        return _page(request, whose, form)
    if prepared := form.cleaned_data.get("prepared"):
        set_picture(request.actor, whose, request.space, prepared, form.cleaned_data["layer"])
    else:
        put(request.actor, whose, request.space, Key.PICTURE, None, form.cleaned_data["layer"])
    return _done(request, whose, "picture")


@require_POST
def picture_removal(request: HttpRequest, handle: str) -> HttpResponse:
    """Show no picture."""
    whose = _editable(request, handle)
    remove_picture(request.actor, whose, request.space)
    return _done(request, whose, "picture")


def skills(request: HttpRequest) -> HttpResponse:
    """Names of skills that begin with what is typed, as the options of a list."""
    require(is_signed_in(request.actor))
    names = suggested_skills(request.actor, request.GET.get("text", "")[:80], get_language() or "en")
    return render(request, "profiles/options.html", {"names": names})


def _editable(request: HttpRequest, handle: str) -> Actor:
    whose = get_person(request, handle)
    require(may_edit(request.actor, whose))
    return whose


def _address(request: HttpRequest, whose: Actor) -> str:
    return reverse("profiles:mine") if is_own(request.actor, whose) else reverse("profiles:edit", args=[whose.handle])


def _done(request: HttpRequest, whose: Actor, part: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(f"{_address(request, whose)}#{part}")


def _page(request: HttpRequest, whose: Actor, wrong: Any = None) -> HttpResponse:
    """The whole page, with the form that needs another look instead of its fresh one."""
    held = held_by(whose)
    forms = {
        name: form(reader=request.actor, whose=whose, root=request.space, held=held) for name, form in PARTS.items()
    }
    version = _version(forms["about"])
    if isinstance(wrong, PartForm):
        forms[wrong.part] = wrong
    pieces = portfolio_of(whose, whose)
    context = forms | {
        "whose": whose, "is_me": is_own(request.actor, whose), "version": version, "wrong": wrong,
        "view": profile_for(request.actor, whose, request.space), "lists": _lists(whose, held, wrong),
        "picture": wrong if isinstance(wrong, PictureForm) else PictureForm(whose=whose, layer=held.layers[Key.PICTURE]),
        "has_picture": Key.PICTURE in held.details or whose.portrait, "to_tell": still_to_tell(whose, held, has_pieces=bool(pieces)),
        "pieces": pieces, "to_show": work_to_show(whose, request.space),
        "praise": waiting_praise(whose), "wishes": WISHES,
        "own_address": home_url(request.space) + reverse("person", args=[whose.handle]),
    }  # fmt: skip
    return render(request, "profiles/mine.html", context, status=422 if wrong is not None else 200)


def _lists(whose: Actor, held: Held, wrong: Any) -> list[dict[str, Any]]:
    """Each list with what stands in it and the form for one more."""
    return [
        {
            "key": key.value, "title": key.label, "rows": [_row(each) for each in held.details.get(key, [])],
            "form": wrong if isinstance(wrong, ListForm) and wrong.key == key else ListForm(key, whose=whose, layer=held.layers[key]),
        }
        for key in LISTS
    ]  # fmt: skip


def _row(detail: Detail) -> dict[str, Any]:
    """One of several as it stands on its chip."""
    label = (
        language_name(detail.word)
        if detail.key == Key.LANGUAGE
        else detail.text or detail.word.removeprefix("https://")
    )
    is_page = detail.key == Key.LINK and detail.word.startswith("http")
    return {"id": detail.id, "label": label, "level": detail.amount, "is_page": is_page, "since": detail.since}
