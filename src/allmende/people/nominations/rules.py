"""Who may do what on the way in."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import keep
from allmende.commons.duties.models import Duty
from allmende.commons.duties.rules import serves
from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import is_curator, is_member, is_signed_in, is_steward, is_system, role_in, roles_of
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.kept import kept, own_copy
from allmende.foundation.verdicts import ALLOWED, Denied, Remedy, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.people.nominations.models import (
    TO_DECIDE,
    EntryLink,
    EntryRule,
    Invitation,
    Nomination,
    Request,
    RequestState,
    State,
    StepKind,
    Voice,
    Way,
    usual_rule,
    usual_way,
)
from allmende.people.nominations.models.addresses import address_key


def rule_of(space: Space) -> EntryRule:
    """Return how a space lets people in: what was set, else the usual."""
    rule = kept(("entry rule", space.id), EntryRule.objects.filter(space_id=space.id).first)
    return own_copy(rule) if rule else usual_rule(space)


def way_of(reader: Reader, space: Space) -> str:
    """Return by which way a space takes people in; all spaces' are read once."""
    ways = keep(reader, "ways", _ways) if isinstance(reader, Actor) else _ways()
    return ways.get(space.id) or usual_way(space)


def _ways() -> dict[object, str]:
    return kept(("ways in",), lambda: dict(EntryRule.objects.values_list("space_id", "way")))


def is_open(reader: Reader, space: Space) -> bool:
    """Whether any member of the community may join a space in one step."""
    return way_of(reader, space) == Way.OPEN


def takes_guests(reader: Reader, space: Space) -> bool:
    """Whether a space's community lets people without membership take part in what is public."""
    return EntryRule.objects.filter(space_id=space.root_id or space.id, guests_take_part=True).exists()


def serves_community(reader: Reader, space: Space) -> Verdict:
    """Whoever has the duty for the community today."""
    return serves(reader, space, Duty.COMMUNITY)


def cares_for(reader: Reader, space: Space) -> Verdict:
    """Decide who comes in: in a community whoever serves it today, in a space inside its hosts and curators."""
    return is_steward(reader, space) if space.root_id else serves_community(reader, space)


@asked(_("set how people come in"))
def may_set_entry(reader: Reader, space: Space) -> Verdict:
    """How people come in: curators of a community, hosts and curators of a space inside."""
    return is_steward(reader, space) if space.root_id else is_curator(reader, space)


@asked(_("make a link to come in by"))
def may_make_link(reader: Reader, space: Space) -> Verdict:
    """Invitation links: whoever sets the entry."""
    return may_set_entry(reader, space)


@asked(_("plan whom to win"))
def may_plan(reader: Reader, space: Space) -> Verdict:
    """Say how many are admitted each month."""
    return may_set_entry(reader, space)


def is_outside(reader: Reader, space: Space) -> Verdict:
    """Allow those who don't belong to a space yet."""
    return allow_if(space.id not in roles_of(reader), _("You belong here already."), status=409)


@asked(_("come in"))
def may_enter(reader: Reader, space: Space) -> Verdict:
    """Come into an open community: anyone with an account."""
    way = rule_of(space).way
    return first_denial(
        is_signed_in(reader),
        is_outside(reader, space),
        allow_if(way == Way.OPEN, _("One doesn't come in here by oneself. The page of the space says how.")),
    )


def is_link_good(link: EntryLink) -> Verdict:
    """Allow a link that is neither revoked, over nor used up."""
    good = link.revoked is None and clock.now() < link.expires and link.uses < link.most_uses
    return allow_if(
        good, _("This invitation link has come to its end. Ask whoever gave it to you for a new one."), status=410
    )


def may_enter_by(reader: Reader, link: EntryLink) -> Verdict:
    """Come in by an invitation link: anyone with an account; into a space inside a community its members."""
    return first_denial(
        is_link_good(link), is_signed_in(reader), is_outside(reader, link.space), is_inside(reader, link.space)
    )


