"""Reading and accepting agreements; writing them for a space."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.consent import commands
from allmende.commons.consent.forms import AgreementForm
from allmende.commons.consent.models import AgreementKind
from allmende.commons.consent.models.agreements import SIGNED
from allmende.commons.consent.queries import agreements as queries
from allmende.commons.consent.queries.agreements import outstanding
from allmende.commons.consent.queries.young import asked_about_age
from allmende.commons.consent.rules import may_accept, may_write_agreements
from allmende.commons.consent.views.fetching import (
    crumbs_in,
    crumbs_of_mine,
    get_agreement,
    get_place,
    get_version,
)
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.ids import key_in
from allmende.foundation.text import render_markdown
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.foundation.ways import own_way

MOST = 20


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I have still to agree to here, and all that I have agreed to, for ever."""
    require(is_signed_in(request.actor))
    rows = queries.accepted_by(request.actor, key_in(request.GET.get("after", "")), MOST)
    context = {
        "waiting": outstanding(request.actor, request.space), "accepted": rows[:MOST],
        "crumbs": crumbs_of_mine((_("Agreements"), "")),
        "more_url": f"?after={rows[MOST - 1].id}" if len(rows) > MOST else "",
    }  # fmt: skip
    return render(request, "consent/agreements.html#rows" if request.htmx else "consent/agreements.html", context)


@require_safe
def read(request: HttpRequest, key: UUID) -> HttpResponse:
    """One version to read and to agree to."""
    version = get_version(request, key)
    space = version.agreement.space
    waits = version in outstanding(request.actor, space)
    context = {
        "version": version, "html": render_markdown(version.text, trusted=True), "place": space,
        "acceptance": queries.acceptance_of(request.actor, version), "waits": waits and may_accept(request.actor, version),
        "latest": queries.latest_of(version.agreement), "next": request.GET.get("next", ""),
        "crumbs": crumbs_in(space, (_("Agreements"), reverse("consent:space", args=[space.slug])), (version.title, "")),
    }  # fmt: skip
    return render(request, "consent/agreement.html", context)


@require_safe
def legal(request: HttpRequest, kind: str) -> HttpResponse:
    """The community's imprint or terms, for everyone who comes by; where there are none yet, who answers for it."""
    version = queries.legal_text(request.space, AgreementKind(kind)) if request.space else None
    html = render_markdown(version.text, trusted=True) if version else ""
    title = version.title if version else AgreementKind(kind).label
    return render(request, "consent/legal.html", {"version": version, "html": html, "title": title})


@require_POST
def acceptance(request: HttpRequest, key: UUID) -> HttpResponse:
    """Agree; then go on to the next text, to age or guardian where that is still to be said, and to where one came from."""
    version = get_version(request, key)
    commands.accept(request.actor, version)
    messages.success(request, _("You have agreed. You can read it again at any time."))
    back = own_way(request, request.POST.get("next", ""))
    following = f"?{urlencode({'next': back})}" if back else ""
    if waiting := outstanding(request.actor, version.agreement.space):
        return redirect(reverse("consent:agreement", args=[waiting[0].id]) + following)
    if page := asked_about_age(request.actor):
        return redirect(reverse(page) + following)
    return redirect(back or "consent:mine")


def of_space(request: HttpRequest, slug: str) -> HttpResponse:
    """What a space asks its people to agree to; its curators begin a new one here."""
    place = get_place(request, slug)
    may_write = may_write_agreements(request.actor, place)
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        kind = AgreementKind(kind) if kind in AgreementKind.values else AgreementKind.OTHER
        agreement = commands.begin_agreement(request.actor, place, kind)
        return redirect("consent:draft", slug=place.slug, key=agreement.id)
    context = {
        "place": place, "cards": queries.agreements_of(request.actor, place), "may_write": bool(may_write),
        "kinds": AgreementKind.choices,
        "crumbs": crumbs_in(place, (_("Agreements"), "")),
    }  # fmt: skip
    return render(request, "consent/space.html", context)


def draft(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Write what an agreement is to say next, beginning with what it says today."""
    agreement = get_agreement(request, slug, key)
    current = queries.latest_of(agreement)
    form = AgreementForm(
        request.POST or None, space=agreement.space, draft=queries.draft_of(agreement) or current, is_first=not current
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.write_draft(request.actor, agreement, **form.values())
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
        else:
            return redirect("consent:publication", slug=slug, key=key)
    context = {"place": agreement.space, "agreement": agreement, "current": current, "form": form}
    return _page(request, "consent/draft.html", context, 422 if form.errors else 200)


@require_POST
def draft_removal(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Throw the draft away."""
    commands.discard_draft(request.actor, get_agreement(request, slug, key))
    messages.success(request, _("The draft is gone."))
    return redirect("consent:space", slug=slug)


def publication(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Look at what changes, then publish it, with or without asking everybody again."""
    agreement = get_agreement(request, slug, key)
    if request.method == "POST":
        published = commands.publish_draft(request.actor, agreement, asks_again="asks_again" in request.POST)
        messages.success(
            request,
            _("Published. Everybody is asked to agree.")
            if published.asks_again and agreement.kind not in SIGNED
            else _("Published."),
        )
        return redirect("consent:space", slug=slug)
    written = queries.draft_of(agreement)
    if written is None:
        return redirect("consent:draft", slug=slug, key=key)
    current = queries.latest_of(agreement)
    context = {
        "place": agreement.space, "agreement": agreement, "draft": written, "current": current, "is_signed": agreement.kind in SIGNED,
        "change": queries.change_to(written, current), "html": render_markdown(written.text, trusted=True),
    }  # fmt: skip
    return _page(request, "consent/publication.html", context)


@require_safe
def versions(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """What it said before, and what each version changed; for everyone who sees the space."""
    place = get_place(request, slug)
    if (agreement := queries.agreement_of(place, key, published=True)) is None:
        raise Http404
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 7 else None
    changes, following = queries.changes_of(agreement, number)
    context = {
        "place": place, "agreement": agreement, "changes": changes, "latest": queries.latest_of(agreement),
        "more_url": f"?before={following}" if following else "",
    }  # fmt: skip
    return _page(request, "consent/versions.html", context)


@require_POST
def ending(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Ask nobody for it any more."""
    commands.end_agreement(request.actor, get_agreement(request, slug, key))
    messages.success(request, _("Nobody is asked for it any more. Who agreed can still read it."))
    return redirect("consent:space", slug=slug)


def _page(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    place = context["place"]
    way = (_("Agreements"), reverse("consent:space", args=[place.slug]))  # type: ignore[attr-defined]
    return render(request, template, {**context, "crumbs": crumbs_in(place, way)}, status=status)  # type: ignore[arg-type]
