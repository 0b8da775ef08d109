"""The area of calls, and finding what an operation is about: what the caller doesn't see isn't there."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from allmende.foundation.api import Area, Operations
from allmende.foundation.money import Money
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.finding import find_call, find_teaser, refuse_ended_practice, slug_today

router = Operations(Area("calls", _("Calls"), _("Calls, what was handed in, votes, results."), in_spaces=True))


def call_at(request: HttpRequest, slug: str) -> Call:
    """The call that the caller sees at this address or saw there earlier; raises Http404, or Refused (410) where they practised it."""
    reader, root = request.actor, request.space
    call = find_call(reader, root, slug) or find_call(reader, root, slug_today(reader, slug))
    if call is None:
        refuse_ended_practice(reader, root, slug)
        raise Http404
    return call


def announced_at(request: HttpRequest, slug: str) -> Call:
    """The call that the caller sees, or of which they may know that it is to be signed for; raises Http404."""
    call = find_call(request.actor, request.space, slug)
    teaser = None if call else find_teaser(request.actor, request.space, slug)
    if call is None and teaser is None:
        raise Http404
    return call or teaser.call


def contribution_at(request: HttpRequest, slug: str, number: int) -> Contribution:
    """The contribution with that number that the caller sees; raises Http404."""
    call = call_at(request, slug)
    rows = Contribution.objects.visible_to(request.actor).filter(call=call, number=min(number, 2**31 - 1))
    contribution: Contribution | None = rows.select_related("audience", "author").first()
    if contribution is None:
        raise Http404
    contribution.call = call
    return contribution


def amount(money: Money | None) -> dict[str, object] | None:
    """An amount as the API says it."""
    return None if money is None else {"minor": money.minor, "currency": money.currency}
