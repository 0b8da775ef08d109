"""Nominating someone, asking others to vouch, taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.audiences.kept import outdate
from allmende.commons.spaces.letterheads import home_url
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.reach import hold
from allmende.foundation import clock
from allmende.foundation.mail.replies import reply_address
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.accounts import addresses
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.nominations.activities import Nominated, NominationWithdrawn, RequestTakenUp, VouchAsked
from allmende.people.nominations.commands.neighbours import budget_of
from allmende.people.nominations.commands.steps import VOUCH, about, held, mail_actor, mail_nominee, note, tell
from allmende.people.nominations.models import (
    PENDING,
    Invitation,
    Nomination,
    Request,
    RequestState,
    Stance,
    State,
    StepKind,
    Tie,
    Voice,
    Wish,
)
from allmende.people.nominations.models.addresses import address_key, base_of, spellings
from allmende.people.nominations.queries.lists import open_nominations
from allmende.people.nominations.rules import (
    is_their_own,
    may_ask_to_vouch,
    may_nominate,
    may_speak,
    may_take_up,
    may_withdraw,
    rule_of,
)

LONGEST_TEXT = 4000
MOST_ASKED = 10

NOT_NOW = _(
    "This address can't be nominated at the moment: perhaps the person is here already, has been invited, or was "
    "nominated not long ago. Ask them directly, or talk to the curators."
)
"""One answer for several reasons, so that it doesn't tell whose address is known here."""


@transaction.atomic
def nominate(
    actor: Actor,
    space: Space,
    *,
    name: str,
    email: str,
    why: str,
    tie: Tie = Tie.WEAK,
    known_from: str = "",
    language: str = "",
    wishes: Iterable[Space] = (),
    request: Request | None = None,
) -> Nomination:
    """Nominate someone; where they are nominated already, return that nomination, for which the actor may now vouch.

    Raises Refused (403) where the actor may not, (409) for an address that can't be nominated now or a budget that is used
    up, (422) for bad input. The nominations of a space are made one after the other, so that budgets hold exactly.
    """
    hold(space.id, space.root_id)
    outdate()
    require(may_nominate(actor, space))
    nomination = draft(
        space, name=name, email=email, why=why, language=language, nominator=actor, tie=tie, known_from=known_from
    )
    if is_their_own(actor, nomination):
        raise Refused(_("You belong here already."), 422, errors={"email": _("This is your own address.")})
    if twin := Nomination.objects.filter(place=space, address=nomination.address, state=State.OPEN).first():
        return twin
    _require_free(space, nomination.address)
    _require_budget(actor, space)
    nomination.save()
    Wish.objects.bulk_create(Wish(nomination=nomination, space=wish) for wish in wishes)
    note(nomination, StepKind.NOMINATED, actor)
    tell(Nominated, actor, nomination)
    if request is not None:
        _take_up(actor, request, nomination)
    return nomination


def draft(space: Space, *, name: str, email: str, why: str = "", language: str = "", **fields: Any) -> Nomination:
    """Return a nomination of clean values that is not stored yet; raises Refused (422) with the fields that can't be so."""
    name, email, why = clean_line(name), clean_line(email), clean_text(why).strip()
    errors: dict[str, Text] = {}
    if not any(letter.isalnum() for letter in name) or len(name) > 120:
        errors["name"] = _("A name of 1 to 120 letters.")
    if not is_address(email):
        errors["email"] = _("Write an address such as noor@example.org.")
    if len(why) > LONGEST_TEXT:
        errors["why"] = _("At most 4,000 characters.")
    if fields.get("nominator") and not why:
        errors["why"] = _("Say why this person fits: others decide by it.")
    if errors:
        raise Refused(_("Some of this can't be so."), 422, errors=errors)
    rule = rule_of(space)
    return Nomination(
        place=space, name=name, email=email, address=address_key(email), base=base_of(email), why=why,
        language=language if language in dict(settings.LANGUAGES) else space.language,
        deadline=clock.now() + timedelta(days=rule.days), vouches_needed=rule.vouches, quorum=rule.quorum, **fields,
    )  # fmt: skip


