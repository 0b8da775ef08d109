"""A child asks a guardian by mail; the guardian answers through a link that is good for one answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.consent.activities import GuardianAnswered, GuardianAsked
from allmende.commons.consent.models import GuardianEvent, Guardianship, GuardianState, Scope
from allmende.commons.consent.rules import may_ask_guardian
from allmende.commons.spaces.commands import narrow
from allmende.commons.spaces.letterheads import letterhead_for
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import space_of
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.keys import is_signed, sign
from allmende.foundation.mail.commands import post
from allmende.foundation.once.commands import once
from allmende.foundation.text import check_length, clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.addresses import mailbox_of
from allmende.identity.accounts.mailboxes import has_room, require_room
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.queries import MINORS, account_of, is_minor
from allmende.identity.actors.commands import system, take_turns
from allmende.identity.actors.models import Actor, Reader

PURPOSE = "guardians"
LONGEST_ADDRESS = 254
TIME_TO_ANSWER = timedelta(days=14)

_THE_CHILD = _("A guardian is someone else: this is your own address, or that of someone who is not of age.")


_followers: list[Callable[[Actor, list[str]], object]] = []


def when_guardian_answers(follow: Callable[[Actor, list[str]], object]) -> None:
    """Let what rests on a guardian's word act when they give it anew, within the transaction: `follow(child, allows)`."""
    _followers.append(follow)


@transaction.atomic
def ask_guardian(child: Actor, name: str, address: str, language: str = "", *, at: Space | None = None) -> Guardianship:
    """Ask someone by mail what the child may do; whoever was asked before and has not answered is asked no longer.

    The community that the child is `at` writes.

    Raises Refused: 403/409/429 may not, 422 for an address that can't be one, or leads to the child or another minor.
    """
    take_turns(child.id)  # two clicks take turns
    require(may_ask_guardian(child))
    name, address = clean_line(name)[:120], address.strip()
    try:
        check_length(address, LONGEST_ADDRESS)
        validate_email(address)
    except ValidationError as error:
        raise Refused(_("This is no e-mail address."), 422, errors={"address": error.messages[0]}) from error
    if _leads_to_a_minor(child, address):
        raise Refused(_THE_CHILD, 422, errors={"address": _THE_CHILD})
    require_room(address)
    for earlier in Guardianship.objects.filter(child=child, state=GuardianState.ASKED):
        _become(earlier, GuardianState.REPLACED, [])
    asked = Guardianship.objects.create(
        child=child, name=name, address=address, language=language or child.language,
        expires=clock.now() + TIME_TO_ANSWER,
    )  # fmt: skip
    GuardianEvent.objects.create(guardianship=asked, state=asked.state, by_address=address)
    record(GuardianAsked(actor=child.id, guardianship=asked.id))
    _write(asked, "consent/mail/guardian_asked", at, days=TIME_TO_ANSWER.days)
    return asked


@transaction.atomic
def answer(
    guardianship: Guardianship,
    signature: str,
    allows: list[str],
    *,
    reader: Reader,
    network: str | None = None,
    at: Space | None = None,
) -> Guardianship:
    """Write down what a guardian allows (nothing: they decline, or take it back), and mail them the link for the next time.

    `reader` is whoever is signed in where the link was opened, `network` their network address, and the community that they are `at` writes. Raises Refused: 410 for a
    link that was used, is forged or has expired, 403 when the child or another minor answers, 422 for an unknown scope.
    """
    held = open_link(guardianship, signature, lock=True)
    if isinstance(reader, Actor) and (reader.id == held.child_id or is_minor(reader)):
        raise Refused(_("Your guardian answers this, not you. Sign out and let them open the link from their mail."))
    if unknown := set(allows) - set(Scope.values):
        raise Refused(_("There is no %(what)s to agree to.") % {"what": ", ".join(sorted(unknown))}, 422)
    others = Guardianship.objects.filter(child=held.child_id, state=GuardianState.GRANTED).exclude(id=held.id)
    if allows and others.exists():
        raise Refused(_("Another guardian of this child has agreed already."), 409)
    was_outward = Scope.OUTWARD in held.allows
    if allows:
        state = GuardianState.GRANTED
    else:
        state = GuardianState.REVOKED if held.state == GuardianState.GRANTED else GuardianState.DECLINED
    _become(held, state, [scope for scope in Scope.values if scope in allows], network)
    record(GuardianAnswered(actor=system().id, guardianship=held.id, child=held.child_id, state=str(state)))
    if was_outward and Scope.OUTWARD not in held.allows:
        _bring_home(held.child)
    for follow in _followers:
        follow(held.child, held.allows)
    _write(held, "consent/mail/guardian_answered", at, scopes=labels_of(held.allows))
    if account := account_of(held.child):
        post(
            account.email, "consent/mail/child_told", language=held.child.language, child=held.child,
            guardian=held.name, scopes=labels_of(held.allows), house=letterhead_for(held.child, at), link=reverse("consent:guardian"),
        )  # fmt: skip
    return held


