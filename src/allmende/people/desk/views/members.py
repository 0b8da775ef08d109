"""What members see of the desk: what they were asked and why, and their own calls for help."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.spaces.rules import is_member
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.desk import commands
from allmende.people.desk.forms import HelpForm
from allmende.people.desk.models import Ask, Help, Mute, Step
from allmende.people.desk.queries.board import answers_within, my_asks, my_help
from allmende.people.desk.rules import may_ask_for_help
from allmende.people.desk.views.here import came_from


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What I was asked for, and why me."""
    require(is_member(request.actor, request.space))
    muted = Mute.objects.filter(space=request.space, actor=request.actor)  # house: one's own
    context = {"asks": my_asks(request.actor, request.space), "muted": list(muted)}
    return render(request, "desk/asked.html", context)


@require_POST
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say yes, or kindly no, or: please don't ask me this."""
    require(is_member(request.actor, request.space))
    mine = Ask.objects.filter(space=request.space, actor=request.actor)  # house: one's own
    says = request.POST.get("says", "")
    if says not in {"yes", "no", "never"}:
        raise Refused(_("Choose one of the answers."), 422)
    commands.answer_ask(
        request.actor, get_object_or_404(mine, id=key), accepts=says == "yes", never_again=says == "never"
    )
    messages.success(request, {
        "yes": _("Lovely. Whoever asked you knows."),
        "no": _("That is fine. Whoever asked you knows, and thanks you."),
        "never": _("You are not asked this any more."),
    }[says])  # fmt: skip
    return redirect("desk:asked")


@require_POST
def unmuting(request: HttpRequest, step: str) -> HttpResponse:
    """Let oneself be asked for a kind of step again."""
    require(is_member(request.actor, request.space))
    if step not in Step.values:
        raise Refused(_("Choose one of the answers."), 422)
    commands.unmute(request.actor, request.space, Step(step))
    return redirect("desk:asked")


@require_http_methods(["GET", "HEAD", "POST"])
def help_page(request: HttpRequest) -> HttpResponse:
    """Ask for help in a sentence, from any page; and what became of what one asked."""
    require(may_ask_for_help(request.actor, request.space))
    form = HelpForm(request.POST or None, initial={"page": came_from(request)})
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            commands.ask_for_help(request.actor, request.space, data["text"], page=data["page"])
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("Those on duty read it now. The answer comes as a notice and by mail."))
            return redirect("desk:help")
    context = {
        "form": form, "mine": my_help(request.actor, request.space), "hours": answers_within(request.space),
    }  # fmt: skip
    return render(request, "desk/help.html", context, status=422 if form.errors else 200)


@require_POST
def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say something more to a question of one's own."""
    require(may_ask_for_help(request.actor, request.space))
    mine = Help.objects.filter(space=request.space, asker=request.actor)  # house: one's own
    commands.answer_back(request.actor, get_object_or_404(mine, id=key), request.POST.get("answer", ""))
    messages.success(request, _("It is said. The answer comes as a notice and by mail."))
    return redirect("desk:help")
