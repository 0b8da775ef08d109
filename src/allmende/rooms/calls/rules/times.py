"""What a call's phases open, to whom, and what is said of what is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from babel.dates import format_datetime
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.verdicts import ALLOWED, Denied, Text, Verdict, allow_if
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import LASTING, Act, Call, CallState, Who
from allmende.rooms.calls.rules.circles import is_invited, is_on_jury, is_on_shortlist
from allmende.rooms.calls.rules.people import is_host


def is_open_for(reader: Reader, call: Call, act: Act) -> Verdict:
    """Ask the phases: is this act open now, and to this reader? A denial says when it is, or was."""
    phase = call.last_begun if act in LASTING else call.now_on
    who = phase.opens_to(act) if phase else None
    return CIRCLES[Who(who)](reader, call) if who else Denied(_when(call, act), status=410)


def _on_jury(reader: Reader, call: Call) -> Verdict:
    return allow_if(is_on_jury(reader, call), _("It is the jury's turn now."))


def _on_shortlist(reader: Reader, call: Call) -> Verdict:
    return allow_if(is_on_shortlist(reader, call), _("Now it is up to those whose contributions are on the shortlist."))


def _invited(reader: Reader, call: Call) -> Verdict:
    return allow_if(is_invited(reader, call), _("This call is by invitation."))


def _anyone(_reader: Reader, _call: Call) -> Verdict:
    return ALLOWED


CIRCLES: dict[Who, Callable[[Reader, Call], Verdict]] = {
    Who.MEMBERS: _anyone,
    Who.EVERYONE: _anyone,
    Who.HOSTS: is_host,
    Who.JURY: _on_jury,
    Who.SHORTLIST: _on_shortlist,
    Who.INVITED: _invited,
}
"""Whether a reader is of the circle that a phase opens something to. Who takes part at all is asked beside it, by `takes_part`."""


CLOSED: dict[Act, tuple[Text, Text, Text]] = {
    Act.SUBMIT: (
        _("Contributions can be handed in from %(at)s."),
        _("The time for handing in ended on %(at)s."),
        _("Nothing can be handed in here."),
    ),
    Act.REVISE: (
        _("Contributions can be revised from %(at)s."),
        _("Contributions could be revised until %(at)s."),
        _("Contributions can't be revised here."),
    ),
    Act.COMMENT: (
        _("The discussion begins on %(at)s."),
        _("The discussion ended on %(at)s."),
        _("There is no discussion here."),
    ),
    Act.SUPPORT: (
        _("It can be supported from %(at)s."),
        _("It could be supported until %(at)s."),
        _("Nothing is supported here."),
    ),
    Act.RATE: (
        _("Contributions can be rated from %(at)s."),
        _("Contributions could be rated until %(at)s."),
        _("Contributions aren't rated here."),
    ),
    Act.JUDGE: (
        _("The jury begins on %(at)s."),
        _("The jury's time ended on %(at)s."),
        _("There is no jury here."),
    ),
    Act.SEE: (
        _("What others handed in is shown from %(at)s."),
        _("What others handed in was shown until %(at)s."),
        _("What others handed in isn't shown here."),
    ),
    Act.RESULTS: (
        _("Results are shown from %(at)s."),
        _("Results were shown until %(at)s."),
        _("Results aren't shown here."),
    ),
    Act.VOTE: (_("The vote begins on %(at)s."), _("The vote ended on %(at)s."), _("There is no vote here.")),
}
"""What to say of an act that is not open: before its time, after it, and where it never is."""


def _when(call: Call, act: Act) -> Text:
    """Say when an act is open next, or was last."""
    spans = [phase for phase in call.way if phase.opens_to(act)]
    before, after, never = CLOSED[act]
    coming = next((phase.opens for phase in spans if phase.opens > clock.now()), None)
    if coming is not None:
        return str(before) % {"at": instant(coming)}
    ended = next((phase.closes for phase in reversed(spans) if phase.closes), None)
    return str(after) % {"at": instant(ended)} if ended and call.state != CallState.DRAFT else never


def instant(at: datetime) -> str:
    """Write an instant in the reader's language and zone, with day and minute."""
    language = get_language() or "en"
    pattern = "d. MMMM y, HH:mm" if language == "de" else "d MMMM y, HH:mm"
    return format_datetime(localtime(at), pattern, locale=language)
