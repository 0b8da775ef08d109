"""Who works at the team desk, whom one may ask, and who may ask for help."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.rules import is_curator, is_member, may_enter
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.doors import Option
from allmende.foundation.options.definitions import value_of
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.people.desk.models import Ask, AskState, Help, HelpState, Mute
from allmende.people.trust.rules import is_on_duty

MOST_ASKS = 2
"""Nobody is asked for more small steps than this within a week."""

NOT_THERE = _("There is nothing here for you.")

WAITING = (HelpState.OPEN, HelpState.TAKEN)
"""Calls for help that somebody has still to answer."""

GUESTS = Option(
    "desk.guests", _("Questions from guests"),
    _("So many questions of people without an account reach those on duty of a community in a day. With 0, only members ask."),
    _("a day"), default=20, least=0, most=1000,
)  # fmt: skip


@asked(_("see the team desk"))
def may_see_desk(reader: Reader, root: Space) -> Verdict:
    """Curators, and whoever is on duty today."""
    return is_curator(reader, root) or is_on_duty(reader, root)


@asked(_("ask them for a small step"), step="other")
def may_ask(reader: Reader, root: Space, member: Actor, step: str) -> Verdict:
    """Ask a member for a small step: not oneself, not what they would rather not be asked, and not too often."""
    desk = may_see_desk(reader, root)
    if not desk:
        return desk
    lately = Ask.objects.filter(space_id=root.id, actor=member, at__gt=clock.now() - timedelta(days=7))
    muted = Mute.objects.filter(space_id=root.id, actor=member, step=step)
    return first_denial(
        allow_if(reader.id != member.id, _("You need not ask yourself. Just begin.")),
        allow_if(
            Membership.objects.filter(space_id=root.id, actor=member).exists(),
            _("%(name)s doesn't belong to the community.") % {"name": member.name}, status=409,
        ),
        allow_if(not muted.exists(), _("%(name)s would rather not be asked this.") % {"name": member.name}, status=409),
        allow_if(
            lately.count() < MOST_ASKS,
            _("%(name)s was asked twice this week already. Leave them some time.") % {"name": member.name}, status=409,
        ),
    )  # fmt: skip


def may_answer_ask(reader: Reader, ask: Ask) -> Verdict:
    """Only whoever was asked, once."""
    return first_denial(
        allow_if(reader.id == ask.actor_id, NOT_THERE, status=404),
        allow_if(ask.state == AskState.OPEN, _("You have answered this already."), status=409),
    )


@asked(_("ask for help"))
def may_ask_for_help(reader: Reader, root: Space) -> Verdict:
    """Every member, also who takes a break."""
    return is_member(reader, root)


def may_take_help(reader: Reader, call: Help) -> Verdict:
    """Whoever works at the desk, while nobody else looks after it."""
    return first_denial(
        _is_anothers(reader, call),
        allow_if(call.state == HelpState.OPEN, _("Someone looks after it already."), status=409),
    )


def may_answer_help(reader: Reader, call: Help) -> Verdict:
    """Whoever works at the desk, until it is closed; nobody their own."""
    return first_denial(
        _is_anothers(reader, call),
        allow_if(call.state in WAITING, _("It is answered already."), status=409),
    )


def may_hand_over_help(reader: Reader, call: Help) -> Verdict:
    """Whoever works at the desk, while it waits or is looked after; nobody their own."""
    return may_answer_help(reader, call)


def _is_anothers(reader: Reader, call: Help) -> Verdict:
    """Allow whoever works at the desk, but with nothing that they asked themselves."""
    own = _("Let someone else look after it: it is your own.")
    return first_denial(may_see_desk(reader, call.space), allow_if(reader.id != call.asker_id, own))


def may_answer_back(reader: Reader, call: Help) -> Verdict:
    """Whoever asked, until it is closed; a guest comes by the link of their mail, which is asked before."""
    return first_denial(
        allow_if(not call.asker_id or reader.id == call.asker_id, NOT_THERE, status=404),
        allow_if(call.state not in {HelpState.CLOSED, HelpState.SENT}, _("It is closed. Ask anew, with a few words."), status=409),
    )  # fmt: skip


@asked(_("ask for help without an account"))
def may_ask_as_guest(reader: Reader, root: Space) -> Verdict:
    """Guests of a community that is open, where those who run the node let them."""
    return first_denial(
        allow_if(reader.is_guest, _("You are signed in: ask with your name."), status=409),
        may_enter(reader, root),
        allow_if(value_of(GUESTS) > 0, _("Sign in to ask a person here.")),
    )


@asked(_("write a help text for a page"))
def may_write_tip(reader: Reader, root: Space) -> Verdict:
    """Help of the community's own is its curators' to write, and to take out."""
    return is_curator(reader, root)


def may_close_help(reader: Reader, call: Help) -> Verdict:
    """Whoever asked, or whoever works at the desk."""
    mine = allow_if(not reader.is_guest and reader.id == call.asker_id, "")
    return first_denial(
        mine or may_see_desk(reader, call.space),
        allow_if(call.state != HelpState.CLOSED, _("It is closed already."), status=409),
    )
