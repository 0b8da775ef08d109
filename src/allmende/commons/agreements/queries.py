"""What a thing asks to be signed, under which terms something stands, and the deeds that tell of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from allmende.commons.agreements.models import Agreed, Appearance, AppearanceState, Deed, Licence, Rights, Terms, Under
from allmende.commons.agreements.words import LINKS, Step, TermsText, who_owns
from allmende.commons.authorship.queries import shares_of
from allmende.commons.consent.models import AgreementVersion
from allmende.commons.consent.queries.signing import latest_of_each, still_to_sign
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader

LIVE = (AppearanceState.ASKED, AppearanceState.GIVEN)


def rights_of(thing: Thing) -> Rights | None:
    """Return what a thing asks; read with the thing where its query joined it."""
    return _joined(thing, "rights")


def terms_of(thing: Thing) -> Terms | None:
    """Return the terms under which something was handed in; None where nothing was said."""
    under: Under | None = _joined(thing, "under")
    return under.terms if under else None


def _joined(thing: Thing, name: str) -> Any:
    try:
        return getattr(thing, name)
    except ObjectDoesNotExist:
        return None


def asks_for_secrecy(thing: Thing) -> bool:
    """Say whether a thing is read by those alone who signed."""
    rights = rights_of(thing)
    return rights is not None and rights.nda_id is not None


def unsigned_for(reader: Reader, thing: Thing) -> list[AgreementVersion]:
    """Return what someone has still to sign for a thing; no statement where it asks for nothing."""
    rights = rights_of(thing)
    return still_to_sign(reader, rights.asked) if rights and rights.asked else []


def text_of(terms: Terms | Deed) -> TermsText:
    """Return what terms say."""
    taker = terms.taker if isinstance(terms, Terms) else terms.taker_name
    return TermsText(Licence(terms.licence), taker, terms.option_days, terms.royalty)


@dataclass(frozen=True)
class Owning:
    """Who owns what, as pages show it: the licence's name and address, the sentences, and what newer terms would say."""

    name: str
    link: str
    sentences: tuple[str, ...]
    number: int = 0
    offered: tuple[str, ...] = ()


def owning(terms: Terms | None, step: Step, *, offered: Terms | None = None) -> Owning | None:
    """Say who owns what under these terms; None where nothing was said. `offered` are newer ones, to which not all have agreed."""
    if terms is None:
        return None
    said = text_of(terms)
    anew = tuple(who_owns(text_of(offered), step)) if offered and offered.id != terms.id else ()
    return Owning(str(said.licence.label), LINKS.get(said.licence, ""), tuple(who_owns(said, step)), terms.number, anew)


def owed_by(thing: UUID, terms: Terms) -> set[UUID]:
    """Return which of those who made something have not agreed to these terms. Two statements."""
    makers = {share.actor for share in shares_of([thing])[thing]}
    return makers - set(Agreed.objects.filter(thing=thing, terms=terms).values_list("actor_id", flat=True))


def deeds_of(thing: UUID) -> Sequence[Deed]:
    """Return the deeds of a work, the latest first."""
    return list(Deed.objects.filter(thing=thing).order_by("-at"))


def deed_at(key: UUID) -> Deed | None:
    """Return a deed with its parties."""
    return Deed.objects.prefetch_related("parties").filter(id=key).first()


def deeds_for(awards: Collection[UUID]) -> dict[UUID, Deed]:
    """Return the deeds that were made for awards, by the award; no statement for none."""
    return {deed.award: deed for deed in Deed.objects.filter(award__in=awards) if deed.award} if awards else {}


def is_in(deed: Deed, actor: UUID | None) -> bool:
    """Say whether someone gives or takes by a deed."""
    return actor is not None and (
        deed.taker_id == actor or any(party.actor_id == actor for party in deed.parties.all())
    )


def nothing_said() -> str:
    """What is said where a call is silent about rights."""
    return _("The copyright stays with its authors.")


def consent_text(asked_by: Thing) -> AgreementVersion | None:
    """Return what each who is seen or heard agrees to, as it reads today; None where a thing doesn't ask for it."""
    rights = rights_of(asked_by)
    return next(iter(latest_of_each([rights.images_id])), None) if rights and rights.images_id else None


def appearances_of(thing: UUID) -> list[Appearance]:
    """Return who is, or was, to be seen or heard in a work, in the order in which they were named; one statement."""
    rows = Appearance.objects.filter(thing=thing).select_related("person", "said_by", "version__agreement__space")
    return list(rows.order_by("id"))


def people_in(thing: UUID) -> list[UUID]:
    """Return those with an account who are in a work, or were asked: they see it also out of sight."""
    rows = Appearance.objects.filter(thing=thing).exclude(person=None).exclude(state=AppearanceState.CUT)
    return list(rows.order_by().values_list("person_id", flat=True).distinct())


def what_is_missing(found: Iterable[Appearance], *, nobody: bool) -> Text:
    """Say what keeps a work from being shown; empty where each who is in it agrees, or nobody is."""
    latest = {row.person_id or row.name.casefold(): row.state for row in found}  # who is asked anew is another row
    states = set(latest.values())
    if AppearanceState.WITHDRAWN in states:
        return _("Somebody who is in it doesn't agree. Cut the scene out, replace the video, or ask them anew.")
    if AppearanceState.ASKED in states:
        return _("Somebody who is in it has yet to agree.")
    if AppearanceState.GIVEN in states or nobody:
        return ""
    return _("Say who is to be seen or heard, and that each of them agrees.")
