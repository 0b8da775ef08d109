"""Guests who ask to be nominated, or apply: their address is confirmed first, and everyone gets an answer."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.letterheads import home_url, letterhead_of
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hold
from allmende.foundation import clock
from allmende.foundation.mail.commands import post
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.accounts.mailboxes import has_room
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Reader
from allmende.people.nominations.activities import Nominated, NominationReady, NominationRequested, RequestAnswered
from allmende.people.nominations.commands.nominating import belongs_already, draft, is_address
from allmende.people.nominations.commands.steps import about as tell_of
from allmende.people.nominations.commands.steps import call_curators, note, tell
from allmende.people.nominations.models import PENDING, Nomination, Request, RequestState, State, StepKind
from allmende.people.nominations.models.addresses import address_key
from allmende.people.nominations.models.tokens import digest_of, new_token
from allmende.people.nominations.rules import may_apply, may_ask, rule_of

CONFIRM_WITHIN = timedelta(days=3)
MOST_A_DAY = 3
LONGEST_TEXT = 4000


@transaction.atomic
def ask(
    reader: Reader,
    space: Space,
    *,
    name: str,
    email: str,
    about: str = "",
    knows: str = "",
    answers: list[tuple[str, str]] | None = None,
) -> None:
    """Ask to be nominated, or apply (with `answers`): a mail goes to the address, whose link confirms it.

    What the mail says depends on what is known of the address; what the page says does not. No more than three mails a day
    go to one address. Raises Refused (409) where one comes in another way, (422) for bad input.
    """
    applies = answers is not None
    require(may_apply(reader, space) if applies else may_ask(reader, space))
    request, token = _draft(space, name, email, about, knows, answers or [], applies), new_token()
    today = Request.objects.filter(address=request.address, made__gt=clock.now() - timedelta(days=1))
    if today.count() >= MOST_A_DAY:
        return
    request.digest, request.language = digest_of(token), reader.language or space.language
    request.save()
    known = _is_known(space, request.address)
    url = reverse("space", args=[space.slug]) if known else reverse("nominations:request", args=[token])
    if has_room(request.email):
        _mail(request, "known" if known else "confirm", url=home_url(request.place) + url)


def _draft(
    space: Space, name: str, email: str, about: str, knows: str, answers: list[tuple[str, str]], applies: bool
) -> Request:
    name, email, knows, about = clean_line(name), clean_line(email), clean_line(knows), clean_text(about).strip()
    errors: dict[str, Text] = {}
    if not any(letter.isalnum() for letter in name) or len(name) > 120:
        errors["name"] = _("A name of 1 to 120 letters.")
    if not is_address(email):
        errors["email"] = _("Write an address such as noor@example.org.")
    if len(about) > LONGEST_TEXT or any(len(text) > LONGEST_TEXT for _question, text in answers):
        errors["about"] = _("At most 4,000 characters.")
    if len(knows) > 280:
        errors["knows"] = _("At most 280 characters.")
    if not applies and not about:
        errors["about"] = _("Say a few words about yourself, so that someone can take it up.")
    if errors:
        raise Refused(_("Some of this can't be so."), 422, errors=errors)
    return Request(
        place=space, name=name, email=email, address=address_key(email), about=about, knows=knows, applies=applies,
        answers=[[question, clean_text(text).strip()] for question, text in answers],
        deadline=clock.now() + CONFIRM_WITHIN,
    )  # fmt: skip


def _is_known(space: Space, address: str) -> bool:
    pending = Nomination.objects.filter(place=space, address=address, state__in=[*PENDING, State.ADMITTED])
    waits = Request.objects.filter(place=space, address=address, state=RequestState.OPEN)
    return belongs_already(space, address) or pending.exists() or waits.exists()


def _mail(request: Request, template: str, **values: str) -> None:
    post(
        request.email, f"nominations/mail/{template}", language=request.language, house=letterhead_of(request.place),
        name=request.name, place=request.place.title, request=request, **values,
    )  # fmt: skip


@transaction.atomic
def confirm(request: Request) -> Request:
    """Confirm the address of a request: members see it from now on, curators an application. Twice is once.

    Raises Refused (410) when it comes too late.
    """
    hold(request.place_id)
    request = (
        Request.objects.select_for_update(no_key=True, of=("self",)).select_related("place__root").get(id=request.id)
    )
    if request.state != RequestState.UNCONFIRMED:
        return request
    if clock.now() >= request.deadline or _is_known(request.place, request.address):
        raise Refused(_("This link has come to its end. Ask once more."), 410)
    request.state = RequestState.OPEN
    request.deadline = clock.now() + timedelta(days=rule_of(request.place).days)
    if request.applies:
        request.state, request.nomination = RequestState.TAKEN, _apply(request)
    request.save(update_fields=["state", "deadline", "nomination"])
    if not request.applies:
        tell_of(NominationRequested, system(), request.place, request=request.id)
    return request


def _apply(request: Request) -> Nomination:
    nomination = draft(
        request.place, name=request.name, email=request.email, why=request.about, language=request.language,
        answers=request.answers,
    )  # fmt: skip
    nomination.state, nomination.waits_since = State.REVIEW, clock.new_id()
    nomination.save()
    note(nomination, StepKind.APPLIED, None)
    tell(Nominated, system(), nomination)
    tell(NominationReady, system(), nomination)
    call_curators(nomination)
    return nomination


@transaction.atomic
def answer(request: Request) -> None:
    """Answer a request that nobody took up in time: what else there is. The address is told, once."""
    request = (
        Request.objects.select_for_update(no_key=True, of=("self",)).select_related("place__root").get(id=request.id)
    )
    if request.state != RequestState.OPEN or clock.now() < request.deadline:
        return
    request.state = RequestState.ANSWERED
    request.save(update_fields=["state"])
    tell_of(RequestAnswered, system(), request.place, request=request.id)
    _mail(request, "request_answered", url=home_url(request.place) + reverse("space", args=[request.place.slug]))
