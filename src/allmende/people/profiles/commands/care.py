"""Profiles for those without an account: made by curators, claimed by whom they are about, emptied at their wish."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.spaces.commands.members import add_member
from allmende.commons.spaces.letterheads import home_url, letterhead_of
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.reach import recompile
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.foundation.journal.commands import record
from allmende.foundation.keys import is_signed, sign
from allmende.foundation.mail.commands import post
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import make_actor
from allmende.identity.actors.models import Actor, Kind
from allmende.people.profiles.activities import (
    ClaimAccepted,
    ClaimDeclined,
    ManagedProfileErased,
    ManagedProfileMade,
    ProfileClaimed,
)
from allmende.people.profiles.models import Claim, ClaimState, Detail, Managed, Piece
from allmende.people.profiles.rules import may_claim, may_decide_claim, may_erase_managed, may_make_managed

PURPOSE = "profiles.erasure"


@transaction.atomic
def make_managed(
    actor: Actor, root: Space, *, name: str, email: str = "", language: str = "", is_organisation: bool = False
) -> Actor:
    """Make a profile for someone without an account; with an address they are told, and how to take it over or empty it.

    Raises Refused (422) for a name or an address that can't be, (409) where the address has an account.
    """
    require(may_make_managed(actor, root))
    email = email.strip().lower()
    if email:
        _require_unknown(email)
    person = make_actor(name, kind=Kind.MANAGED, language=language or root.language, zone=root.zone)
    Managed.objects.create(actor=person, root=root, manager=actor, is_organisation=is_organisation, email=email)
    add_member(root, person, Role.MEMBER)
    record(ManagedProfileMade(actor=actor.id, space=root.id, person=person.id))
    if email:
        ask_to_erase(person)
    return person


def _require_unknown(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), 422, errors={"email": " ".join(error.messages)}) from error
    if Account.objects.filter(email=email).exists():
        sentence = _("There is an account with this address already.")
        raise Refused(sentence, 409, errors={"email": sentence})


def ask_to_erase(person: Actor) -> None:
    """Send someone without an account the mail that says what is shown of them, and how to have it emptied."""
    managed = Managed.objects.select_related("root", "manager").get(actor=person)
    url = home_url(managed.root) + reverse("profiles:erasure", args=[person.id, sign(PURPOSE, str(person.id))])
    page = home_url(managed.root) + reverse("person", args=[person.handle])
    post(
        managed.email, "profiles/mail/managed", language=person.language, name=person.name, page=page, url=url,
        community=managed.root.title, house=letterhead_of(managed.root), manager=managed.manager.name,
    )  # fmt: skip


def person_of_key(person: str, key: str) -> Actor | None:
    """Return whom the link in a mail is about, if it is ours and they are still without an account."""
    id_ = key_in(person)
    if id_ is None or not is_signed(PURPOSE, str(id_), key):
        return None
    return Actor.objects.filter(id=id_, kind=Kind.MANAGED, erased=None).first()


@transaction.atomic
def erase_managed(actor: Actor, managed: Managed) -> None:
    """Empty a profile that one cares for."""
    require(may_erase_managed(actor, managed))
    _empty(managed.actor)
    record(ManagedProfileErased(actor=actor.id, space=managed.root_id, person=managed.actor_id))


@transaction.atomic
def erase_as_asked(person: Actor) -> None:
    """Empty a profile as the person asked by the link in their mail: whoever holds it is them."""
    root = Managed.objects.values_list("root_id", flat=True).get(actor=person)
    _empty(person)
    record(ManagedProfileErased(actor=person.id, space=root, person=person.id))


def _empty(person: Actor) -> None:
    """Leave nothing of a person but a row that others' things can point at."""
    Detail.objects.filter(actor=person).delete()
    Piece.objects.filter(author=person).delete()
    Claim.objects.filter(managed__actor=person).delete()
    _end_memberships(person)
    person.name, person.about, person.portrait, person.erased = "", "", None, clock.now()
    person.handle = f"gone-{person.id.hex[-12:]}"
    person.save()
    Managed.objects.filter(actor=person).update(email="")


