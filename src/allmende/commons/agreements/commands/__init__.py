"""Saying what is asked and what holds, agreeing to it, and making deeds; each within the command of the room whose thing it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.activities import (
    AgreementsAsked,
    DeedMade,
    DeedWithdrawn,
    TermsAgreed,
    TermsChanged,
)
from allmende.commons.agreements.models import OPEN, Agreed, Deed, DeedParty, Licence, Rights, Terms, Under
from allmende.commons.agreements.queries import owed_by, rights_of, terms_of
from allmende.commons.agreements.words import TermsText
from allmende.commons.authorship.queries import are_agreed, shares_of
from allmende.commons.authorship.splitting import apportion
from allmende.commons.consent.models import Agreement
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.money import Money
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, Text
from allmende.identity.actors.models import Actor

LONGEST_OPTION = 730
"""Days: who wants a work for longer than two years buys it."""
WHOLE = 1000


def ask_for(
    actor: Actor, thing: Thing, participation: Agreement | None, nda: Agreement | None, images: Agreement | None = None
) -> Rights:
    """Say what has to be signed for a thing, within the command and transaction of its room."""
    rights, _is_new = Rights.objects.get_or_create(thing_id=thing.id)
    wanted = tuple(one and one.id for one in (participation, nda, images))
    if (rights.participation_id, rights.nda_id, rights.images_id) != wanted:
        rights.participation, rights.nda, rights.images = participation, nda, images
        rights.save()
        record(AgreementsAsked(actor=actor.id, **_where(thing)))
    return rights


def set_terms(actor: Actor, thing: Thing, said: TermsText) -> Terms:
    """Say what holds for what is handed in, within the command and transaction of its room; the same again changes nothing.

    What was handed in stays under the terms it was handed in under. Raises Refused (422) naming what can't be together.
    """
    said = _checked(said)
    rights, _is_new = Rights.objects.select_for_update(of=("self",)).get_or_create(thing_id=thing.id)
    now = rights.terms
    if now and (now.licence, now.taker, now.option_days, now.royalty) == (
        said.licence, said.taker, said.option_days, said.royalty,
    ):  # fmt: skip
        return now
    last = Terms.objects.filter(thing=thing.id).aggregate(last=Max("number"))["last"] or 0
    terms = Terms.objects.create(
        thing_id=thing.id, number=last + 1, licence=said.licence, taker=said.taker, option_days=said.option_days,
        royalty=said.royalty, author=actor, at=clock.now(),
    )  # fmt: skip
    rights.terms = terms
    rights.save()
    record(TermsChanged(actor=actor.id, terms=terms.id, number=terms.number, **_where(thing)))
    return terms


def _checked(said: TermsText) -> TermsText:
    errors: dict[str, Text] = {}
    taker = clean_line(said.taker)
    if said.licence in OPEN and (said.option_days or said.royalty):
        sentence = _(
            "What everyone may use can be neither optioned nor paid for by share. Choose another licence, or leave this empty."
        )
        errors |= {"option_days": sentence} if said.option_days else {}
        errors |= {"royalty": sentence} if said.royalty else {}
    if not 0 <= said.option_days <= LONGEST_OPTION:
        errors["option_days"] = _("Between 0 and %(n)s days.") % {"n": LONGEST_OPTION}
    if not 0 <= said.royalty <= WHOLE:
        errors["royalty"] = _("Between 0 and 100 percent.")
    needs = said.licence == Licence.TRANSFER or said.option_days or said.royalty
    if needs and len(taker) < 2:
        errors["taker"] = _("Say who is to have these rights: the name of a body or a person.")
    elif len(taker) > 120:
        errors["taker"] = _("120 letters at most.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    return TermsText(said.licence, "" if said.licence in OPEN else taker, said.option_days, said.royalty)


def hand_in_under(actor: Actor, thing: Thing, asked_by: Thing) -> None:
    """Keep under which terms something is handed in, within the command and transaction of its room."""
    rights = rights_of(asked_by)
    if rights is None or rights.terms_id is None:
        return
    Under.objects.update_or_create(thing_id=thing.id, defaults={"terms_id": rights.terms_id, "since": clock.now()})
    Agreed.objects.get_or_create(thing_id=thing.id, actor=actor, terms_id=rights.terms_id)


def agree_anew(actor: Actor, thing: Thing, terms: Terms) -> bool:
    """Agree that newer terms hold for something one made, within the command and transaction of its room.

    They hold once all who made it have agreed: then returns True. Until then the earlier ones do.
    """
    held = Under.objects.select_for_update(of=("self",)).get(thing_id=thing.id)
    Agreed.objects.get_or_create(thing_id=thing.id, actor=actor, terms=terms)
    record(TermsAgreed(actor=actor.id, terms=terms.id, **_where(thing)))
    if owed_by(thing.id, terms):
        return False
    held.terms, held.since = terms, clock.now()
    held.save()
    return True


@dataclass(frozen=True)
class Work:
    """What a deed is about: the thing, its version's number and SHA-256, and the occasion (the call) by name."""

    thing: Thing
    digest: str
    version: int
    occasion: str


