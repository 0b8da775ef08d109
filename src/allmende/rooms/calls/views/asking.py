"""Questions about the brief with their answers, and the news of a call."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.ids import key_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands import asking as commands
from allmende.rooms.calls.forms.asking import AnswerForm, NewsForm, QuestionForm, RoundForm
from allmende.rooms.calls.models import Call, Question
from allmende.rooms.calls.queries.asking import question_in, questions_of, updates_of, waiting_of
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.rules import may_answer, may_ask, may_set_round, may_tell_news
from allmende.rooms.calls.views.fetching import crumbs_to, get_call


def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked about the brief, and what was answered; POST asks."""
    call = get_call(request, slug)
    form = QuestionForm(request.POST or None)
    if request.method == "POST":
        require(may_ask(request.actor, call))
        if form.is_valid() and _done(
            form, lambda values: commands.ask(request.actor, call, values["text"], unnamed=values["unnamed"])
        ):
            messages.success(request, _("Your question is with the hosts. You hear of it when it is answered."))
            return redirect("calls:questions", slug=call.slug)
    return _questions(request, call, form=form)


def _questions(request: HttpRequest, call: Call, **shown: Any) -> HttpResponse:
    """The page of questions, with whichever form was sent and refused."""
    after = request.GET.get("after", "")
    page = questions_of(request.actor, call, key_in(after))
    context: dict[str, Any] = {
        "page": page, "may_ask": may_ask(request.actor, call), "may_answer": bool(may_answer(request.actor, call)),
        "may_set": bool(may_set_round(request.actor, call)), "waiting": waiting_of(request.actor, call), "call": call,
        "head": call_head(request.actor, call, "questions"), "crumbs": crumbs_to(call, (_("Questions"), "")),
        "form": QuestionForm(), "answer_form": AnswerForm(), "answered": None,
        "round_form": RoundForm(zone=call.zone, initial=RoundForm.initial_of(call)),
        "more_url": f"?after={page.next}" if page.next else "",
    } | shown  # fmt: skip
    status = 422 if any(isinstance(value, forms.Form) and value.errors for value in shown.values()) else 200
    return render(request, "calls/questions.html", context, status=status)


@require_POST
def question_answer(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Answer a question, for everyone."""
    call = get_call(request, slug)
    question = _question(request, call, key)
    require(may_answer(request.actor, call))
    form = AnswerForm(request.POST)
    if form.is_valid() and _done(form, lambda values: commands.answer(request.actor, call, question, values["answer"])):
        messages.success(request, _("Answered, for everyone."))
        return redirect("calls:questions", slug=call.slug)
    return _questions(request, call, answer_form=form, answered=question.id)


@require_POST
def question_removal(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Take a question back, or remove it."""
    call = get_call(request, slug)
    commands.remove_question(request.actor, call, _question(request, call, key))
    messages.success(request, _("The question is gone."))
    return redirect("calls:questions", slug=call.slug)


@require_POST
def question_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whether questions are taken, and until when."""
    call = get_call(request, slug)
    require(may_set_round(request.actor, call))
    form = RoundForm(request.POST, zone=call.zone)
    if form.is_valid() and _done(
        form, lambda values: commands.set_round(request.actor, call, values["round"], values["until"])
    ):
        messages.success(request, _("Saved."))
        return redirect("calls:questions", slug=call.slug)
    return _questions(request, call, round_form=form)


def updates(request: HttpRequest, slug: str) -> HttpResponse:
    """The news of a call, the newest first; POST tells more."""
    call = get_call(request, slug)
    may_tell = may_tell_news(request.actor, call)
    form = NewsForm(request.POST or None)
    if request.method == "POST":
        require(may_tell)
        if form.is_valid() and _done(
            form, lambda values: commands.tell_news(request.actor, call, values["title"], values["text"])
        ):
            messages.success(request, _("Told to everyone who takes part."))
            return redirect("calls:updates", slug=call.slug)
    shown, following = updates_of(request.actor, call, key_in(request.GET.get("after", "")))
    context = {
        "head": call_head(request.actor, call, "updates"), "updates": shown, "form": form, "may_tell": bool(may_tell),
        "crumbs": crumbs_to(call, (_("News of the call"), "")), "more_url": f"?after={following}" if following else "",
    }  # fmt: skip
    return render(request, "calls/updates.html", context, status=422 if form.errors else 200)


def _done(form: forms.Form, do: Any) -> bool:
    """Do what a valid form asks for; what can be mended in it is shown there."""
    try:
        do(form.cleaned_data)
    except Refused as refusal:
        if refusal.status not in {409, 422}:
            raise
        show_errors(form, refusal)
        return False
    return True


def _question(request: HttpRequest, call: Call, key: UUID) -> Question:
    found = question_in(request.actor, call, key)
    if found is None:
        raise Http404
    return found
