"""The team desk: what waits, whom to ask, whom to miss, relieve and thank."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.duties.models import Duty
from allmende.commons.things.models import Thing
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.desk import commands
from allmende.people.desk.forms import AnswerForm, AskForm, HandOverForm, TipForm
from allmende.people.desk.models import Help, Step
from allmende.people.desk.queries.board import board_for, help_for, help_in
from allmende.people.desk.queries.steps import first_words, why
from allmende.people.desk.rules import may_answer_help, may_ask, may_see_desk, may_write_tip
from allmende.people.trust.views.standing import member_here


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The whole desk."""
    require(may_see_desk(request.actor, request.space))
    context = {
        "board": board_for(request.actor, request.space), "may_write_tip": may_write_tip(request.actor, request.space),
    }  # fmt: skip
    return render(request, "desk/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask someone by name for a small next step; the words are there to begin with, in their language."""
    require(may_see_desk(request.actor, request.space))
    member, data = member_here(request, handle), request.POST or None
    step = Step(request.GET["step"]) if request.GET.get("step") in Step.values else Step.OTHER
    thing = _thing(request, (request.POST or request.GET).get("thing", ""))
    count = (
        int(request.GET["count"]) if request.GET.get("count", "").isdecimal() and len(request.GET["count"]) < 5 else 0
    )
    with override(member.language):
        words = first_words(step, member.name, thing.title if thing else "")
    form = AskForm(data, initial={"step": step, "thing": thing and thing.id, "count": count, "text": words})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.ask(request.actor, request.space, member, Step(said["step"]), said["text"],
                         thing=said["thing"], count=said["count"] or 0)  # fmt: skip
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("%(name)s reads it now, and why it is them.") % {"name": member.name})
            return redirect("desk:desk")
    step = Step(form.data["step"]) if form.is_bound and form.data.get("step") in Step.values else step
    context = {
        "form": form, "member": member, "why": why(step, count, thing.title if thing else ""),
        "refusal": getattr(may_ask(request.actor, request.space, member, step), "reason", ""),
    }  # fmt: skip
    return render(request, "desk/ask.html", context, status=422 if form.errors else 200)


def _thing(request: HttpRequest, key: str) -> Thing | None:
    """Return what the step is about, as far as who asks sees it."""
    try:
        return Thing.objects.visible_to(request.actor).filter(id=UUID(key)).first() if key else None
    except ValueError:
        return None


def _get_help(request: HttpRequest, key: UUID) -> Help:
    return get_object_or_404(help_in(request.space), id=key)


@require_POST
def taking(request: HttpRequest, key: UUID) -> HttpResponse:
    """Look after a call for help."""
    require(may_see_desk(request.actor, request.space))
    taken = commands.take_help(request.actor, _get_help(request, key))
    told = _("It is yours. %(name)s is told.") if taken.asker else _("It is yours, and the others see it.")
    messages.success(request, told % {"name": taken.who})
    return redirect("desk:help_answer", key=taken.id)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer a call for help."""
    require(may_see_desk(request.actor, request.space))
    found, form = _get_help(request, key), AnswerForm(request.POST or None)
    if request.method == "POST":
        require(may_answer_help(request.actor, found))
    if request.method == "POST" and form.is_valid():
        try:
            commands.answer_help(request.actor, found, form.cleaned_data["answer"])
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("%(name)s reads your answer.") % {"name": found.who})
            return redirect("desk:desk")
    context = {
        "help": found, "form": form, "may_answer": may_answer_help(request.actor, found),
        "handing": HandOverForm(initial={"duty": found.duty}), "may_write_tip": may_write_tip(request.actor, request.space),
        "tip": TipForm(initial={"question": found.text, "answer": found.answer, "page": found.page, "for_guests": not found.asker}),
    }  # fmt: skip
    return render(request, "desk/answer.html", context, status=422 if form.errors else 200)


@require_POST
def handover(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a call for help to another duty."""
    require(may_see_desk(request.actor, request.space))
    form = HandOverForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose one of the duties."), 422)
    given = commands.hand_over_help(request.actor, _get_help(request, key), Duty(form.cleaned_data["duty"]))
    messages.success(request, _("It waits for those on duty for %(duty)s now.") % {"duty": given.get_duty_display()})
    return redirect("desk:desk")


@require_POST
def closure(request: HttpRequest, key: UUID) -> HttpResponse:
    """Be done with a call for help: whoever asked, or the desk; for others there is none."""
    found = help_for(request.actor, request.space, key)
    if found is None:
        raise Http404
    commands.close_help(request.actor, found)
    mine = found.asker_id == request.actor.id
    messages.success(request, _("Good that it is done.") if mine else _("Closed."))
    return redirect("desk:help" if mine else "desk:desk")
