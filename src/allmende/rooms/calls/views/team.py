"""The team of a contribution: who makes it, and how they share."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.authorship.queries import CoAuthor, authors_of
from allmende.commons.authorship.rules import may_agree, may_answer, may_leave
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands import team
from allmende.rooms.calls.forms import show_errors
from allmende.rooms.calls.forms.contributions import PersonForm
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.rules import is_author, may_name_authors, may_share_out
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution


def page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who makes a contribution together: asking others in, and how each shares."""
    call, contribution = _here(request, slug, number)
    _require_part(request, contribution)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            team.ask_in(request.actor, contribution, form.cleaned_data["person"])
        except Refused as refusal:
            if refusal.status not in {409, 422}:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Asked. You hear what they say."))
            return redirect("calls:team", slug=call.slug, number=number)
    return _page(request, call, contribution, form)


def _require_part(request: HttpRequest, contribution: Contribution) -> None:
    """The page is for those who make it, and whoever is asked to."""
    if not is_author(request.actor, contribution):
        require(may_answer(request.actor, contribution))


@require_POST
def answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say yes or no to being a co-author."""
    call, contribution = _here(request, slug, number)
    joins = request.POST.get("answer") == "yes"
    team.answer(request.actor, contribution, joins=joins)
    if joins:
        messages.success(request, _("You make it together now."))
        return redirect("calls:team", slug=call.slug, number=number)
    messages.success(request, _("Declined. Thank you for saying so."))
    return redirect("calls:call", slug=call.slug)


@require_POST
def shares(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Set what each gets of any reward."""
    call, contribution = _here(request, slug, number)
    _require_part(request, contribution)
    typed = {one.actor: request.POST.get(f"share-{one.card.handle}", "") for one in authors_of(contribution.id)}
    try:
        team.share_out(request.actor, contribution, {actor: _hundredths(text) for actor, text in typed.items()})
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return _page(request, call, contribution, PersonForm(), problem=str(refusal.reason), typed=typed)
    messages.success(request, _("Set. The others are asked to agree."))
    return redirect("calls:team", slug=call.slug, number=number)


@require_POST
def agreement(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Agree to the shares that one saw."""
    call, contribution = _here(request, slug, number)
    handles = {one.card.handle: one.actor for one in authors_of(contribution.id)}
    seen = {actor: _hundredths(request.POST.get(f"seen-{handle}", "")) for handle, actor in handles.items()}
    team.agree(request.actor, contribution, seen)
    messages.success(request, _("Agreed."))
    return redirect("calls:team", slug=call.slug, number=number)


@require_POST
def leaving(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Leave the team."""
    call, contribution = _here(request, slug, number)
    team.leave(request.actor, contribution)
    messages.success(request, _("You have left the team. Your share went to the others."))
    return redirect("calls:call", slug=call.slug)


@require_POST
def removal(request: HttpRequest, slug: str, number: int, handle: str) -> HttpResponse:
    """Take an open invitation back."""
    call, contribution = _here(request, slug, number)
    _require_part(request, contribution)
    team.take_out(request.actor, contribution, get_object_or_404(Actor, handle=handle))
    messages.success(request, _("The invitation is taken back."))
    return redirect("calls:team", slug=call.slug, number=number)


def _here(request: HttpRequest, slug: str, number: int) -> tuple[Call, Contribution]:
    call = get_call(request, slug)
    return call, get_contribution(request, call, number)


def _hundredths(text: str) -> int:
    """A share as typed, in hundredths of a percent. Raises Refused (422)."""
    try:
        value = Decimal(text.replace(",", ".").replace("%", "").strip()) * 100
        whole = int(value)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise Refused(_("Enter each share as a number, such as 33.34."), 422) from error
    if value != whole or not 0 <= whole <= 10_000:
        raise Refused(_("Enter each share as a number from 0 to 100, with two digits behind the point at most."), 422)
    return whole


def shown(share: int) -> str:
    """A share as people read it in a form: without digits that say nothing."""
    return f"{Decimal(share) / 100:f}".rstrip("0").rstrip(".") if share % 100 else str(share // 100)


def _page(
    request: HttpRequest, call: Call, contribution: Contribution, form: PersonForm, *, problem: str = "",
    typed: dict[UUID, str] | None = None,
) -> HttpResponse:  # fmt: skip
    reader, url = request.actor, contribution_url(call.slug, contribution.number, contribution.title)
    people: tuple[CoAuthor, ...] = authors_of(contribution.id)
    context = {
        "call": call, "contribution": contribution, "form": form, "problem": problem,
        "people": [(one, (typed or {}).get(one.actor, shown(one.share)), shown(one.share)) for one in people],
        "is_agreed": all(one.agreed for one in people), "mine": next((one for one in people if one.actor == reader.id), None),
        "may_ask": may_name_authors(reader, contribution), "may_share": may_share_out(reader, contribution),
        "may_answer": may_answer(reader, contribution), "may_agree": may_agree(reader, contribution),
        "may_leave": may_leave(reader, contribution),
        "crumbs": crumbs_to(call, (contribution.title or _("Draft"), url), (_("Team"), "")),
    }  # fmt: skip
    return render(request, "calls/team.html", context, status=422 if form.errors or problem else 200)
