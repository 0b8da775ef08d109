"""Who is to be seen or heard in a work, and that each of them agrees; within the command of the room whose thing it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.activities import AppearanceAnswered, AppearanceCut, AppearanceNamed
from allmende.commons.agreements.models import Appearance, AppearanceState, How
from allmende.commons.agreements.queries import LIVE
from allmende.commons.consent.commands.signing import digest_of
from allmende.commons.consent.models import AgreementVersion, Scope
from allmende.commons.consent.rules import guardian_allows
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.accounts.queries import is_minor
from allmende.identity.actors.models import Actor

MOST = 60

_followers: list[Callable[[Actor, UUID], object]] = []


def when_withdrawn(follow: Callable[[Actor, UUID], object]) -> None:
    """Let whoever shows works act when somebody in one agrees no longer, within the transaction: `follow(actor, thing)`."""
    _followers.append(follow)


def name_appearance(
    actor: Actor, thing: Thing, version: AgreementVersion, *, name: str, how: str, person: Actor | None = None,
    guardian: str = "",
) -> Appearance:  # fmt: skip
    """Say that someone is to be seen or heard, and how they agreed. Whoever agrees with their account is asked, oneself agrees at once.

    Raises Refused (422) naming what is missing, also where a guardian has to sign; (409) beyond sixty.
    """
    name, guardian = clean_line(person.name if person and not name else name), clean_line(guardian)
    if errors := _missing(name, how, person, guardian):
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    if Appearance.objects.filter(thing=thing.id, state__in=LIVE).count() >= MOST:
        raise Refused(_("Sixty people at most: name a group by one who signed for it."), 409)
    asks = how == How.ACCOUNT
    at_once = not asks or person == actor
    if asks and person == actor:
        require(guardian_allows(actor, Scope.IMAGES))
    language = version.language or version.agreement.space.language
    made = Appearance.objects.create(
        thing_id=thing.id, name=name[:120], how=how, person=person if asks else None, guardian=guardian[:120], version=version,
        language=language, digest=digest_of(version, language), said_by=actor, named=clock.now(),
        state=AppearanceState.GIVEN if at_once else AppearanceState.ASKED, given=clock.now() if at_once else None,
    )  # fmt: skip
    told = person.id if asks and person and not at_once else None
    record(AppearanceNamed(appearance=made.id, person=told, **_where(actor, thing)))
    return made


def _missing(name: str, how: str, person: Actor | None, guardian: str) -> dict[str, Text]:
    errors: dict[str, Text] = {}
    if how not in How.values:
        errors["how"] = _("Say how they agreed.")
    if len(name) < 2:
        errors["name"] = _("Say who it is.")
    if how == How.ACCOUNT and person is None:
        errors["person"] = _("Choose the person by name.")
    if how == How.PAPER and person is not None and is_minor(person):
        errors["how"] = _("They are not of age: they agree with their own account, or a guardian signs.")
    if how == How.GUARDIAN and len(guardian) < 2:
        errors["guardian"] = _("Say which guardian has signed.")
    return errors


def agree(actor: Actor, one: Appearance) -> None:
    """Agree to be seen or heard, in the words of today's text; below 16 with a guardian's word. Raises Refused (403, 409)."""
    require(guardian_allows(actor, Scope.IMAGES))
    if one.state != AppearanceState.ASKED:
        raise Refused(_("This was answered already. Let yourself be asked anew."), 409)
    one.language = one.version.language or one.language
    one.digest = digest_of(one.version, one.language)
    _become(actor, one, AppearanceState.GIVEN)


def withdraw(actor: Actor, one: Appearance) -> None:
    """Note that someone doesn't agree, or no longer; what they are in goes out of sight at once, by whoever shows it."""
    if one.state in LIVE:
        _become(actor, one, AppearanceState.WITHDRAWN)
        for follow in _followers:
            follow(actor, one.thing_id)


def cut_out(actor: Actor, one: Appearance) -> None:
    """Say that someone is in the work no longer: the scene was cut, or the work replaced."""
    if one.state != AppearanceState.CUT:
        one.state, one.ended = AppearanceState.CUT, clock.now()
        one.save()
        record(AppearanceCut(appearance=one.id, **_where(actor, one.thing)))


def heed_guardian(child: Actor, allows: list[str]) -> None:
    """Withdraw what a child agreed to where their guardian doesn't allow it any more, within the transaction of the answer."""
    if Scope.IMAGES in allows:
        return
    for one in Appearance.objects.filter(person=child, state=AppearanceState.GIVEN).select_related("thing"):
        with transaction.atomic():
            withdraw(child, one)


def _become(actor: Actor, one: Appearance, state: AppearanceState) -> None:
    agrees = state == AppearanceState.GIVEN
    one.state = state
    one.given, one.ended = (clock.now(), None) if agrees else (one.given, clock.now())
    one.save()
    record(AppearanceAnswered(appearance=one.id, agrees=agrees, **_where(actor, one.thing)))


def _where(actor: Actor, thing: Thing) -> dict[str, Any]:
    return {"actor": actor.id, "thing": thing.id, "space": thing.space_id, "audience": thing.audience_id}
