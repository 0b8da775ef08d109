"""Questions of guests: asked, confirmed by the link of a mail, answered back, forgotten."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.foundation.ui.mailed import asked_for, behind_link
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.desk import commands
from allmende.people.desk.forms import AnswerForm, GuestForm
from allmende.people.desk.models import Help
from allmende.people.desk.queries.guidance import questions_of_guests
from allmende.people.desk.rules import may_answer_back, may_ask_as_guest
from allmende.people.desk.views.here import came_from
from allmende.people.nominations.views.limits import slow_down


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask those on duty without an account."""
    require(may_ask_as_guest(request.actor, request.space))
    form = GuestForm(request.POST or None, initial={"page": came_from(request)})

    def send(**said: Any) -> None:
        slow_down(request, "desk.guest", most=10, seconds=3600)
        commands.ask_as_guest(request.actor, request.space, **said)

    if asked_for(form, send):
        return redirect("desk:guest_asked")
    return render(request, "desk/guest.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way; the same for everyone."""
    require(may_ask_as_guest(request.actor, request.space))
    return render(request, "desk/guest_asked.html")


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link(questions_of_guests)
def question(request: HttpRequest, one: Help) -> HttpResponse:
    """A guest's question behind the link of their mail: what came of it, and something more to say."""
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            commands.answer_back_as_guest(one, form.cleaned_data["answer"])
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            return redirect("desk:question", one.id, one.key)
    context = {"one": one, "form": form, "may_answer": may_answer_back(request.actor, one)}
    return render(request, "desk/question.html", context, status=422 if form.errors else 200)


@require_POST
@behind_link(questions_of_guests)
def confirmation(request: HttpRequest, one: Help) -> HttpResponse:
    """Send the question to those on duty."""
    commands.confirm_question(one)
    return redirect("desk:question", one.id, one.key)


@require_POST
@behind_link(questions_of_guests)
def closure(request: HttpRequest, one: Help) -> HttpResponse:
    """Say that it helped."""
    commands.close_as_guest(one)
    return redirect("desk:question", one.id, one.key)


@require_POST
@behind_link(questions_of_guests)
def removal(request: HttpRequest, one: Help) -> HttpResponse:
    """Forget the question and the address."""
    commands.forget_question(one)
    return redirect("home")
