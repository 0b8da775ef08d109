"""Who may do what with a profile: one's own, and those in one's care."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.consent.rules import widest_layer
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_curator, is_member, is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Denied, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Kind, Reader
from allmende.people.profiles.models import Claim, ClaimState, Detail, Endorsement, Key, Managed


def is_own(reader: Reader, actor: Actor) -> bool:
    """Whether it is the reader's own profile."""
    return not reader.is_guest and reader.id == actor.id


def cares_for(reader: Reader, actor: Actor) -> bool:
    """Whether a profile without an account is in the reader's care: who made it, and the curators of its community."""
    if actor.kind != Kind.MANAGED or reader.is_guest:
        return False
    care = Managed.objects.filter(actor=actor).select_related("root").first()
    return care is not None and (care.manager_id == reader.id or bool(is_curator(reader, care.root)))


@asked(_("change their profile"))
def may_edit(reader: Reader, actor: Actor) -> Verdict:
    """One's own profile, and one in one's care."""
    return first_denial(
        is_signed_in(reader),
        allow_if(is_own(reader, actor) or cares_for(reader, actor), _("Only they themselves can change this.")),
        allow_if(actor.erased is None, _("This profile is gone."), status=409),
    )


def may_show(reader: Reader, actor: Actor, layer: Layer) -> Verdict:
    """Let a detail be seen on a layer: no gate, it is one's own face; what is said of the young stays within the community."""
    return first_denial(
        may_edit(reader, actor),
        allow_if(layer <= widest_layer(actor), _("Until you are 18, your profile stays within the community.")),
    )


def may_show_source(reader: Reader, actor: Actor, source: Thing) -> Verdict:
    """Put something made here into one's portfolio: whoever made it, once it is shared."""
    return first_denial(
        may_edit(reader, actor),
        allow_if(source.author_id == actor.id, _("Only what you made yourself goes into your portfolio.")),
        allow_if(source.audience.kind == "ladder", _("It is not shared yet. Publish it first."), status=409),
    )


def may_endorse(reader: Reader, detail: Detail, root: Space) -> Verdict:
    """Members of the community endorse the skills of others, each once."""
    return first_denial(
        is_member(reader, root),
        allow_if(detail.key == Key.SKILL, _("Only skills are endorsed."), status=409),
        allow_if(detail.actor_id != reader.id, _("Others endorse your skills, you theirs.")),
        allow_if(
            not Endorsement.objects.filter(detail=detail, by_id=reader.id).exists(),
            _("You have endorsed this already."),
            status=409,
        ),
    )


def may_accept_endorsement(reader: Reader, endorsement: Endorsement) -> Verdict:
    """The endorsed person says whether it shows."""
    return first_denial(
        is_signed_in(reader),
        allow_if(
            endorsement.detail.actor_id == reader.id or cares_for(reader, endorsement.detail.actor),
            _("Only whom it is about can let it show."),
        ),
        allow_if(endorsement.accepted is None, _("It shows already."), status=409),
    )


def may_withdraw_endorsement(reader: Reader, endorsement: Endorsement) -> Verdict:
    """Either side takes it back: who endorsed, and whom it is about."""
    is_party = reader.id in {endorsement.by_id, endorsement.detail.actor_id}
    return first_denial(
        is_signed_in(reader),
        allow_if(is_party or cares_for(reader, endorsement.detail.actor), _("Only one of the two can take this back.")),
    )


@asked(_("make a profile for someone without an account"))
def may_make_managed(reader: Reader, root: Space) -> Verdict:
    """Curators make profiles for people and organisations without an account."""
    return is_curator(reader, root)


def may_erase_managed(reader: Reader, managed: Managed) -> Verdict:
    """Whoever cares for it empties it; the person themselves by the link in their mail."""
    return first_denial(
        is_signed_in(reader),
        allow_if(cares_for(reader, managed.actor), _("Only who cares for this profile can do this.")),
    )


def may_claim(reader: Reader, managed: Managed) -> Verdict:
    """Say that a profile without an account is one's own: members of its community, or whoever has an account here."""
    waits = Claim.objects.filter(managed=managed, claimant_id=reader.id, state=ClaimState.WAITING)
    return first_denial(
        is_signed_in(reader),
        allow_if(managed.actor.kind == Kind.MANAGED, _("This profile has been taken over already."), status=409),
        allow_if(not waits.exists(), _("You have asked for it. Whoever cares for it will answer."), status=409),
    )


def may_decide_claim(reader: Reader, claim: Claim) -> Verdict:
    """Whoever cares for a profile says whether it is theirs, but nobody about their own claim."""
    return first_denial(
        is_signed_in(reader),
        allow_if(claim.state == ClaimState.WAITING, _("This has been answered already."), status=409),
        allow_if(cares_for(reader, claim.managed.actor), _("Only who cares for this profile can answer.")),
        allow_if(claim.claimant_id != reader.id, _("Let someone else look at it: it is your own.")),
        may_take_over(claim.claimant) if not claim.managed.is_organisation else ALLOWED,
    )


def may_take_over(claimant: Reader) -> Verdict:
    """An account goes over to another actor while it has made nothing under its first: otherwise two lives would be one."""
    if not (signed := is_signed_in(claimant)):
        return signed
    if Thing.objects.filter(author_id=claimant.id).exists():
        return Denied(_("This account has made things here of its own. Ask a curator to merge the two."), status=409)
    return ALLOWED


@asked(_("look at their profile as others do"))
def may_view_as(reader: Reader, actor: Actor) -> Verdict:
    """See a profile as others see it: whoever may change it."""
    return may_edit(reader, actor)


@asked(_("bring in skills"))
def may_import_skills(reader: Reader, root: Space) -> Verdict:
    """Bring in a list of skills: curators."""
    return is_curator(reader, root)
