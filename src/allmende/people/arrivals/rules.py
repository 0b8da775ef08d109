"""Who may bring people in, write to many, make one account of two, and act for someone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.duties.rules import serves
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.rules import is_curator, is_signed_in, is_system
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Denied, Verdict, allow_if, first_denial
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor, Kind, Reader
from allmende.people.arrivals.models import ActingConsent, Merge
from allmende.people.arrivals.models.acting import CONSENT_LASTS
from allmende.people.nominations.rules import may_make_link


def is_operator(reader: Reader) -> bool:
    """Say whether a reader runs the node."""
    own = Account.objects.filter(actor_id=reader.id, is_active=True, is_superuser=True) if reader.id else None
    return is_system(reader) or (own is not None and own.exists())


def _cares(reader: Reader, space: Space) -> Verdict:
    """Allow curators of the community, whoever serves it today, and those who run the node."""
    if space.root_id:
        return Denied(_("People are brought into a community. Name their spaces in the file."), status=422)
    curates = is_curator(reader, space)
    return ALLOWED if curates else _on_duty(reader, space)


def _on_duty(reader: Reader, space: Space) -> Verdict:
    """Allow whoever serves the community today, and those who run the node: what touches accounts has one to answer for it."""
    serving = serves(reader, space, Duty.COMMUNITY)
    return ALLOWED if serving or is_operator(reader) else serving


@asked(_("bring people in from a table"))
def may_import_people(reader: Reader, space: Space) -> Verdict:
    """Bring a file of people into a community: its curators, and whoever runs the node."""
    return _cares(reader, space)


@asked(_("invite many at once"))
def may_invite_many(reader: Reader, space: Space) -> Verdict:
    """Write to many addresses at once: whoever may make the community's invitation links."""
    return first_denial(_cares(reader, space), may_make_link(reader, space))


@asked(_("see accounts"))
def may_see_accounts(reader: Reader, space: Space) -> Verdict:
    """See merges and who acted for whom: whoever serves the community today, and those who run the node."""
    return _on_duty(reader, space)


def may_merge(reader: Reader, space: Space, kept: Actor, gone: Actor) -> Verdict:
    """Make one account of two: curators, for two people of their community alone; never their own, nor an operator's."""
    return first_denial(
        _on_duty(reader, space),
        allow_if(kept.id != gone.id, _("These are one account already. Choose two."), status=422),
        allow_if(
            {kept.kind, gone.kind} <= {Kind.PERSON, Kind.MANAGED}, _("Only accounts of persons become one."), status=422
        ),
        allow_if(reader.id not in {kept.id, gone.id}, _("Let someone else do this: one of them is your own account.")),
        allow_if(
            not (runs_something(kept) or runs_something(gone)),
            _("Accounts of curators and of those who run the node are not merged. Give up the role first."),
        ),
        _belong_here_alone(reader, space, kept, gone),
    )


def _belong_here_alone(reader: Reader, space: Space, kept: Actor, gone: Actor) -> Verdict:
    """Curators answer for their own community: what someone has in another one is not theirs to move."""
    roots = Membership.objects.filter(actor__in=(kept, gone), space__root=None)
    elsewhere = roots.exclude(space=space).exists() and not is_operator(reader)
    here = set(roots.filter(space=space).values_list("actor_id", flat=True))
    return first_denial(
        allow_if(kept.id in here, _("The account that stays must belong to this community."), status=409),
        allow_if(
            not elsewhere, _("One of them belongs to another community too. Ask whoever runs this node to do it.")
        ),
    )


def runs_something(actor: Actor) -> bool:
    """Say whether someone curates a space or runs the node: their hands are not lent."""
    curates = Membership.objects.filter(actor=actor, role=Role.CURATOR).exists()
    runs = Account.objects.filter(actor=actor, is_staff=True) | Account.objects.filter(actor=actor, is_superuser=True)
    return curates or runs.exists()


def may_undo_merge(reader: Reader, merge: Merge) -> Verdict:
    """Make two accounts of one again, for thirty days."""
    return first_denial(
        _on_duty(reader, merge.space),
        allow_if(merge.undone is None, _("This has been undone already."), status=409),
        allow_if(clock.now() <= merge.until, _("The thirty days in which it could be undone are over."), status=410),
    )


def _may_help(reader: Reader, space: Space, person: Actor) -> Verdict:
    """Curators help members of their community; never those who carry an office, nor themselves."""
    belongs = Membership.objects.filter(space=space, actor=person).exists()
    return first_denial(
        _on_duty(reader, space),
        allow_if(belongs and person.kind in {Kind.PERSON, Kind.MANAGED}, _("This is not there for you."), status=404),
        allow_if(reader.id != person.id, _("You act for yourself anyway."), status=409),
        allow_if(not runs_something(person), _("Nobody acts for curators or for those who run the node.")),
    )


@asked(_("note a consent for them"))
def may_note_consent(reader: Reader, space: Space, person: Actor) -> Verdict:
    """Note that a person wants help: they themselves, or a curator who was told. Who withdrew once says yes only themselves."""
    if reader.id == person.id:
        return is_signed_in(reader)
    withdrew = ActingConsent.objects.filter(space=space, person=person, withdrawn__isnull=False).exists()
    return first_denial(
        _may_help(reader, space, person),
        allow_if(not withdrew, _("This person has withdrawn their consent. Only they can give it again.")),
    )


@asked(_("take a consent back for them"))
def may_withdraw_consent(reader: Reader, space: Space, person: Actor) -> Verdict:
    """Take consent back: the person, or a curator who was told."""
    return is_signed_in(reader) if reader.id == person.id else _may_help(reader, space, person)


@asked(_("act for them"))
def may_act_for(reader: Reader, space: Space, person: Actor) -> Verdict:
    """Act for someone: a managed person, or one whose consent is noted and not older than a year."""
    fresh = ActingConsent.objects.filter(
        space=space, person=person, withdrawn=None, given__gt=clock.now() - CONSENT_LASTS
    )
    return first_denial(
        _may_help(reader, space, person),
        allow_if(
            person.kind == Kind.MANAGED or fresh.exists(),
            _("First note when and how this person asked you to act for them."),
        ),
    )


def may_do_for_another(is_ones_own: bool) -> Verdict:
    """While acting for someone: what is not one's own alone. Signing in, consents, votes and offices are."""
    return allow_if(not is_ones_own, _("Nobody does this for someone else. Stop acting first."))
