"""Questions of guests: asked, confirmed by the link of a mail, answered back, forgotten."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.desk import commands
from allmende.people.desk.forms import AnswerForm, GuestForm
from allmende.people.desk.models import Help
from allmende.people.desk.queries.guidance import question_behind
from allmende.people.desk.rules import may_answer_back, may_ask_as_guest
from allmende.people.desk.views.here import came_from
from allmende.people.nominations.views.limits import slow_down


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask those on duty without an account."""
    require(may_ask_as_guest(request.actor, request.space))
    form = GuestForm(request.POST or None, initial={"page": came_from(request)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        language = (get_language() or settings.LANGUAGE_CODE)[:2]
        try:
            slow_down(request, "desk.guest", most=10, seconds=3600)
            commands.ask_as_guest(request.actor, request.space, said["text"], name=said["name"], email=said["email"],
                                  language=language, page=said["page"])  # fmt: skip
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            return redirect("desk:guest_asked")
    return render(request, "desk/guest.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way; the same for everyone."""
    require(may_ask_as_guest(request.actor, request.space))
    return render(request, "desk/guest_asked.html")


def _question(one: UUID, key: str) -> Help:
    found = question_behind(one, key)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, one: UUID, key: str) -> HttpResponse:
    """A guest's question behind the link of their mail: what came of it, and something more to say."""
    found, form = _question(one, key), AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.answer_back_as_guest(found, form.cleaned_data["answer"])
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            return redirect("desk:question", one=one, key=key)
    context = {"one": found, "form": form, "may_answer": may_answer_back(request.actor, found)}
    answer = render(request, "desk/question.html", context, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def confirmation(request: HttpRequest, one: UUID, key: str) -> HttpResponse:
    """Send the question to those on duty."""
    commands.confirm_question(_question(one, key))
    return redirect("desk:question", one=one, key=key)


@require_POST
def removal(request: HttpRequest, one: UUID, key: str) -> HttpResponse:
    """Forget the question and the address."""
    commands.forget_question(_question(one, key))
    return redirect("home")
