"""Inviting many at once: each address is written to once, and the letters go out little by little."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.models import Membership, Space
from allmende.foundation import clock
from allmende.foundation.doors import Option
from allmende.foundation.journal.commands import record
from allmende.foundation.mail.commands import post
from allmende.foundation.options.definitions import value_of
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.addresses import is_address
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.activities import InvitationsLinedUp
from allmende.people.arrivals.commands.checking import accounts_of
from allmende.people.arrivals.commands.entry import invite
from allmende.people.arrivals.models import Arrival, Letter, LetterState, Mailing, PeopleImport
from allmende.people.arrivals.queries.lines import canonical
from allmende.people.arrivals.rules import may_invite_many

log = logging.getLogger(__name__)

MOST_AT_ONCE = 5000
PER_HOUR = Option(
    "arrivals.letters", _("Invitations in an hour"),
    _("So many letters of many leave this node in an hour; more, and others take its mail for a nuisance."), _("letters"), 200, 10, 5000,
)  # fmt: skip
_BETWEEN = re.compile(r"[\s,;<>\"]+")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What was found in pasted text: addresses, each once, and what looks like one but isn't."""

    good: list[str]
    bad: list[str]


def addresses_in(text: str) -> Addresses:
    """Find the addresses in pasted text: one to a line, with commas, or as a mail program copies them."""
    good: dict[str, str] = {}
    bad: list[str] = []
    for word in _BETWEEN.split(clean_text(text)):
        if "@" not in word:
            continue
        address = word.strip(".:()[]'").lower()
        if is_address(address):
            good.setdefault(canonical(address), address)
        else:
            bad.append(word[:80])
    return Addresses(list(good.values()), bad)


@transaction.atomic
def invite_many(actor: Actor, space: Space, addresses: Sequence[str], *, words: str, language: str) -> Mailing:
    """Line up an invitation for each address that was never written to; who belongs here already is passed over.

    `skipped` says how many were passed over, and not who. Raises Refused (403, 422).
    """
    require(may_invite_many(actor, space))
    if not addresses:
        raise Refused(_("Write at least one e-mail address."), 422, errors={"addresses": _("An address, please.")})
    if len(addresses) > MOST_AT_ONCE:
        raise Refused(_("5,000 addresses at a time."), 422, errors={"addresses": _("Too many.")})
    spellings = list(dict.fromkeys(canonical(address) for address in addresses))
    fresh = _not_written_to(space, spellings)
    mailing = Mailing.objects.create(
        actor=actor, space=space, words=words, language=language, skipped=len(spellings) - len(fresh)
    )
    Letter.objects.bulk_create(
        [Letter(mailing=mailing, space=space, address=address) for address in fresh], batch_size=500
    )
    _record(mailing, len(fresh))
    return mailing


def _not_written_to(space: Space, addresses: Sequence[str]) -> list[str]:
    written = set(Letter.objects.filter(space=space, address__in=addresses).values_list("address", flat=True))
    accounts = accounts_of(addresses)
    members = Membership.objects.filter(space=space, actor__in=set(accounts.values()))
    here = set(members.values_list("actor_id", flat=True))
    return [address for address in addresses if address not in written and accounts.get(address) not in here]


def welcome_those_new(row: PeopleImport) -> None:
    """Line up a letter for each person with an account whom an import made, in the caller's transaction."""
    arrived = Arrival.objects.filter(brought_by=row).values("actor")
    accounts = Account.objects.filter(actor__in=arrived).values_list("email", "actor_id")
    written = set(Letter.objects.filter(space=row.space).values_list("address", flat=True))
    mailing = Mailing.objects.create(actor=row.actor, space=row.space, language=row.space.language)
    letters = [
        Letter(mailing=mailing, space=row.space, address=canonical(email), actor_id=actor)
        for email, actor in accounts.iterator()
        if canonical(email) not in written
    ]
    Letter.objects.bulk_create(letters, batch_size=500)
    _record(mailing, len(letters))


def _record(mailing: Mailing, count: int) -> None:
    space = mailing.space
    record(
        InvitationsLinedUp(
            actor=mailing.actor_id, thing=space.id, space=space.id, audience=space.audience_id, mailing=mailing.id,
            count=count,
        )
    )  # fmt: skip


@transaction.atomic
def stop_mailing(actor: Actor, mailing: Mailing) -> int:
    """Send nothing more of a mailing; return how many letters stay unwritten, so that they may be invited later."""
    require(may_invite_many(actor, mailing.space))
    Mailing.objects.filter(id=mailing.id, stopped=None).update(stopped=clock.now())
    return Letter.objects.filter(mailing=mailing, state=LetterState.WAITING).delete()[0]


def send_letters() -> int:
    """Send what waits, as many as may leave in this hour; one of the worker's rounds. Returns how many went."""
    if not Letter.objects.filter(state=LetterState.WAITING).exists():
        return 0
    since = clock.now() - timedelta(hours=1)
    free = value_of(PER_HOUR) - Letter.objects.filter(state=LetterState.SENT, sent__gt=since).count()
    waiting = Letter.objects.filter(state=LetterState.WAITING).order_by("id").values_list("id", flat=True)
    return sum(_send(letter) for letter in list(waiting[: max(0, min(free, 20))]))


@transaction.atomic
def _send(letter_id: UUID) -> bool:
    """Send one letter: taken under a lock, so that two workers never write the same twice."""
    taken = Letter.objects.filter(id=letter_id, state=LetterState.WAITING).update(
        state=LetterState.SENT, sent=clock.now()
    )
    if not taken:
        return False
    letter = Letter.objects.select_related("mailing__actor", "space__root", "space__audience", "actor").get(
        id=letter_id
    )
    if letter.actor is None:
        return _invite(letter)
    if letter.actor.erased is None:
        post(
            letter.address, "arrivals/mail/welcome", language=letter.actor.language, house=letterhead_of(letter.space),
            name=letter.actor.name, community=letter.space.title, words=letter.mailing.words,
        )  # fmt: skip
    return True


def _invite(letter: Letter) -> bool:
    """Write an invitation, unless whoever has the address belongs by now, or whoever invites has lost the right to."""
    mailing = letter.mailing
    try:
        if not _belongs_by_now(letter):
            invite(mailing.actor, letter.space, letter.address, words=mailing.words, language=mailing.language)
            return True
    except Refused:
        log.info("A letter of mailing %s was not sent: its author may not invite any more.", mailing.id)
    Letter.objects.filter(id=letter.id).update(state=LetterState.SKIPPED, sent=None)
    return False


def _belongs_by_now(letter: Letter) -> bool:
    actor = accounts_of([letter.address]).get(letter.address)
    return actor is not None and Membership.objects.filter(space=letter.space, actor_id=actor).exists()
