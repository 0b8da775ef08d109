"""The jury's room: judging one after the other, staying out, notes, the statement."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.ratings.models import Panel
from allmende.commons.ratings.queries.sheets import item_on, sheet_of
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands import jury as commands
from allmende.rooms.calls.forms import show_errors
from allmende.rooms.calls.forms.rating import ConflictForm, HidingForm, NoteForm, StatementForm, answers_in
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.blind import passages_of, shown_to_jury
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.jury import (
    judged_contribution,
    jury_rows,
    notes_of,
    recusals_of,
    statement_of,
)
from allmende.rooms.calls.queries.rating import next_to_rate, own_rating, rating_progress
from allmende.rooms.calls.rules import (
    is_blind,
    is_host,
    may_judge,
    may_judge_in,
    may_note,
    may_recuse,
    may_redact,
    may_see_jury_order,
    may_shortlist,
    may_state,
    sees_behind,
    sees_jury_room,
)
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, number_from
from allmende.rooms.calls.views.rating import asked_of


def room(request: HttpRequest, slug: str) -> HttpResponse:
    """What is judged, how far one is, what was noted of all together, and what hosts look after."""
    call = get_call(request, slug)
    require(sees_jury_room(request.actor, call))
    sheet, host = sheet_of(call.id, Panel.JURY), bool(is_host(request.actor, call))
    rows, following_key = jury_rows(
        request.actor, call, sheet, is_blind=_hides(request, call), after=number_from(request.GET.get("after", "")) or 0
    )
    context = {
        "head": call_head(request.actor, call, "jury"), "call": call, "sheet": sheet, "rows": rows, "crumbs": crumbs_to(call), "is_host": host,
        "more_url": f"?after={following_key}" if following_key else "", "notes": notes_of(call), "note_form": NoteForm(),
        "may_judge": may_judge_in(request.actor, call), "may_note": may_note(request.actor, call), "may_state": may_state(request.actor, call),
        "progress": rating_progress(request.actor, sheet) if sheet else None, "recusals": recusals_of(call) if host else [],
        "statement": statement_of(call, drafts=True), "is_blind": _hides(request, call), "may_shortlist": may_shortlist(request.actor, call),
        "may_see_order": may_see_jury_order(request.actor, call),
    }  # fmt: skip
    return render(request, "calls/jury.html", context)


def _hides(request: HttpRequest, call: Call) -> bool:
    """Whether the reader is shown no names: the review is blind, and they don't see behind the call."""
    return is_blind(call) and not sees_behind(request.actor, call)