def make_deed(
    actor: Actor, work: Work, *, award: UUID | None, taker: str, consideration: Money, language: str,
    gift: str = "", taker_actor: Actor | None = None, terms: TermsText | None = None,
) -> Deed:  # fmt: skip
    """Make the deed of an award, within the command and transaction of its room; the same award twice is one deed.

    All who made the work give, by their agreed shares; the licence is that under which it was handed in, unless `terms` says what
    was agreed for this award. Raises Refused: 409 where the shares are not agreed, 422 without a name to take the rights.
    """
    if award and (known := Deed.objects.filter(award=award).first()):
        return known
    held = terms_of(work.thing)
    said = terms or (TermsText(Licence(held.licence), held.taker, held.option_days, held.royalty) if held else None)
    said = said or TermsText(Licence.STAYS)
    name = clean_line(taker) or said.taker
    if len(name) < 2:
        raise Refused(_("Say who is to have these rights: the name of a body or a person."), 422)
    space = work.thing.space_id or work.thing.id
    Thing.objects.hold(space)  # deeds of a space are numbered one after the other
    last = Deed.objects.filter(space=space).aggregate(last=Max("number"))["last"] or 0
    deed = Deed.objects.create(
        number=last + 1, award=award, thing_id=work.thing.id, space=space, title=work.thing.title,
        occasion=work.occasion[:200], digest=work.digest, version=work.version, licence=said.licence,
        option_days=said.option_days, royalty=said.royalty, taker=taker_actor, taker_name=name[:200],
        consideration=consideration.minor, currency=consideration.currency, gift=gift, language=language, at=clock.now(),
    )  # fmt: skip
    DeedParty.objects.bulk_create(_givers(deed, work.thing))
    record(DeedMade(actor=actor.id, deed=deed.id, **_where(work.thing)))
    return deed


def _givers(deed: Deed, thing: Thing) -> Sequence[DeedParty]:
    shares = shares_of([thing.id])[thing.id]
    if not are_agreed(shares):
        raise Refused(_("Those who made it have not all agreed to their shares yet."), 409)
    names = dict(Actor.objects.filter(id__in=[share.actor for share in shares]).values_list("id", "name"))
    amounts = apportion(deed.consideration, [share.hundredths for share in shares])
    return [
        DeedParty(deed=deed, actor_id=share.actor, name=names[share.actor], share=share.hundredths, amount=amount)
        for share, amount in zip(shares, amounts, strict=True)
    ]


def withdraw_deed(actor: Actor, award: UUID, reason: str) -> Deed | None:
    """Mark the deed of an award that was taken back, within the command and transaction of its room; it stays, and says why.

    Returns None where there is none. Withdrawn twice, nothing happens.
    """
    deed = Deed.objects.select_for_update(of=("self",)).select_related("thing").filter(award=award).first()
    if deed is None or deed.withdrawn:
        return deed
    deed.withdrawn, deed.withdrawal = clock.now(), reason[:300]
    deed.save(update_fields=["withdrawn", "withdrawal"])
    if deed.thing:
        record(DeedWithdrawn(actor=actor.id, deed=deed.id, **_where(deed.thing)))
    return deed


def _where(thing: Thing) -> dict[str, Any]:
    return {"thing": thing.id, "space": thing.space_id, "audience": thing.audience_id}
