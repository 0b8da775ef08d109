"""What every step of a nomination's way does: hold the row, note the step, tell the journal, send a mail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from allmende.commons.spaces.letterheads import home_url, letterhead_of
from allmende.commons.spaces.models import Space
from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.commands import record
from allmende.foundation.keys import sign
from allmende.foundation.mail.commands import post
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.nominations.commands.neighbours import people_on_duty
from allmende.people.nominations.models import Nomination, Step, StepKind
from allmende.people.nominations.queries.invitations import STANDING


def held(nomination: UUID) -> Nomination:
    """Return a nomination as it is now, held until the transaction ends: who changes it at the same moment comes after."""
    Nomination.objects.select_for_update(no_key=True).filter(id=nomination).values_list("id").first()
    return Nomination.objects.select_related("place__root", "place__audience", "nominator").get(id=nomination)


def note(nomination: Nomination, kind: StepKind, actor: Actor | None, reason: str = "") -> None:
    """Note a step of a nomination's way."""
    Step.objects.create(nomination=nomination, kind=kind, actor=actor, reason=reason)


def tell[A: Activity](kind: type[A], actor: Actor, nomination: Nomination, **fields: Any) -> None:
    """Record an activity about a nomination; it is about the space, since the nomination itself is no thing that is shared."""
    about(kind, actor, nomination.place, nomination=nomination.id, **fields)


def about[A: Activity](kind: type[A], actor: Actor, place: Space, **fields: Any) -> None:
    """Record an activity about a space."""
    record(kind(actor=actor.id, thing=place.id, space=place.id, audience=place.audience_id, **fields))


def standing_url(nomination: Nomination) -> str:
    """Return the address at which a nominee without an account reads where they stand; signed, since it is a key."""
    return reverse("nominations:standing", args=[nomination.id, sign(STANDING, str(nomination.id))])


def mail_nominee(nomination: Nomination, template: str, **values: Any) -> None:
    """Write to the nominee, in their language; nothing where their address is forgotten."""
    if not nomination.email:
        return
    place = nomination.place
    values |= {
        "name": nomination.name,
        "place": place.title,
        "nominator": nomination.nominator,
        "nomination": nomination,
    }
    values["standing_url"] = home_url(place) + standing_url(nomination)
    values["space_url"] = home_url(place) + reverse("space", args=[place.slug])
    post(
        nomination.email,
        f"nominations/mail/{template}",
        language=nomination.language,
        house=letterhead_of(place),
        **values,
    )


VOUCH = "vouch"
"""`reply_address(VOUCH, member.id, nomination.id)`: a yes or a no to whoever asks one to vouch."""


def mail_actor(actor: Actor, template: str, place: Space, **values: Any) -> None:
    """Write to someone with an account, in their language."""
    address = Account.objects.filter(actor=actor, is_active=True).values_list("email", flat=True).first()
    if address:
        post(
            address, f"nominations/mail/{template}", language=actor.language, house=letterhead_of(place), place=place.title,
            reader=actor.name, **values,
        )  # fmt: skip


def call_curators(nomination: Nomination) -> None:
    """Tell those on duty by mail that a nomination waits for their decision; never whoever nominated."""
    url = home_url(nomination.place) + reverse("nominations:nomination", args=[nomination.id])
    for actor in people_on_duty(nomination.place):
        if actor.id != nomination.nominator_id:
            mail_actor(actor, "to_decide", nomination.place, url=url, nomination=nomination)