def open_link(guardianship: Guardianship, signature: str, *, lock: bool = False) -> Guardianship:
    """Return a guardianship as it is now for whoever holds the link of its mail; Refused (410) when the link is not good."""
    rows = Guardianship.objects.select_related("child__account")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    held = rows.get(id=guardianship.id)
    good = is_signed(PURPOSE, f"{held.id}:{held.turn}", signature) and held.state != GuardianState.REPLACED
    if not good or (held.state == GuardianState.ASKED and not held.is_waiting):
        raise Refused(
            _("This link is not good any more: it was used, or it is too old. The latest mail holds the one that is."),
            410,
        )
    return held


@transaction.atomic
def send_link_again(guardianship: Guardianship, *, at: Space | None = None) -> None:
    """Mail the link that is good now to the guardian's address, once an hour at the most; whoever asks learns nothing."""
    if guardianship.state in {GuardianState.REPLACED, GuardianState.ASKED} and not guardianship.is_waiting:
        return
    hour = int(clock.now().timestamp() // 3600)
    once(system().id, f"guardian-link:{guardianship.id}:{hour}", lambda: _write_again(guardianship, at))


@transaction.atomic
def note_undeliverable(address: str) -> None:
    """Note that a guardian's address doesn't exist, so that the child can mend it."""
    for asked in Guardianship.objects.filter(address=address, state=GuardianState.ASKED):
        _become(asked, GuardianState.BOUNCED, [])


def labels_of(allows: list[str]) -> list[str]:
    """Return what a guardian allows in words, in the language of the moment."""
    return [str(Scope(scope).label) for scope in allows]


def _write_again(guardianship: Guardianship, at: Space | None) -> None:
    if has_room(guardianship.address):
        _write(guardianship, "consent/mail/guardian_link", at)


def _write(guardianship: Guardianship, template: str, at: Space | None, **values: Any) -> None:
    signature = sign(PURPOSE, f"{guardianship.id}:{guardianship.turn}")
    link = reverse("consent:answer", args=[guardianship.id, signature])
    post(
        guardianship.address, template, language=guardianship.language, guardian=guardianship.name,
        child=guardianship.child, house=letterhead_for(guardianship.child, at), link=link, **values,
    )  # fmt: skip


def _become(guardianship: Guardianship, state: GuardianState, allows: list[str], network: str | None = None) -> None:
    """Change a guardianship and write it in its log; the links sent before are not good any more."""
    guardianship.state, guardianship.allows, guardianship.answered = state, allows, clock.now()
    guardianship.turn += 1
    guardianship.save()
    GuardianEvent.objects.create(
        guardianship=guardianship, state=state, allows=allows, by_address=guardianship.address, from_network=network
    )


def _leads_to_a_minor(child: Actor, address: str) -> bool:
    """Whether an address is the child's, or that of an account whose person is not of age."""
    mailbox = mailbox_of(address)
    account = account_of(child)
    mine = (
        {account.email, *EmailAddress.objects.filter(user=account).values_list("email", flat=True)}
        if account
        else set()
    )
    if mailbox in {mailbox_of(one) for one in mine}:
        return True
    young = Account.objects.filter(age_band__in=MINORS)
    known = young.filter(email__in={address.casefold(), mailbox}) | young.filter(
        emailaddress__email__in={address, mailbox}
    )
    return known.exists()


def _bring_home(child: Actor) -> None:
    """Take what a child made back into the community: their guardian no longer agrees that it is seen outside."""
    outside = Thing.objects.filter(author=child, audience__kind=Kind.LADDER, audience__layer__gt=Layer.COMMUNITY)
    for thing in outside.exclude(published=None).exclude(kind="space"):
        narrow(system(), thing, space_of(thing), Layer.COMMUNITY)
