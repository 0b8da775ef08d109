"""Who holds a call: from the draft to its outcome."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.features import has_room
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.opening import asked_before_opening
from allmende.commons.spaces.rules import is_curator, is_steward, is_system
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Remedy, Text, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, PhaseKind
from allmende.rooms.calls.rules.people import can_see, is_host

STEPS = {
    "edit": _("To the brief"),
    "phases": _("To the dates"),
    "workshops": _("To the workshop"),
    "campaign": _("To the campaign"),
}
"""Where what a draft still lacks is said."""


@asked(_("draft a call"))
def may_draft_call(reader: Reader, space: Space) -> Verdict:
    """Hosts and curators of a space hold calls in it, where the room is open."""
    return first_denial(is_steward(reader, space), has_room(space, "calls"))


@asked(_("change the call"))
def may_change_call(reader: Reader, call: Call) -> Verdict:
    """Its hosts, until it has been counted."""
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        allow_if(
            call.state in {CallState.DRAFT, CallState.OPEN},
            _("The vote has been counted; the call stands."),
            status=409,
        ),
    )


@asked(_("change how is voted"))
def may_change_vote(reader: Reader, call: Call) -> Verdict:
    """Budget, ballot and counting rule are fixed once the vote has begun."""
    vote = call.phase(PhaseKind.VOTE)
    has_begun = call.state != CallState.DRAFT and vote is not None and vote.opens <= clock.now()
    return first_denial(
        may_change_call(reader, call),
        allow_if(not has_begun, _("The vote has begun: budget, ballot and rule stand."), status=409),
    )


def is_complete(call: Call) -> Verdict:
    """Say what a call still lacks before it can be published."""
    written = list(call.sections.values_list("heading", "text", "hint"))
    blank = next((heading for heading, text, hint in written if hint and not text.strip()), "")
    vote = call.phase(PhaseKind.VOTE)
    return first_denial(
        _done(call, call.title, _("Give the call a title.")),
        _done(call, call.summary, _("Say in a sentence or two what the call is about.")),
        _done(call, written, _("Write at least one section of the brief.")),
        _says_when(call),
        _done(
            call,
            call.workshop_count or not call.needs_workshop,
            _("It begins with a workshop: say when and where."),
            "workshops",
        ),
        _done(call, vote is None or call.budget or call.seats, _("A vote on a budget needs a budget.")),
        _done(call, "…" not in call.title or not call.template, _("Fill in the blank “…” in the title.")),
        _done(call, not blank, _("“%(heading)s” is still empty: write it, or leave it out.") % {"heading": blank}),
    )


def _done(call: Call, condition: object, lacks: Text, step: str = "edit") -> Verdict:
    """Say what a call lacks, and lead to the step in which it is said."""
    remedy = Remedy(STEPS[step], reverse(f"calls:{step}", args=[call.slug]))
    return allow_if(condition, lacks, remedy=remedy, status=422)


def _says_when(call: Call) -> Verdict:
    if call.is_campaign:
        text = _("Say from when to when people can support the demand.")
        return _done(call, call.phase(PhaseKind.SUPPORT), text, "phases")
    if call.phase(PhaseKind.SUPPORT):
        text = _("Say who is to answer, and how many supporters it takes: in the step “Campaign”.")
        return _done(call, False, text, "campaign")
    return _done(call, call.phase(PhaseKind.SUBMIT), _("Say from when to when people can contribute."), "phases")


@asked(_("publish the call"))
def may_publish_call(reader: Reader, call: Call) -> Verdict:
    """Its hosts, once the brief is complete, and what its space asks before it opens is answered."""
    ready = may_practise(reader, call)
    return asked_before_opening(call.place) if ready else ready


@asked(_("open the call as practice"))
def may_practise(reader: Reader, call: Call) -> Verdict:
    """Its hosts, once the brief is complete: to practise, nothing else has to be ready."""
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        allow_if(call.state == CallState.DRAFT, _("The call is published already."), status=409),
        is_complete(call),
    )


@asked(_("end the practice"))
def may_end_practice(reader: Reader, call: Call) -> Verdict:
    """Its hosts, at any time: whatever people made in it goes with it."""
    real = _("This call counts: it is no practice.")
    return first_denial(can_see(reader, call), is_host(reader, call), allow_if(call.is_practice, real, status=409))


@asked(_("begin the real call"))
def may_begin_for_real(reader: Reader, call: Call) -> Verdict:
    """Its hosts, if they may hold calls in its space."""
    return first_denial(may_end_practice(reader, call), may_draft_call(reader, call.place))


@asked(_("count the votes"))
def may_count(reader: Reader, call: Call) -> Verdict:
    """Hosts, or the house itself on time: once, after the vote's end."""
    vote = call.phase(PhaseKind.VOTE)
    return first_denial(
        can_see(reader, call),
        ALLOWED if is_system(reader) else is_host(reader, call),
        allow_if(vote, _("There is no vote here."), status=409),
        allow_if(call.state == CallState.OPEN, _("The vote has been counted already."), status=409),
        allow_if(vote and vote.is_over(), _("The vote is still open."), status=409),
    )


@asked(_("tell what became of it"))
def may_tell_outcome(reader: Reader, call: Call) -> Verdict:
    """Hosts tell what became of it and give thanks: after the count, or after the contributions where nobody votes."""
    gathered = call.is_past(PhaseKind.SUBMIT, PhaseKind.SUPPORT, PhaseKind.RATE, PhaseKind.JURY, PhaseKind.REFINE)
    ready = call.state == CallState.COUNTED or (
        call.state == CallState.OPEN and call.phase(PhaseKind.VOTE) is None and gathered
    )
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        allow_if(call.state != CallState.FINISHED, _("The outcome has been told already."), status=409),
        allow_if(ready, _("First the vote is counted."), status=409),
    )


@asked(_("say what becomes of each contribution"))
def may_end_contributions(reader: Reader, call: Call) -> Verdict:
    """Hosts say it once nothing is handed in any more, for the shortlist too, and also when the outcome has been told."""
    told = call.state == CallState.FINISHED
    ready = call.state != CallState.DRAFT and call.is_past(PhaseKind.SUBMIT)
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        allow_if(told or ready, _("First the time for handing in ends."), status=409),
    )


@asked(_("try what someone can do when"))
def may_dry_run(reader: Reader, call: Call) -> Verdict:
    """Its hosts ask what others can do at some moment: the answer tells who belongs."""
    return first_denial(can_see(reader, call), is_host(reader, call))


@asked(_("change the call templates"))
def may_edit_templates(reader: Reader, root: Space) -> Verdict:
    """Curators say what the calls of their community can begin with, where the room is open."""
    return first_denial(is_curator(reader, root), has_room(root, "calls"))


@asked(_("bring in a call"))
def may_import(reader: Reader, space: Space) -> Verdict:
    """Bring in elections from elsewhere: hosts and curators of the space."""
    return is_steward(reader, space)
