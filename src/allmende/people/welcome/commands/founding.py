"""Founding a community with its circle and its charter; signing the charter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.commands import accept
from allmende.commons.consent.models import AgreementKind, AgreementVersion
from allmende.commons.consent.queries.agreements import latest_of
from allmende.commons.spaces.commands import change_space, found_community
from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.models import Preset, Space
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.mail.commands import post
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.commands import open_account
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.welcome.activities import CharterSigned
from allmende.people.welcome.models import Founding, Signature
from allmende.people.welcome.rules import may_sign

LARGEST_CIRCLE = 60


@dataclass(frozen=True)
class Plan:
    """All that a founding needs to know: the circle as (name, address) pairs, the founder first."""

    name: str
    circle: list[tuple[str, str]]
    preset: Preset = Preset.COOPERATIVE
    language: str = "de"
    zone: str = "Europe/Berlin"
    summary: str = ""
    charter: str = ""
    opens_on: date | None = None
    host: str | None = None
    colour: str = ""
    logo: UUID | None = None
    rooms: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Founded:
    """A community, and those of its circle in their order."""

    space: Space
    circle: list[Actor]


@transaction.atomic
def found(plan: Plan, *, by_mail: bool = True) -> Founded:
    """Found a community: accounts for its circle, the community with its look and rooms, the charter to be signed.

    Everyone in the circle is a curator and, `by_mail`, gets a link with which to choose a password and sign the charter.
    Whole or not at all. Raises Refused (409) where the node has a community already and this one has no host name of its
    own, (422) for anything that can't be.
    """
    if not plan.host and Space.objects.filter(root=None, host=None).exists():
        raise Refused(_("There is a community on this node already; a second one needs a host name of its own."), 409)
    if not 1 <= len(plan.circle) <= LARGEST_CIRCLE:
        raise Refused(_("Name one to sixty people."), 422, errors={"circle": _("One to sixty people.")})
    actors = list(dict.fromkeys(_founder(name, address, plan.language) for name, address in plan.circle))
    space = found_community(
        actors[0], name=plan.name, preset=plan.preset, language=plan.language, zone=plan.zone, summary=plan.summary,
        opens_on=plan.opens_on, host=plan.host, circle=tuple(actors[1:]),
    )  # fmt: skip
    chosen = {"colour": plan.colour, "logo": plan.logo, "rooms": plan.rooms}
    if look := {name: value for name, value in chosen.items() if value}:
        change_space(actors[0], space, **look)
    _ask_to_sign(space, actors, plan.charter)
    Founding.objects.all().delete()  # its draft holds names and addresses
    if by_mail:
        for actor in actors:
            _invite(actor, space)
    return Founded(space, actors)


def _founder(name: str, address: str, language: str) -> Actor:
    """Return the actor of an address: whoever has it already, or someone new without a password."""
    known = Account.objects.filter(email=address.strip().lower()).first()
    return known.actor if known else open_account(address, name, language=language)


def _ask_to_sign(space: Space, actors: list[Actor], text: str) -> None:
    """Let the charter say what the circle has written, before anyone has read it, and ask each to sign it."""
    versions = AgreementVersion.objects.filter(agreement__space=space, agreement__kind=AgreementKind.CHARTER)
    charter = versions.select_related("agreement__space").order_by("number").last()
    if charter is None:
        return
    if (text := clean_text(text).strip()) and text != charter.texts.get(space.language):
        charter.titles = {space.language: charter.titles.get(space.language) or str(charter.title)}
        charter.texts = {space.language: text}
        charter.save()
    Signature.objects.bulk_create(Signature(space=space, charter=charter, actor=actor) for actor in actors)


def _invite(actor: Actor, space: Space) -> None:
    account = actor.account
    path = password_path(actor) if not account.last_login else reverse("founding:charter")
    post(
        account.email, "welcome/mail/founder", language=actor.language, house=letterhead_of(space), name=actor.name,
        space=space, path=path,
    )  # fmt: skip


def password_path(actor: Actor) -> str:
    """Return the path at which a person chooses a password, the same that a reset mail holds."""
    account = actor.account
    key = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": key})


@transaction.atomic
def sign_charter(actor: Actor, space: Space) -> Signature:
    """Sign the charter, once; with that it is accepted too. Raises Refused (403) to others than the founding circle, (409) the second time."""
    require(may_sign(actor, space))
    rows = Signature.objects.select_for_update(of=("self",)).select_related("charter__agreement__space")
    signature = rows.get(space=space, actor=actor)
    if signature.signed:
        return signature
    signature.charter = latest_of(signature.charter.agreement) or signature.charter
    accept(actor, signature.charter)
    signature.signed = clock.now()
    signature.save(update_fields=["signed", "charter"])
    record(CharterSigned(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id))
    return signature


@transaction.atomic
def keep_answers(step: str, answers: dict[str, object]) -> Founding:
    """Keep what was answered in a step of the wizard, as it was typed."""
    founding, _is_new = Founding.objects.select_for_update().get_or_create(pk=1)
    founding.answers = {**founding.answers, step: answers}
    founding.changed = clock.now()
    founding.save()
    return founding
