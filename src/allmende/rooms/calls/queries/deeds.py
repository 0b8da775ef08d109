"""The one thing to do in a call now, for whoever reads its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.authorship.queries import made_by
from allmende.commons.ballots.queries import has_voted
from allmende.foundation import clock
from allmende.foundation.verdicts import Denied, Verdict
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, Contribution, InvitationState, PartKind, PhaseKind
from allmende.rooms.calls.queries.phases import day, deadline
from allmende.rooms.calls.rules import (
    has_part,
    is_host,
    may_award,
    may_choose_winners,
    may_contribute,
    may_count,
    may_judge_in,
    may_publish_call,
    may_rate_in,
    may_revise,
    may_see_result,
    may_support,
    may_tell_outcome,
    may_vote,
)
from allmende.rooms.calls.rules.invited import invitation_of

DECIDING = (PhaseKind.RATE, PhaseKind.JURY, PhaseKind.REFINE, PhaseKind.VOTE)
"""Who gets a prize is decided once these are over, though hosts may do it before."""


@dataclass(frozen=True)
class Deed:
    """The one thing to do now: a sentence or two, and a button, or the reason why not."""

    title: str
    text: str
    label: str = ""
    url: str = ""
    icon: str = ""
    refusal: str = ""
    remedy: tuple[str, str] | None = None
    posts: bool = False
    """Whether the button does it at once, by POST, instead of leading to a page."""


def deed(reader: Reader, call: Call) -> Deed | None:
    """Return the one thing to do in a call now: for its hosts what waits for them, for everyone else what is open."""
    if call.state == CallState.DRAFT:
        return _publish_deed(reader, call)
    if call.by_invitation and (asked := _invitation_deed(reader, call)):
        return asked
    if is_host(reader, call) and (theirs := _host_deed(reader, call)):
        return theirs
    if (
        _waits_for_prizes(call)
        and call.prize_count
        and has_part(reader, call, PartKind.CLIENT)
        and may_choose_winners(reader, call)
    ):
        return _award_deed(call)
    phase = call.now_on
    if phase is not None and phase.closes and (now := _deed_of(reader, call, phase.kind, phase.closes)):
        return now
    if (
        call.state in {CallState.COUNTED, CallState.FINISHED}
        and call.phase(PhaseKind.VOTE)
        and may_see_result(reader, call)
    ):
        return Deed(
            _("The result is out"),
            _("See what is chosen, round by round, and why.") if call.seats else _("See what is funded, round by round, and why."),
            _("See the result"), reverse("calls:result", args=[call.slug]), "trophy",
        )  # fmt: skip
    if call.state == CallState.FINISHED and may_see_result(reader, call):
        text = _("Whoever holds the call has told what happens now.")
        return Deed(
            _("What became of it"), text, _("Read the outcome"), reverse("calls:result", args=[call.slug]), "heart"
        )
    return None


def _deed_of(reader: Reader, call: Call, kind: str, until: datetime) -> Deed | None:
    """What a phase opens for everyone; None where there is nothing to do in it on these pages."""
    if kind == PhaseKind.DISCUSS and not _has_begun(call):
        return _first_deed(call, day(until))
    if kind == PhaseKind.DISCUSS:
        text = _("Until %(at)s: praise, questions, suggestions, concerns. They make the contributions better.")
        url = reverse("calls:contributions", args=[call.slug])
        return Deed(_("Say what you think"), text % {"at": day(until)}, _("To the contributions"), url, "message")
    if kind == PhaseKind.JURY and may_judge_in(reader, call):
        text = _("Until %(at)s: judge what was handed in, one contribution after the other.")
        url = reverse("calls:jury", args=[call.slug])
        return Deed(_("You are on the jury"), text % {"at": day(until)}, _("To the jury"), url, "list-check")
    if kind == PhaseKind.VOTE:
        return _vote_deed(reader, call, deadline(until))
    found = {
        PhaseKind.SUBMIT: _contribute_deed, PhaseKind.RATE: _rate_deed, PhaseKind.SUPPORT: _support_deed,
        PhaseKind.REFINE: _refine_deed,
    }  # fmt: skip
    make = found.get(PhaseKind(kind))
    return make(reader, call, day(until)) if make else None


def _has_begun(call: Call) -> bool:
    """Whether anything could be handed in by now."""
    submit = call.phase(PhaseKind.SUBMIT)
    return submit is None or submit.opens <= clock.now()


def _first_deed(call: Call, until: str) -> Deed:
    """Before anything is handed in there is a workshop to come to, or the brief to talk about."""
    if call.workshop_count:
        text, url = (
            _("Come and learn what you need, before you hand anything in."),
            reverse("calls:workshops", args=[call.slug]),
        )
        return Deed(_("It begins with a workshop"), text, _("To the workshop"), url, "users")
    text = _("Until %(at)s: ask what the brief leaves open, and say what is missing in it.") % {"at": until}
    return Deed(
        _("First the questions"), text, _("To the discussion"), reverse("calls:talk", args=[call.slug]), "message"
    )


def _invitation_deed(reader: Reader, call: Call) -> Deed | None:
    """Whoever has yet to answer an invitation does that first."""
    invitation = invitation_of(reader, call)
    if invitation is None or invitation.state != InvitationState.INVITED:
        return None
    until = invitation.answer_by
    first = _("Read the brief, then say whether you take part.")
    text = _("Answer until %(at)s.") % {"at": deadline(until)} if until else first
    return Deed(
        _("You are invited"), text, _("Answer the invitation"), reverse("calls:invitation", args=[call.slug]), "mail"
    )


def _publish_deed(reader: Reader, call: Call) -> Deed | None:
    if not is_host(reader, call):
        return None
    url = reverse("calls:publication", args=[call.slug])
    text = _("Only you see this draft. Publish it when the brief is ready.")
    return _with(may_publish_call(reader, call), Deed(_("Still a draft"), text, _("Publish …"), url, "send"))


def _host_deed(reader: Reader, call: Call) -> Deed | None:
    if may_count(reader, call):
        text = _("The vote is over. The house counts by itself within a minute; you can also do it now.")
        return Deed(
            _("Count the vote"),
            text,
            _("Count now"),
            reverse("calls:count", args=[call.slug]),
            "calculator",
            posts=True,
        )
    if _waits_for_prizes(call) and may_award(reader, call):
        return _award_deed(call)
    if may_tell_outcome(reader, call):
        text = _("Tell everyone what happens now, and thank those who took part.")
        return Deed(
            _("The last word is yours"),
            text,
            _("Tell the outcome"),
            reverse("calls:outcome", args=[call.slug]),
            "heart",
        )
    return None


def _waits_for_prizes(call: Call) -> bool:
    """Whether nothing that is on or to come helps to decide any more, and nothing was given yet."""
    return not call.is_awarded and all(phase.is_over() for phase in call.way if phase.kind in DECIDING)


def _award_deed(call: Call) -> Deed:
    text = _("Everything is judged. Decide who gets the prizes, look at who gets what, and give them.")
    url = reverse("calls:decision", args=[call.slug])
    return Deed(_("Award the prizes"), text, _("Decide"), url, "trophy")


def _contribute_deed(reader: Reader, call: Call, until: str) -> Deed:
    text = _("Until %(at)s you can hand in what you think of. A draft is yours alone and saves itself.") % {"at": until}
    whole = Deed(
        _("Your idea counts"), text, _("Begin a contribution"), reverse("calls:begin", args=[call.slug]), "plus"
    )
    return _with(may_contribute(reader, call), whole)


def _refine_deed(reader: Reader, call: Call, until: str) -> Deed | None:
    """For who made something that can be revised now: it leads straight to it."""
    own = Contribution.objects.visible_to(reader).filter(made_by(reader.id), call=call.pk) if reader.id else ()
    for one in own:
        one.call = call
        if may_revise(reader, one):
            text = _("Until %(at)s you can revise “%(title)s”.") % {"at": until, "title": one.title}
            url = reverse("calls:write", args=[call.slug, one.number])
            return Deed(_("Refine what you made"), text, _("Go on writing"), url, "pencil")
    return None


def _support_deed(reader: Reader, call: Call, until: str) -> Deed:
    text = _("Until %(at)s you can support this demand, with your name or only counted.") % {"at": until}
    url = reverse("calls:support", args=[call.slug])
    return _with(
        may_support(reader, call), Deed(_("Do you support it?"), text, _("Support it"), url, "heart-handshake")
    )


def _rate_deed(reader: Reader, call: Call, until: str) -> Deed:
    text = _("Until %(at)s: one contribution after the other, as many as you like. Each rating helps.") % {"at": until}
    url = reverse("calls:rating", args=[call.slug])
    return _with(may_rate_in(reader, call), Deed(_("What do you think?"), text, _("Rate contributions"), url, "star"))


def _vote_deed(reader: Reader, call: Call, until: str) -> Deed:
    voted = has_voted(reader, call.box)
    title = _("You have voted") if voted else _("Your vote")
    text = (
        _("You can change it until %(at)s.") if voted else _("The vote is secret. You can change it until %(at)s.")
    ) % {"at": until}
    label = _("Look at it or change it") if voted else _("Vote now")
    return _with(may_vote(reader, call), Deed(title, text, label, reverse("calls:vote", args=[call.slug]), "ballot"))


def _with(verdict: Verdict, whole: Deed) -> Deed:
    """Return the deed as it is when it is allowed, else with the reason why not and what would help."""
    if not isinstance(verdict, Denied):
        return whole
    remedy = (str(verdict.remedy.label), verdict.remedy.url) if verdict.remedy else None
    return Deed(whole.title, whole.text, whole.label, "", whole.icon, str(verdict.reason), remedy)
