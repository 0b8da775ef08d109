"""Who rates what, who sees how it is rated, and who says what is asked."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.queries import is_one_of, made_with_others
from allmende.commons.ratings.models import Panel
from allmende.commons.ratings.queries.sheets import has_rated, sheet_of
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Denied, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Act, Call, CallState, Contribution, ContributionState
from allmende.rooms.calls.rules.people import can_see, is_host, takes_part
from allmende.rooms.calls.rules.times import is_open_for


@asked(_("say what contributions are rated by"))
def may_set_sheet(reader: Reader, call: Call) -> Verdict:
    """Its hosts, until the outcome is told; once somebody has rated, the command lets words change and no more."""
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        allow_if(call.state != CallState.FINISHED, _("The outcome has been told; the call stands."), status=409),
    )


def has_sheet(call: Call, panel: str = Panel.MEMBERS) -> Verdict:
    """Whether its hosts have said what is asked."""
    missing = _("What contributions are rated by has not been set yet.")
    return allow_if(sheet_of(call.id, panel), missing, status=409)


@asked(_("rate contributions"))
def may_rate_in(reader: Reader, call: Call) -> Verdict:
    """Rate in a call at all: whoever takes part, while the phase is open for it."""
    return first_denial(takes_part(reader, call), is_open_for(reader, call, Act.RATE), has_sheet(call))


@asked(_("rate the contribution"))
def may_rate(reader: Reader, contribution: Contribution) -> Verdict:
    """Rate one contribution, or rate it otherwise: whoever may rate in the call and had no hand in this one."""
    return first_denial(
        can_see(reader, contribution),
        takes_part(reader, contribution.call),
        is_up(contribution),
        allow_if(not is_one_of(reader, contribution), _("You had a hand in this: let others rate it.")),
        may_rate_in(reader, contribution.call),
    )


def own_of(who: UUID) -> Q:
    """What on a sheet somebody made with others; what they made alone is never served anyway."""
    return Q(thing__in=made_with_others(who))


def is_up(contribution: Contribution) -> Verdict:
    """What was withdrawn, or isn't handed in, is not rated."""
    return allow_if(
        contribution.state == ContributionState.SUBMITTED,
        _("It isn't handed in any more. Your rating was not kept."),
        status=409,
    )


@asked(_("see how the contribution is rated"))
def sees_ratings(reader: Reader, contribution: Contribution, panel: str = Panel.MEMBERS) -> Verdict:
    """Whoever has rated it sees how others did; its hosts at any time, and everyone once results are shown."""
    call = contribution.call
    seen = can_see(reader, contribution)
    if not seen or is_host(reader, call):
        return seen
    sheet = sheet_of(call.id, panel)
    if sheet is not None and has_rated(reader, sheet, contribution.id):
        return ALLOWED
    shown = sees_rating_results(reader, call)
    return shown or Denied(_("First say what you think: then you see what others said."), status=403)


@asked(_("see how contributions are rated"))
def sees_rating_results(reader: Reader, call: Call) -> Verdict:
    """The ranking of all: its hosts at any time, everyone once the ratings are over and the phase shows results."""
    seen = first_denial(can_see(reader, call), has_sheet(call))
    if not seen or is_host(reader, call):
        return seen
    is_rated = bool(call.now_on and call.now_on.opens_to(Act.RATE))
    coming = any(phase.opens_to(Act.RATE) and not phase.is_over() for phase in call.way)
    return first_denial(
        allow_if(not is_rated and not coming, _("The result is shown once the time for rating is over."), status=403),
        is_open_for(reader, call, Act.RESULTS),
    )


@asked(_("let the ranking be reckoned"))
def may_reckon(reader: Reader, call: Call, panel: str = Panel.MEMBERS) -> Verdict:
    """Its hosts."""
    return first_denial(can_see(reader, call), is_host(reader, call), has_sheet(call, panel))


@asked(_("look at ratings that seem agreed"))
def may_look_at_patterns(reader: Reader, call: Call) -> Verdict:
    """Its hosts, and nobody else: what is worth a look is no accusation, and no news."""
    return may_reckon(reader, call)