def _end_memberships(person: Actor) -> None:
    spaces = list(Membership.objects.filter(actor=person).order_by("space_id").values_list("space_id", flat=True))
    Membership.objects.filter(actor=person).delete()
    Space.objects.filter(id__in=spaces).update(member_count=F("member_count") - 1)
    outdate()
    recompile([person])


@transaction.atomic
def claim(actor: Actor, managed: Managed, words: str = "") -> Claim:
    """Say that a profile without an account is one's own; whoever cares for it is told by mail."""
    managed = Managed.objects.select_related("actor", "manager", "root").get(actor=managed.actor_id)
    require(may_claim(actor, managed))
    made = Claim.objects.create(managed=managed, claimant=actor, words=words)
    record(ProfileClaimed(actor=actor.id, space=managed.root_id, person=managed.actor_id, claim=made.id))
    _tell(managed.manager, "claimed", managed, actor)
    return made


@transaction.atomic
def accept_claim(actor: Actor, asked: Claim) -> None:
    """Give a profile to whom it is about: their account acts as it from now on, with all that it has and had.

    Who takes over an organisation's profile cares for it from now on.
    """
    asked = _held(asked)
    require(may_decide_claim(actor, asked))
    _decide(actor, asked, ClaimState.ACCEPTED)
    managed, claimant = asked.managed, asked.claimant
    _tell(claimant, "accepted", managed, actor)
    if managed.is_organisation:
        Managed.objects.filter(actor=managed.actor_id).update(manager=claimant)
    else:
        _take_over(managed.actor, claimant)
    record(ClaimAccepted(actor=actor.id, space=managed.root_id, person=managed.actor_id, claimant=claimant.id))


@transaction.atomic
def decline_claim(actor: Actor, asked: Claim) -> None:
    """Say that a profile is somebody else's."""
    asked = _held(asked)
    require(may_decide_claim(actor, asked))
    _decide(actor, asked, ClaimState.DECLINED)
    _tell(asked.claimant, "declined", asked.managed, actor)
    record(
        ClaimDeclined(
            actor=actor.id, space=asked.managed.root_id, person=asked.managed.actor_id, claimant=asked.claimant_id
        )
    )


def _held(asked: Claim) -> Claim:
    Managed.objects.select_for_update(of=("self",)).filter(actor=asked.managed_id).first()
    return Claim.objects.select_related("managed__actor", "managed__root", "claimant").get(id=asked.id)


def _decide(actor: Actor, asked: Claim, state: ClaimState) -> None:
    asked.state, asked.decided_by, asked.decided = state, actor, clock.now()
    asked.save(update_fields=["state", "decided_by", "decided"])


def _take_over(person: Actor, claimant: Actor) -> None:
    """Let the claimant's account act as the person; what they said and where they belonged under their first actor comes along."""
    account = Account.objects.select_for_update().get(actor=claimant)
    for belongs in Membership.objects.filter(actor=claimant).select_related("space"):
        add_member(belongs.space, person, Role(belongs.role))
    said = set(Detail.objects.filter(actor=person).values_list("key", flat=True))
    Detail.objects.filter(actor=claimant).exclude(key__in=said).update(actor=person)
    account.actor = person
    account.save(update_fields=["actor"])
    person.kind = Kind.PERSON
    person.save(update_fields=["kind"])
    _empty(claimant)


def _tell(person: Actor, what: str, managed: Managed, by: Actor) -> None:
    address = Account.objects.filter(actor=person).values_list("email", flat=True).first()
    if address:
        page = home_url(managed.root) + reverse("person", args=[managed.actor.handle])
        post(
            address,
            f"profiles/mail/{what}",
            language=person.language,
            profile=managed.actor.name,
            by=by.name,
            page=page,
            house=letterhead_of(managed.root),
        )
