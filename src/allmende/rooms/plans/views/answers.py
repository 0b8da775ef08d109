"""One question of a plan: everyone's answers, one's own, and the second person's word."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.threads.queries import talk_of
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.plans import commands
from allmende.rooms.plans.forms import AnswerForm, LacksForm, show_errors, whole
from allmende.rooms.plans.models import QUESTIONS, Answer, Plan, Question
from allmende.rooms.plans.queries import answers_to, find_topic, question_url, questions_of
from allmende.rooms.plans.rules import may_answer
from allmende.rooms.plans.views.fetching import get_answer, get_plan
from allmende.rooms.plans.views.plans import BACK_IN_THE_FORM, frame_of


def question(request: HttpRequest, key: UUID, question: str) -> HttpResponse:
    """A question with its answers side by side; POST gives or changes one's own."""
    found = get_plan(request, key)
    if question not in set(Question):
        raise Http404
    if request.method != "POST":
        return _page(request, found, question)
    require(may_answer(request.actor, found))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, question, form=form, status=422)
    try:
        commands.answer_question(
            request.actor, found, question, form.cleaned_data["text"], whole(request.POST.get("revision", ""))
        )
    except Refused as refusal:
        if refusal.status not in BACK_IN_THE_FORM:
            raise
        show_errors(form, refusal)
        return _page(request, found, question, form=form, status=refusal.status)
    messages.success(request, _("Your answer is saved. Now someone else reads whether it is concrete."))
    return redirect(question_url(key, question))


@require_POST
def confirmation(request: HttpRequest, key: UUID, answer: UUID) -> HttpResponse:
    """The second person's word: concrete, or what is missing."""
    plan = get_plan(request, key)
    found = get_answer(plan, answer)
    revision = whole(request.POST.get("revision", ""))
    if "missing" not in request.POST:
        commands.confirm_answer(request.actor, found, revision)
        messages.success(request, _("Confirmed. Thank you for reading along."))
        return redirect(question_url(key, found.question))
    form = LacksForm(request.POST)
    try:
        commands.find_lacking(request.actor, found, revision, request.POST.get("lacks", "")[:5000])
    except Refused as refusal:
        if refusal.status != 422:
            raise
        form.is_valid()
        show_errors(form, refusal)
        return _page(request, plan, found.question, lacks=(found, form), status=422)
    messages.success(request, _("%(name)s reads what you miss.") % {"name": found.author.name})
    return redirect(question_url(key, found.question))


@require_POST
def removal(request: HttpRequest, key: UUID, answer: UUID) -> HttpResponse:
    """Take one's own answer back."""
    found = get_answer(get_plan(request, key), answer)
    commands.remove_answer(request.actor, found)
    messages.success(request, _("Your answer is taken back."))
    return redirect(question_url(key, found.question))


def _page(
    request: HttpRequest, plan: Plan, question: str, *, form: AnswerForm | None = None,
    lacks: tuple[Answer, LacksForm] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    asked = QUESTIONS[Question(question)]
    answers = answers_to(request.actor, plan, question)
    mine = next((one for one in answers if one.is_mine), None)
    around = questions_of(plan)
    at = next(place for place, one in enumerate(around) if one.key == question)
    topic = None if plan.is_binned else find_topic(plan, question)
    talk = talk_of(request.actor, topic, request.GET, space=plan.place).shown if topic else None
    context = frame_of(request, plan, (asked.key.label, "")) | {
        "talk": talk, "page_url": question_url(plan.id, question),
        "asked": asked, "view": around[at], "before": around[at - 1] if at else None,
        "after": around[at + 1] if at + 1 < len(around) else None, "count": len(around), "mine": mine,
        "answers": answers, "may_answer": may_answer(request.actor, plan),
        "form": form or AnswerForm(initial={"text": mine.text if mine else ""}), "is_stale": status == 409,
        "missing_of": lacks[0].id if lacks else None, "missing_form": lacks[1] if lacks else LacksForm(),
    }  # fmt: skip
    return render(request, "plans/question.html", context, status=status)
