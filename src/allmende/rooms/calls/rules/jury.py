"""Who judges, who stays out, who reads what the jury says, and who chooses the shortlist."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.queries import is_one_of
from allmende.commons.ratings.models import Panel
from allmende.commons.ratings.queries.following import next_thing
from allmende.commons.ratings.queries.sheets import has_recused, item_on, sheet_of
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Act, Call, CallState, Contribution, PhaseKind
from allmende.rooms.calls.rules.circles import is_on_jury
from allmende.rooms.calls.rules.people import can_see, is_host, sees_behind
from allmende.rooms.calls.rules.rating import has_sheet, is_up, own_of
from allmende.rooms.calls.rules.times import is_open_for

NOT_JURY = _("Only the jury, and those who answer for the call, come in here.")


@asked(_("judge as the jury"))
def may_judge_in(reader: Reader, call: Call) -> Verdict:
    """Judge in a call at all: its jury, while the phase is open for it; blindly only those who don't see behind it."""
    return first_denial(
        can_see(reader, call),
        allow_if(is_on_jury(reader, call), _("Only the jury judges.")),
        has_sheet(call, Panel.JURY),
        allow_if(
            not (is_blind(call) and sees_behind(reader, call)),
            _("The review is blind, and those who answer for the call know who made what: others judge."),
        ),
        is_open_for(reader, call, Act.JUDGE),
    )


@asked(_("judge the contribution"))
def may_judge(reader: Reader, contribution: Contribution) -> Verdict:
    """Judge one contribution: whoever judges, had no hand in it, and did not declare a conflict of interest."""
    return first_denial(
        is_up(contribution),
        allow_if(not is_one_of(reader, contribution), _("You had a hand in this: let others judge it.")),
        may_judge_in(reader, contribution.call),
        stays_in(reader, contribution),
    )


def stays_in(reader: Reader, contribution: Contribution) -> Verdict:
    """Whether the reader did not declare that they stand too near to it."""
    sheet = sheet_of(contribution.call_id, Panel.JURY)
    item = item_on(sheet, contribution.id) if sheet else None
    return allow_if(
        item is None or not has_recused(reader, item),
        _("You stay out of this one: you declared a conflict of interest."),
    )


@asked(_("declare a conflict of interest"))
def may_recuse(reader: Reader, contribution: Contribution) -> Verdict:
    """The jury, at any time until the outcome is told."""
    call = contribution.call
    return first_denial(
        can_see(reader, call),
        allow_if(is_on_jury(reader, call), _("Only the jury judges.")),
        is_up(contribution),
        allow_if(call.state != CallState.FINISHED, _("The outcome has been told; the call stands."), status=409),
    )


def is_blind(call: Call) -> bool:
    """Whether the jury doesn't learn who made what while it judges."""
    sheet = sheet_of(call.id, Panel.JURY)
    return sheet is not None and sheet.is_blind and not call.is_past(PhaseKind.JURY)


def sees_jury_room(reader: Reader, call: Call) -> Verdict:
    """Read what the jury notes: the jury, and those who answer for the call."""
    return first_denial(
        can_see(reader, call), ALLOWED if is_on_jury(reader, call) else allow_if(is_host(reader, call), NOT_JURY)
    )


@asked(_("see the jury's order"))
def may_see_jury_order(reader: Reader, call: Call) -> Verdict:
    """The hosts; the jury once it has judged all that it can, or its time is over: nobody is led by what others said."""
    seen = first_denial(sees_jury_room(reader, call), has_sheet(call, Panel.JURY))
    if not seen or is_host(reader, call) or not may_judge_in(reader, call):
        return seen
    sheet = sheet_of(call.id, Panel.JURY)
    left = sheet and next_thing(reader, sheet, own=own_of, sealed=True)
    return allow_if(not left, _("First judge all that you can: then you see how the others judged."))


@asked(_("write a note for the jury"))
def may_note(reader: Reader, call: Call) -> Verdict:
    """The jury and the hosts, until the outcome is told."""
    told = _("The outcome has been told; the call stands.")
    return first_denial(sees_jury_room(reader, call), allow_if(call.state != CallState.FINISHED, told, status=409))


@asked(_("publish the jury's statement"))
def may_state(reader: Reader, call: Call) -> Verdict:
    """The jury and the hosts, once the jury's time has begun, until the outcome is told."""
    jury = call.phase(PhaseKind.JURY)
    return first_denial(
        may_note(reader, call),
        allow_if(jury is None or jury.opens <= clock.now(), _("The jury hasn't begun yet."), status=409),
    )


@asked(_("hide passages from a blind review"))
def may_redact(reader: Reader, contribution: Contribution) -> Verdict:
    """The hosts."""
    return first_denial(can_see(reader, contribution), is_host(reader, contribution.call))


@asked(_("choose the shortlist"))
def may_shortlist(reader: Reader, call: Call) -> Verdict:
    """Its hosts and its jury, once contributions are in, until the outcome is told."""
    submit = call.phase(PhaseKind.SUBMIT)
    return first_denial(
        sees_jury_room(reader, call),
        allow_if(call.state != CallState.FINISHED, _("The outcome has been told; the call stands."), status=409),
        allow_if(submit is None or submit.is_over(), _("First the time for contributing ends."), status=409),
    )