def is_inside(reader: Reader, space: Space) -> Verdict:
    """Allow everyone to a community, and its members to what is inside."""
    root = space.root
    if root is None or root.id in roles_of(reader):
        return ALLOWED
    return Denied(
        _("First become a member of the community."),
        remedy=Remedy(_("How that goes"), reverse("space", args=[root.slug])),
    )


@asked(_("ask to come in"))
def may_ask(reader: Reader, space: Space) -> Verdict:
    """Ask to be nominated: guests and everyone who doesn't belong yet, where one comes in by nomination."""
    return first_denial(
        is_outside(reader, space),
        allow_if(rule_of(space).way == Way.NOMINATION, _("One comes in here another way."), status=409),
    )


@asked(_("apply for themselves"))
def may_apply(reader: Reader, space: Space) -> Verdict:
    """Apply: guests and everyone who doesn't belong yet, where one comes in by application; inside a community its members."""
    inside = ALLOWED if space.root is None else is_member(reader, space.root)
    return first_denial(
        inside,
        is_outside(reader, space),
        allow_if(rule_of(space).way == Way.APPLICATION, _("One comes in here another way."), status=409),
    )


@asked(_("nominate someone"))
def may_nominate(reader: Reader, space: Space) -> Verdict:
    """Members, no newcomers, where one comes in by nomination. How many at a time is asked when it is made."""
    return first_denial(
        is_member(reader, space),
        allow_if(
            is_system(reader) or role_in(reader, space) != Role.NEWCOMER,
            _("You can nominate others once your first commitment is kept."),
        ),
        allow_if(way_of(reader, space) == Way.NOMINATION, _("Nobody needs a nomination to come in here."), status=409),
    )


def may_take_up(reader: Reader, request: Request) -> Verdict:
    """Nominate someone who asked for it: any member who may nominate, while nobody else has."""
    return first_denial(
        may_nominate(reader, request.place),
        allow_if(request.state == RequestState.OPEN, _("Someone has taken this up, or its time is over."), status=409),
    )


def is_their_own(reader: Reader, nomination: Nomination) -> bool:
    """Whether it is about the reader: by account, or by address."""
    account = getattr(reader, "account", None) if isinstance(reader, Actor) else None
    is_nominee = nomination.nominee_id is not None and nomination.nominee_id == reader.id
    return is_nominee or (account is not None and address_key(account.email) == nomination.address)


def may_speak(reader: Reader, nomination: Nomination) -> Verdict:
    """Vouch or raise a concern: members, neither the nominator nor the nominee, until the deadline."""
    return first_denial(
        is_member(reader, nomination.place),
        allow_if(
            role_in(reader, nomination.place) != Role.NEWCOMER,
            _("You can vouch for others once your first commitment is kept."),
        ),
        allow_if(reader.id != nomination.nominator_id, _("You nominated them: now others speak.")),
        allow_if(not is_their_own(reader, nomination), _("This is about you: others speak.")),
        allow_if(nomination.state == State.OPEN, _("This is no longer open."), status=409),
        allow_if(clock.now() < nomination.deadline, _("The time to speak up is over."), status=410),
    )


def may_take_back(reader: Reader, nomination: Nomination) -> Verdict:
    """Take back what one said, while it is open."""
    has_spoken = isinstance(reader, Actor) and Voice.objects.filter(nomination=nomination, actor=reader).exists()
    return first_denial(
        is_signed_in(reader),
        allow_if(has_spoken, _("You haven't said anything here."), status=409),
        allow_if(nomination.state == State.OPEN, _("This is no longer open."), status=409),
    )


def may_ask_to_vouch(reader: Reader, nomination: Nomination) -> Verdict:
    """Ask members to vouch: whoever nominated, and whoever decides, while it is open."""
    return first_denial(
        is_signed_in(reader),
        ALLOWED if reader.id == nomination.nominator_id else cares_for(reader, nomination.place),
        allow_if(nomination.state == State.OPEN, _("This is no longer open."), status=409),
    )


