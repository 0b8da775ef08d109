"""The outbox of a place: what those on duty write to many, and who waits for an answer of theirs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.ids import key_in
from allmende.foundation.options.definitions import value_of
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import LANGUAGES
from allmende.people.directory.queries.facets import facets_of, hub_names
from allmende.rooms.messages import commands
from allmende.rooms.messages.forms import AnnouncementForm, NoteForm, ReleaseForm
from allmende.rooms.messages.models import Announcement, AnnouncementState
from allmende.rooms.messages.queries import (
    Chosen,
    announcement_at,
    chosen_of,
    chosen_people,
    in_outbox,
    outcome_of,
    pace_of,
    preview_of,
    queue_of,
    wording_in,
    words_of,
)
from allmende.rooms.messages.rules import (
    may_announce,
    may_pause,
    may_release,
    may_resume,
    may_review,
    may_see_outbox,
    may_take_back,
    may_word,
    needs_review,
)
from allmende.rooms.messages.views.beginning import space_at

PAGE = 30
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox"
"""For a mail that is looked at in a page: it carries its style itself, and runs nothing."""


@require_safe
def outbox(request: HttpRequest, slug: str) -> HttpResponse:
    """What was and will be written to the members of a place, the newest first."""
    place = space_at(request, slug)
    require(may_see_outbox(request.actor, place))
    after = key_in(request.GET.get("after", ""))
    rows = in_outbox(place)
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows[: PAGE + 1])
    context = {
        "place": place, "rows": found[:PAGE], "more_url": f"?after={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "waiting": queue_of(place)[:3] if after is None else [], "may_announce": may_announce(request.actor, place), "crumbs": crumbs(place),
    }  # fmt: skip
    return render(request, "messages/outbox.html", context)


@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Who wrote to a place and waits for an answer, the longest first."""
    place = space_at(request, slug)
    require(may_see_outbox(request.actor, place))
    context = {
        "place": place,
        "waiting": queue_of(place),
        "pace": pace_of(place),
        "crumbs": crumbs(place, _("Answers")),
    }
    return render(request, "messages/queue.html", context)


def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an announcement: GET shows the form, POST keeps a draft."""
    place = space_at(request, slug)
    require(may_announce(request.actor, place))
    form = _form(request, place, None)
    return _kept(request, form, place, None) if request.method == "POST" else _asked(request, form, place, None)


def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change a draft."""
    found = announcement(request, key)
    require(may_word(request.actor, found))
    form = _form(request, found.place, found)
    return (
        _kept(request, form, found.place, found)
        if request.method == "POST"
        else _asked(request, form, found.place, found)
    )


def _form(request: HttpRequest, place: Space, found: Announcement | None) -> AnnouncementForm:
    chosen = chosen_of(found) if found else Chosen()
    facets = tuple(one for one in facets_of(request.actor, request.space, chosen.search) if one.name != "kind")
    data = request.POST if request.method == "POST" else None
    return AnnouncementForm(data, facets, place.language, initial=_initial(found, chosen))


def _kept(request: HttpRequest, form: AnnouncementForm, place: Space, found: Announcement | None) -> HttpResponse:
    if form.is_valid():
        given = form.words(), form.chosen()
        try:
            made = (
                commands.word(request.actor, found, *given)
                if found
                else commands.draft_announcement(request.actor, place, *given)
            )
            return redirect("messages:outbox_announcement", key=made.pk)
        except Refused as refusal:
            for name, sentence in (refusal.errors or {None: refusal.reason}).items():
                form.add_error(name, str(sentence))
    return _asked(request, form, place, found)


def _asked(request: HttpRequest, form: AnnouncementForm, place: Space, found: Announcement | None) -> HttpResponse:
    context = {
        "form": form, "place": place, "announcement": found, "is_narrowed": any(bound.value() for bound in form.who()),
        "crumbs": crumbs(place, _("Change") if found else _("New announcement")),
    }  # fmt: skip
    return render(request, "messages/outbox_write.html", context, status=422 if form.errors else 200)


def _initial(found: Announcement | None, chosen: Chosen) -> dict[str, Any]:
    if found is None:
        return {}
    search = chosen.search
    words = {f"{part}_{one.language}": getattr(one, part) for one in found.wordings.all() for part in ("title", "text")}
    named = {name: getattr(search, name) for name in ("skill", "language", "hub", "hours", "offer", "seek")}
    return {"q": search.text, "level": chosen.level, "lacks": chosen.lacks, **named, **words}


@require_safe
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """An announcement with all that one decides about it: whom it reaches, how it looks, what came of it."""
    found, reader = announcement(request, key), request.actor
    if request.htmx:
        return render(request, "messages/outbox_one.html#state", _state(request, found))
    wordings = {one.language: one for one in found.wordings.order_by("id")}
    language = request.GET.get("language", "")
    language = language if language in dict(LANGUAGES) else found.language
    shown = wording_in(found, language, list(wordings.values()))
    subject, text, _html = preview_of(reader, found, language)
    context = {
        **_state(request, found), "language": language, "shown": shown, "is_fallback": shown is not None and shown.language != language,
        "wordings": [(code, name, "check" if code in wordings else "", code == language) for code, name in LANGUAGES], "subject": subject, "mail_text": text,
        "crumbs": crumbs(found.place, found.title or _("Draft")),
    }  # fmt: skip
    return render(request, "messages/outbox_one.html", context)


def _state(request: HttpRequest, found: Announcement) -> dict[str, Any]:
    reader, is_open = request.actor, found.begun is None
    chosen = chosen_of(found)
    hubs = {key: hub.name for key, hub in hub_names(reader, request.space).items()} if chosen.search.hub else {}
    count = chosen_people(found.author, found.place, chosen).count() if is_open else found.total
    return {
        "announcement": found, "place": found.place, "count": count, "chosen": words_of(chosen, found.place, hubs),
        "asks": is_open and needs_review(found, count, value_of(commands.EYES)), "lines": [] if is_open else outcome_of(found),
        "is_busy": found.state == AnnouncementState.SENDING, "may_word": may_word(reader, found), "may_release": may_release(reader, found),
        "may_review": may_review(reader, found), "may_pause": may_pause(reader, found), "may_resume": may_resume(reader, found),
        "may_take_back": may_take_back(reader, found), "release_form": ReleaseForm(), "note_form": NoteForm(), "is_open": is_open,
    }  # fmt: skip


@require_safe
@xframe_options_sameorigin
def mail(request: HttpRequest, key: UUID, language: str) -> HttpResponse:
    """The mail as someone of a language gets it, for the frame of the preview."""
    found = announcement(request, key)
    if language not in dict(LANGUAGES):
        raise Http404
    return HttpResponse(preview_of(request.actor, found, language)[2], headers={"Content-Security-Policy": MAIL_POLICY})


def announcement(request: HttpRequest, key: UUID) -> Announcement:
    """Return an announcement to those who answer for its place; raises Refused for guests, Http404 for all others."""
    require(is_signed_in(request.actor))
    found = announcement_at(key, request.space)
    if found is None or not may_see_outbox(request.actor, found.place):
        raise Http404
    return found


def crumbs(place: Space, here: str = "") -> list[tuple[str, str]]:
    """The way to a page of the outbox."""
    way = [
        (place.title, reverse("space", args=[place.slug])),
        (_("Outbox"), reverse("messages:outbox", args=[place.slug]) if here else ""),
    ]
    return [*way, (here, "")] if here else way
