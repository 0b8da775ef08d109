"""Who may do what in a call, and when: the phases say what is open, the spaces say who belongs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from babel.dates import format_datetime
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.audiences.queries import reach_of
from allmende.commons.ballots.queries import has_voted
from allmende.commons.spaces.features import has_room
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.queries import root_of
from allmende.commons.spaces.rules import has_say, has_work, is_member, is_open, is_signed_in, is_steward, is_system
from allmende.commons.spaces.rules import takes_part as takes_part_in
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.composed import Composed
from allmende.foundation.verdicts import ALLOWED, Denied, Text, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.calls.models import Act, Call, CallState, Contribution, ContributionState, PhaseKind, Who


def home_of(call: Call) -> Space:
    """Return the space whose members take part: the call's own for a team's call, else the community."""
    own = call.place
    layer = call.shared_layer or Layer.TEAM
    return own if layer <= Layer.TEAM else root_of(own)


def is_author(reader: Reader, thing: Call | Contribution) -> bool:
    """Whether the reader made it."""
    return not reader.is_guest and reader.id == thing.author_id


def can_see(reader: Reader, thing: Thing) -> Verdict:
    """What one can't see, one can't act on; people meet it as a 404 before they come here."""
    return allow_if(is_system(reader) or thing.audience_id in reach_of(reader), _("This isn't here."), status=404)


def is_host(reader: Reader, call: Call) -> Verdict:
    """Its author and the stewards of its space host a call."""
    if is_author(reader, call):
        return is_open(reader, call.place)
    return is_steward(reader, call.place)


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
    sections = call.sections.count()
    vote = call.phase(PhaseKind.VOTE)
    return first_denial(
        allow_if(call.title, _("Give the call a title."), status=422),
        allow_if(call.summary, _("Say in a sentence or two what the call is about."), status=422),
        allow_if(sections, _("Write at least one section of the brief."), status=422),
        allow_if(call.phase(PhaseKind.SUBMIT), _("Say from when to when people can contribute."), status=422),
        allow_if(vote is None or call.budget, _("A vote on a budget needs a budget."), status=422),
    )


@asked(_("publish the call"))
def may_publish_call(reader: Reader, call: Call) -> Verdict:
    """Its hosts, once the brief is complete."""
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


def takes_part(reader: Reader, call: Call) -> Verdict:
    """Whoever can see the call and belongs where it is held."""
    return first_denial(
        can_see(reader, call),
        is_signed_in(reader),
        is_open(reader, call.place),
        takes_part_in(reader, home_of(call), call.layer),
    )


def is_open_for(reader: Reader, call: Call, act: Act) -> Verdict:
    """Ask the phases: is this act open now, and to this reader? A denial says when it is, or was."""
    phase = call.now_on
    who = phase.opens_to(act) if phase else None
    if who == Who.HOSTS:
        return is_host(reader, call)
    return ALLOWED if who == Who.MEMBERS else Denied(_when(call, act), status=410)


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


@asked(_("hand in a contribution"))
def may_contribute(reader: Reader, call: Call) -> Verdict:
    """Begin and hand in a contribution: whoever takes part, while the phase is open for it; newcomers once they may work."""
    home = home_of(call)
    return first_denial(
        takes_part(reader, call),
        is_open_for(reader, call, Act.SUBMIT),
        has_work(reader, home) if is_member(reader, home) else ALLOWED,
    )


@asked(_("revise the contribution"))
def may_revise(reader: Reader, contribution: Contribution) -> Verdict:
    """Change one's own: a draft while contributions are taken, a submitted one while it may be revised."""
    call = contribution.call
    act = Act.SUBMIT if contribution.state == ContributionState.DRAFT else Act.REVISE
    return first_denial(
        can_see(reader, contribution),
        allow_if(is_author(reader, contribution), _("Only its author can change it.")),
        allow_if(contribution.state != ContributionState.WITHDRAWN, _("It has been withdrawn."), status=409),
        takes_part(reader, call),
        is_open_for(reader, call, act),
    )


@asked(_("withdraw the contribution"))
def may_withdraw(reader: Reader, contribution: Contribution) -> Verdict:
    """Its author takes it back until the vote begins."""
    vote = contribution.call.phase(PhaseKind.VOTE)
    return first_denial(
        can_see(reader, contribution),
        allow_if(is_author(reader, contribution), _("Only its author can withdraw it.")),
        is_open(reader, contribution.call.place),
        allow_if(contribution.state == ContributionState.SUBMITTED, _("It isn't handed in."), status=409),
        allow_if(
            vote is None or clock.now() < vote.opens, _("The vote has begun: what is voted on stays."), status=409
        ),
    )


@asked(_("comment in the call"))
def may_comment(reader: Reader, thing: Thing, call: Call) -> Verdict:
    """Say something on a call or on a contribution to it: members, while the phase is open for it."""
    return first_denial(can_see(reader, thing), takes_part(reader, call), is_open_for(reader, call, Act.COMMENT))


@asked(_("vote"))
def may_vote(reader: Reader, call: Call) -> Verdict:
    """Vote once, and change it while the vote is open: those who belonged before it began."""
    denial = first_denial(takes_part(reader, call), is_open_for(reader, call, Act.VOTE), has_say(reader, home_of(call)))
    if not denial or not isinstance(reader, Actor):
        return denial
    vote = call.phase(PhaseKind.VOTE)
    began = vote.opens if vote else clock.now()
    return allow_if(
        _joined(home_of(call).id, reader.id, began),
        _("Those vote who were members when the vote began, on %(at)s.") % {"at": instant(began)},
    )


_joined = Composed(
    lambda space, actor, by: Membership.objects.filter(space=space, actor=actor, joined__lte=by).values_list("role"),
    UUID, UUID, datetime,
)  # fmt: skip


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
    submit = call.phase(PhaseKind.SUBMIT)
    ready = call.state == CallState.COUNTED or (
        call.state == CallState.OPEN and call.phase(PhaseKind.VOTE) is None and submit is not None and submit.is_over()
    )
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        allow_if(call.state != CallState.FINISHED, _("The outcome has been told already."), status=409),
        allow_if(ready, _("First the vote is counted."), status=409),
    )


@asked(_("bring in a call"))
def may_import(reader: Reader, space: Space) -> Verdict:
    """Bring in elections from elsewhere: hosts and curators of the space."""
    return is_steward(reader, space)


def sees_support(reader: Reader, call: Call) -> bool:
    """Whether the reader may know how many voted so far: only after voting, so that nobody is swayed."""
    box = getattr(call, "box", None)
    return box is not None and (box.sealed is not None or has_voted(reader, box))
