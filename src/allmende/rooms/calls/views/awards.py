"""The prizes: decided by the hosts, given with one press, shown to everyone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.agreements.papers import deed_paper
from allmende.commons.agreements.queries import deeds_for
from allmende.commons.agreements.views import as_paper
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.awards import Pick, decide_awards, give_awards, take_back_award
from allmende.rooms.calls.forms.awards import PrizeDecision, StatementForm, show_refusal
from allmende.rooms.calls.models import Award, AwardState, Call, PrizePlan
from allmende.rooms.calls.models.prizes import STANDING
from allmende.rooms.calls.queries.awards import awards_of, awards_page
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.deciding import Question, questions_of
from allmende.rooms.calls.queries.finding import onward_from
from allmende.rooms.calls.queries.prizes import plan_as_it_is
from allmende.rooms.calls.rules import may_award, may_choose_winners, may_read_deed_of, may_take_back_prize
from allmende.rooms.calls.views.editing import revision_in
from allmende.rooms.calls.views.fetching import crumbs_to, get_call


def awards(request: HttpRequest, slug: str) -> HttpResponse:
    """Who won what, what can be seen first."""
    call = get_call(request, slug)
    page = awards_page(request.actor, call)
    if page is None:
        raise Http404
    head = call_head(request.actor, call, "awards")
    context = {
        "head": head, "call": call, "onward": onward_from(request.actor, call) if head.is_host else (), "page": page, "crumbs": crumbs_to(call),
        "may_take_back": bool(may_take_back_prize(request.actor, call)), "may_award": bool(may_award(request.actor, call)),
    }  # fmt: skip
    return render(request, "calls/awards.html", context)


def decision(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who is to get what, and see beforehand what each person would get."""
    call = get_call(request, slug)
    require(may_choose_winners(request.actor, call))
    gives = bool(may_award(request.actor, call))
    found = plan_as_it_is(call)
    if found is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    questions = questions_of(request.actor, call)
    decisions = [PrizeDecision(one.prize, one.choices, _initial(one), one.given, data) for one in questions]
    statement = StatementForm(data, initial={"statement": found[0].statement})
    valid = data is not None and [statement.is_valid(), *(one.is_valid() for one in decisions)]  # each says its faults
    if valid and all(valid):
        try:
            decide_awards(
                request.actor, call, {one.prize.id: one.picks() for one in decisions},
                statement=statement.cleaned_data["statement"] if gives else None, revision=revision_in(request),
            )  # fmt: skip
        except Refused as refusal:
            if refusal.status not in {403, 409, 422}:
                raise
            statement.add_error(None, str(refusal.reason))
            show_refusal(decisions, refusal.errors)
        else:
            messages.success(request, _("Kept. Nothing is given yet: look at who would get what."))
            return redirect("calls:decision", slug=call.slug)
    return _decision(request, call, list(zip(questions, decisions, strict=True)), statement, found[0])


def _initial(question: Question) -> list[Pick]:
    """What stands in the form: what was decided, or what a rule known beforehand has chosen."""
    if question.decided:
        return [
            Pick(award.contribution_id or award.person_id, award.rank, award.reason)  # type: ignore[arg-type]
            for award in question.decided
        ]
    return [Pick(one.to, one.rank) for one in question.proposals] if question.follows_proposals else []


def _decision(
    request: HttpRequest,
    call: Call,
    rows: list[tuple[Question, PrizeDecision]],
    statement: StatementForm,
    plan: PrizePlan,
) -> HttpResponse:
    gives = bool(may_award(request.actor, call))
    kinds = {question.prize.kind for question, _one in rows}
    views = [
        view for view in awards_of(request.actor, call) if view.state in STANDING and (gives or view.kind in kinds)
    ]
    wrong = bool(statement.errors) or any(form.errors for _question, one in rows for form in one.forms)
    context = {
        "call": call, "rows": rows, "statement": statement, "gives": gives, "revision": plan.revision, "preview": views,
        "open": [view for view in views if view.state == AwardState.DECIDED], "crumbs": crumbs_to(call, (_("Decide"), "")),
    }  # fmt: skip
    return render(request, "calls/decision.html", context, status=422 if wrong else 200)


@require_POST
def giving(request: HttpRequest, slug: str) -> HttpResponse:
    """Give all that is decided."""
    call = get_call(request, slug)
    waiting = give_awards(request.actor, call)
    if waiting:
        said = ngettext(
            "Given. %(n)d prize waits until everyone concerned has agreed to the split; then it is given by itself.",
            "Given. %(n)d prizes wait until everyone concerned has agreed to the split; then they are given by themselves.",
            len(waiting),
        )  # fmt: skip
        messages.info(request, said % {"n": len(waiting)})
    else:
        messages.success(request, _("All prizes are given."))
    return redirect("calls:awards" if awards_page(request.actor, call) else "calls:decision", slug=call.slug)


@never_cache
@require_safe
def deed(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The deed of a prize, as PDF, for both sides."""
    call = get_call(request, slug)
    award = Award.objects.filter(call=call, id=key).prefetch_related("shares").first()  # house: asked in the next line
    if award is None:
        raise Http404
    award.call = call
    require(may_read_deed_of(request.actor, award))
    found = deeds_for({award.id}).get(award.id)
    if found is None:
        raise Http404
    return as_paper(deed_paper(found), f"deed-{found.number}-{found.at:%Y-%m-%d}")


def reversal(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Take back one prize, with a reason."""
    call = get_call(request, slug)
    require(may_take_back_prize(request.actor, call))
    award = Award.objects.filter(call=call, id=key).select_related("prize").first()  # house: of a call they hold
    if award is None:
        raise Http404
    reason, problem = request.POST.get("reason", ""), ""
    if request.method == "POST":
        try:
            take_back_award(request.actor, award, reason)
        except Refused as refusal:
            if refusal.status not in {409, 422}:
                raise
            problem = str(refusal.reason)
        else:
            messages.success(request, _("Taken back. Its place can be given anew."))
            return redirect("calls:decision", slug=call.slug)
    view = next(view for view in awards_of(request.actor, call) if view.id == award.id)
    context = {
        "call": call,
        "award": view,
        "reason": reason,
        "problem": problem,
        "crumbs": crumbs_to(call, (_("Take back"), "")),
    }
    return render(request, "calls/award_reversal.html", context, status=422 if problem else 200)
