"""Invitations: sent, renewed, accepted once, by whoever reads the mail of the address they were sent to."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.spaces.letterheads import home_url, letterhead_of
from allmende.foundation import clock
from allmende.foundation.keys import is_signed, sign
from allmende.foundation.mail.commands import post
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.mailboxes import require_room
from allmende.identity.actors.models import Actor
from allmende.people.nominations.activities import InvitationAccepted, InvitationRenewed
from allmende.people.nominations.commands.neighbours import begin_welcome, weave
from allmende.people.nominations.commands.steps import held, mail_nominee, note, tell
from allmende.people.nominations.models import Invitation, Nomination, State, StepKind
from allmende.people.nominations.models.addresses import address_key
from allmende.people.nominations.models.tokens import digest_of, new_code, new_token
from allmende.people.nominations.rules import may_accept, may_renew

VALID_FOR = timedelta(days=14)
CODE_FOR = timedelta(minutes=30)
CODE = "nominations.code"
MOST_CODES, MOST_TRIES = 5, 5
MOST_RENEWALS = 20


def invite(nomination: Nomination) -> Invitation:
    """Send the invitation within the caller's transaction; one that is out ends."""
    Invitation.objects.filter(nomination=nomination, used=None, replaced=None).update(replaced=clock.now())
    token = new_token()
    invitation = Invitation.objects.create(
        nomination=nomination, digest=digest_of(token), expires=clock.now() + VALID_FOR
    )
    url = home_url(nomination.place) + reverse("nominations:invitation", args=[token])
    mail_nominee(nomination, "invitation", url=url, expires=invitation.expires)
    return invitation


@transaction.atomic
def renew(actor: Actor, nomination: Nomination) -> Invitation:
    """Send an invitation anew; the link before leads nowhere. Raises Refused (429) after the twentieth time."""
    nomination = held(nomination.id)
    require(may_renew(actor, nomination))
    if nomination.invitations.count() >= MOST_RENEWALS:
        raise Refused(_("This invitation was renewed very often. Ask the person whether the mails arrive."), 429)
    require_room(nomination.email)
    note(nomination, StepKind.RENEWED, actor)
    tell(InvitationRenewed, actor, nomination)
    return invite(nomination)


def is_proven(actor: Actor, invitation: Invitation) -> bool:
    """Say whether the address of an invitation is one that the actor's account has confirmed."""
    addresses = EmailAddress.objects.filter(user__actor=actor, verified=True).values_list("email", flat=True)
    return invitation.nomination.address in {address_key(address) for address in addresses}


@transaction.atomic
def send_code(actor: Actor, invitation: Invitation) -> None:
    """Send a code to the address of an invitation, for someone who is signed in with another. Raises Refused (429) after five."""
    invitation = _held(invitation)
    require(may_accept(actor, invitation))
    if invitation.codes >= MOST_CODES:
        raise Refused(_("Five codes were sent. Ask whoever nominated you to renew the invitation."), 429)
    require_room(invitation.nomination.email)
    code, nomination = new_code(), invitation.nomination
    invitation.code_for, invitation.code_sent, invitation.code_tries = actor, clock.now(), 0
    invitation.codes += 1
    invitation.code_digest = sign(CODE, f"{invitation.id} {actor.id} {code}")
    invitation.save(update_fields=["code_for", "code_sent", "code_tries", "codes", "code_digest"])
    values = {"code": code, "place": nomination.place.title, "account": actor.name, "name": nomination.name}
    post(
        nomination.email,
        "nominations/mail/code",
        language=nomination.language,
        house=letterhead_of(nomination.place),
        **values,
    )


def accept(actor: Actor, invitation: Invitation, code: str = "") -> Nomination:
    """Accept an invitation: once, by whoever proves that its address is theirs; then the welcome begins.

    Raises Refused (410) for one that is used, renewed, withdrawn or over, (403) for an address not proven, (422) for a wrong code.
    """
    if not _is_right(actor, invitation, code):
        raise Refused(_("This is not the code that we have sent."), 422, errors={"code": _("Not this code.")})
    with transaction.atomic():
        return _accept(actor, invitation, code)


def _accept(actor: Actor, invitation: Invitation, code: str) -> Nomination:
    held(invitation.nomination_id)
    outdate()
    invitation = _held(invitation)
    require(may_accept(actor, invitation))
    if not code and not is_proven(actor, invitation):
        raise Refused(_("First show that the address is yours: we send a code to it."))
    invitation.used, invitation.used_by = clock.now(), actor
    invitation.save(update_fields=["used", "used_by"])
    nomination = invitation.nomination
    nomination.state, nomination.nominee = State.ACCEPTED, actor
    nomination.save(update_fields=["state", "nominee"])
    note(nomination, StepKind.ACCEPTED, actor)
    tell(InvitationAccepted, actor, nomination)
    weave(nomination, actor)
    begin_welcome(actor, nomination.place)
    return nomination


@transaction.atomic
def _is_right(actor: Actor, invitation: Invitation, code: str) -> bool:
    """Say whether a code is the one that was sent; no code is nothing wrong. A wrong one counts, whatever happens after."""
    if not code:
        return True
    invitation = _held(invitation)
    sent = invitation.code_sent
    if invitation.code_for_id != actor.id or sent is None or clock.now() > sent + CODE_FOR:
        return False
    if invitation.code_tries >= MOST_TRIES:
        return False
    if is_signed(CODE, f"{invitation.id} {actor.id} {code}", invitation.code_digest):
        return True
    invitation.code_tries += 1
    invitation.save(update_fields=["code_tries"])
    return False


def _held(invitation: Invitation) -> Invitation:
    Invitation.objects.select_for_update(no_key=True).filter(id=invitation.id).values_list("id").first()
    return Invitation.objects.select_related("nomination__place__root", "nomination__nominator").get(id=invitation.id)