def may_withdraw(reader: Reader, nomination: Nomination) -> Verdict:
    """Whoever nominated, until the invitation is accepted."""
    over = nomination.state in {State.ACCEPTED, State.REFUSED, State.DECLINED, State.LAPSED, State.WITHDRAWN}
    return first_denial(
        is_signed_in(reader),
        allow_if(reader.id == nomination.nominator_id, _("Only whoever nominated can withdraw it.")),
        allow_if(not over, _("This has come to its end already."), status=409),
    )


def may_decide(reader: Reader, nomination: Nomination) -> Verdict:
    """Admit, list or decline: whoever cares for the space today, but nobody their own; an appeal another than the first time."""
    declined = [step for step in nomination.steps.all() if step.kind == StepKind.DECLINED]
    first = max(declined, key=lambda step: step.id).actor_id if declined else None
    return first_denial(
        cares_for(reader, nomination.place),
        allow_if(reader.id != nomination.nominator_id, _("Let someone else decide: you nominated them.")),
        allow_if(not is_their_own(reader, nomination), _("Let someone else decide: it is about you.")),
        allow_if(nomination.state in {*TO_DECIDE, State.LISTED}, _("There is nothing to decide here now."), status=409),
        allow_if(
            nomination.state != State.APPEALED or reader.id != first,
            _("You declined it: someone else looks at the appeal."),
        ),
    )


def may_appeal(reader: Reader, nomination: Nomination) -> Verdict:
    """Ask for a second look, once: whoever nominated, and the nominee (who comes by the link in their mail)."""
    return first_denial(
        is_signed_in(reader),
        allow_if(
            reader.id == nomination.nominator_id or is_their_own(reader, nomination),
            _("Only whoever nominated, or the nominee, can appeal."),
        ),
        can_be_appealed(nomination),
    )


def can_be_appealed(nomination: Nomination) -> Verdict:
    """Allow a second look at what was declined, once."""
    return first_denial(
        allow_if(nomination.state == State.DECLINED, _("There is no decision to appeal against."), status=409),
        allow_if(
            all(step.kind != StepKind.APPEALED for step in nomination.steps.all()),
            _("This was looked at twice: the decision stands."),
            status=409,
        ),
    )


def may_renew(reader: Reader, nomination: Nomination) -> Verdict:
    """Send the invitation anew: whoever nominated, and whoever decides."""
    return first_denial(
        is_signed_in(reader),
        ALLOWED if reader.id == nomination.nominator_id else cares_for(reader, nomination.place),
        allow_if(nomination.state == State.ADMITTED, _("There is no open invitation."), status=409),
    )


def is_valid(invitation: Invitation) -> Verdict:
    """Allow an invitation that is neither used, replaced, withdrawn nor over; a denial says what helps."""
    return first_denial(
        allow_if(
            invitation.nomination.state != State.REFUSED,
            _(
                "You have turned this invitation down. If you think otherwise now, ask whoever nominated you to do so again."
            ),
            status=410,
        ),
        allow_if(invitation.used is None, _("This invitation has been used. Sign in with your account."), status=410),
        allow_if(
            invitation.replaced is None,
            _("This invitation was renewed. The link in the latest mail works."),
            status=410,
        ),
        allow_if(invitation.nomination.state == State.ADMITTED, _("This invitation is no longer valid."), status=410),
        allow_if(
            clock.now() < invitation.expires,
            _("This invitation has expired. Whoever nominated you, or the curators, can renew it."),
            status=410,
        ),
    )


def may_refuse(reader: Reader, invitation: Invitation) -> Verdict:
    """Turn an invitation down: whoever holds its link; nobody needs an account to say no."""
    return is_valid(invitation)


def may_accept(reader: Reader, invitation: Invitation) -> Verdict:
    """Accept an invitation: whoever is signed in and doesn't belong yet. That the address is theirs is proven besides."""
    place = invitation.nomination.place
    return first_denial(
        is_valid(invitation),
        is_signed_in(reader),
        is_outside(reader, place),
        is_inside(reader, place),
    )