def is_address(email: str) -> bool:
    """Say whether this can be an e-mail address, also as it is compared."""
    return addresses.is_address(email) and len(address_key(email)) <= addresses.LONGEST


def belongs_already(space: Space, address: str) -> bool:
    """Say whether an address, as it is compared, is a member's, or one that a member has confirmed."""
    accounts = Account.objects.filter(email__in=spellings(address)).values("actor")
    confirmed = EmailAddress.objects.filter(email__in=spellings(address), verified=True).values("user__actor")
    members = Membership.objects.filter(space=space)
    return members.filter(actor__in=accounts).exists() or members.filter(actor__in=confirmed).exists()


def _require_free(space: Space, address: str) -> None:
    taken = Nomination.objects.filter(place=space, address=address, state__in=[*PENDING, State.ADMITTED]).exists()
    if taken or belongs_already(space, address):
        raise Refused(NOT_NOW, 409, errors={"email": NOT_NOW})


def _require_budget(actor: Actor, space: Space) -> None:
    budget = budget_of(actor, space)
    if open_nominations(actor, space) >= budget:
        raise Refused(
            ngettext(
                "You have %(n)d nomination open, as many as you may at a time. Once it is decided you can go on; with trust it becomes more.",
                "You have %(n)d nominations open, as many as you may at a time. Once one is decided you can go on; with trust it becomes more.",
                budget,
            )
            % {"n": budget},
            409,
        )


def _take_up(actor: Actor, request: Request, nomination: Nomination) -> None:
    now = Request.objects.select_for_update(no_key=True, of=("self",)).select_related("place__root").get(id=request.id)
    require(may_take_up(actor, now))
    if now.address != nomination.address:
        raise Refused(_("This is another person than the one who asked."), 422, errors={"email": _("Another address.")})
    now.state, now.nomination = RequestState.TAKEN, nomination
    now.save(update_fields=["state", "nomination"])
    about(RequestTakenUp, actor, now.place, request=now.id, nomination=nomination.id)
    mail_nominee(nomination, "request_taken")


@transaction.atomic
def ask_to_vouch(actor: Actor, nomination: Nomination, member: Actor) -> None:
    """Ask a member to vouch: a notice, and a line on their home page. Raises Refused (409) for those who can't, or for too many."""
    nomination = held(nomination.id)
    require(may_ask_to_vouch(actor, nomination))
    if not (can := may_speak(member, nomination)):
        why = _("%(name)s can't vouch here: %(why)s") % {"name": member.name, "why": can.reason}
        raise Refused(why, 409, errors={"person": why})
    if nomination.voices.exclude(asked_by=None).count() >= MOST_ASKED:
        raise Refused(_("Ten people have been asked already. Give them time."), 409)
    _voice, is_new = Voice.objects.get_or_create(
        nomination=nomination, actor=member, defaults={"stance": Stance.ASKED, "asked_by": actor}
    )
    if is_new:
        tell(VouchAsked, actor, nomination, member=member.id)
        url = home_url(nomination.place) + reverse("nominations:nomination", args=[nomination.id])
        mail_actor(
            member, "asked", nomination.place, url=url, asker=actor.name, nomination=nomination,
            reply_to=reply_address(VOUCH, member.id, nomination.id),
        )  # fmt: skip


@transaction.atomic
def withdraw(actor: Actor, nomination: Nomination) -> None:
    """Take a nomination back; an invitation that is out leads nowhere from now on."""
    nomination = held(nomination.id)
    require(may_withdraw(actor, nomination))
    nomination.state = State.WITHDRAWN
    nomination.save(update_fields=["state"])
    Invitation.objects.filter(nomination=nomination, used=None, replaced=None).update(replaced=clock.now())
    note(nomination, StepKind.WITHDRAWN, actor)
    tell(NominationWithdrawn, actor, nomination)