def following(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to what one judges next."""
    call = get_call(request, slug)
    require(may_judge_in(request.actor, call))
    number = next_to_rate(request.actor, call, panel=Panel.JURY)
    if number is None:
        messages.success(request, _("You have judged everything that you can. Thank you."))
        return redirect("calls:jury", slug=call.slug)
    return redirect("calls:judge", slug=call.slug, number=number)


def judge(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One contribution with the jury's sheet and notes; in a blind review without names."""
    call, contribution = _fetched(request, slug, number)
    if request.method != "POST":
        return _judge_page(request, call, contribution)
    sheet = sheet_of(call.id, Panel.JURY)
    try:
        if sheet is None:
            raise Refused(_("What contributions are rated by has not been set yet."), 409)
        expected = number_from(request.POST.get("revision", "")) or 0
        commands.judge_contribution(request.actor, contribution, answers_in(sheet, request.POST), expected=expected)
    except Refused as refusal:
        if refusal.status not in {409, 410, 422}:
            raise
        return _judge_page(request, call, contribution, refusal)
    if "next" in request.POST:
        return redirect("calls:jury_next", slug=call.slug)
    messages.success(request, _("Your rating is saved."))
    return redirect("calls:judge", slug=call.slug, number=number)


def _fetched(request: HttpRequest, slug: str, number: int) -> tuple[Call, Contribution]:
    call = get_call(request, slug)
    require(sees_jury_room(request.actor, call))
    contribution = judged_contribution(call, number)
    if contribution is None:
        raise Http404
    return call, contribution


def _judge_page(
    request: HttpRequest, call: Call, contribution: Contribution, refusal: Refused | None = None
) -> HttpResponse:
    sheet = sheet_of(call.id, Panel.JURY)
    item = item_on(sheet, contribution.id) if sheet else None
    own = own_rating(request.actor, sheet, item) if sheet and item else None
    shown = shown_to_jury(contribution, is_blind=_hides(request, call))
    context: dict[str, Any] = {
        "call": call, "shown": shown, "own": own, "may_rate": may_judge(request.actor, contribution), "problem": refusal,
        "asked": asked_of(request, own.questions, refusal) if own else [], "notes": notes_of(call, contribution), "note_form": NoteForm(),
        "may_note": may_note(request.actor, call), "may_recuse": may_recuse(request.actor, contribution), "conflict_form": ConflictForm(),
        "may_redact": may_redact(request.actor, contribution), "skip_url": reverse("calls:jury", args=[call.slug]), "is_jury": True,
        "crumbs": crumbs_to(call, (_("Jury"), reverse("calls:jury", args=[call.slug])), (shown.title, "")),
    }  # fmt: skip
    return render(request, "calls/judge.html", context, status=refusal.status if refusal else 200)


@require_POST
def conflict(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Declare that one stands too near to a contribution."""
    call, contribution = _fetched(request, slug, number)
    commands.declare_conflict(request.actor, contribution, request.POST.get("reason", ""))
    messages.success(request, _("You stay out of this one. Thank you for saying so."))
    return redirect("calls:judge", slug=call.slug, number=number)


@require_POST
def conflict_removal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Judge it after all."""
    call, contribution = _fetched(request, slug, number)
    commands.take_back_conflict(request.actor, contribution)
    return redirect("calls:judge", slug=call.slug, number=number)


@require_POST
def notes(request: HttpRequest, slug: str) -> HttpResponse:
    """Note something, about one contribution or about all."""
    call = get_call(request, slug)
    require(sees_jury_room(request.actor, call))
    number = number_from(request.POST.get("number", ""))
    contribution = judged_contribution(call, number) if number is not None else None
    if number is not None and contribution is None:
        raise Http404
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Write a note first, of 2,000 letters at most."), 422)
    commands.note(request.actor, call, form.cleaned_data["text"], contribution)
    return (
        redirect("calls:judge", slug=call.slug, number=number)
        if number is not None
        else redirect("calls:jury", slug=call.slug)
    )


def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the jury's statement, and publish it."""
    call = get_call(request, slug)
    require(may_state(request.actor, call))
    before = statement_of(call, drafts=True)
    form = StatementForm(request.POST or None, initial={"text": before.source if before else ""})
    if request.method == "POST" and form.is_valid():
        try:
            commands.state(request.actor, call, form.cleaned_data["text"], publish="publish" in request.POST)
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("calls:jury", slug=call.slug)
    back = (_("Jury"), reverse("calls:jury", args=[call.slug]))
    context = {"call": call, "form": form, "statement": before, "crumbs": crumbs_to(call, back, (_("Statement"), ""))}
    return render(request, "calls/jury_statement.html", context, status=422 if form.errors else 200)


def hiding(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say which passages a blind review hides, and see what the jury sees."""
    call, contribution = _fetched(request, slug, number)
    require(may_redact(request.actor, contribution))
    form = HidingForm(request.POST or None, initial={"passages": "\n".join(passages_of(contribution))})
    if request.method == "POST" and form.is_valid():
        commands.hide_passages(request.actor, contribution, form.cleaned_data["passages"].splitlines())
        messages.success(request, _("This is what the jury sees now."))
        return redirect("calls:hiding", slug=call.slug, number=number)
    back = (_("Jury"), reverse("calls:jury", args=[call.slug]))
    context = {"call": call, "form": form, "shown": shown_to_jury(contribution, is_blind=True), "crumbs": crumbs_to(call, back, (_("Hide passages"), ""))}  # fmt: skip
    return render(request, "calls/hiding.html", context, status=422 if form.errors else 200)
