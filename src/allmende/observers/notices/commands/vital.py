"""Reaching everyone at once: one asks, a second person of another duty sends it; then people say that they have read it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.spaces.commands.gates import publish
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hidden_audience
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.journal.hands import are_hands_lent
from allmende.foundation.text import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.observers.notices.activities import VitalAsked, VitalReleased, VitalWithdrawn
from allmende.observers.notices.models import LONGEST_VITAL, Confirmation, Vital, VitalState
from allmende.observers.notices.rules import may_ask_vital, may_confirm, may_release, may_withdraw_vital, pair_of

SHORTEST_REASON = 10


@transaction.atomic
def ask_vital(actor: Actor, space: Space, *, title: str, text: str, reason: str) -> Vital:
    """Ask a second person to send something to everyone of a space at once. Raises Refused: 403, 422 with what is missing."""
    require(may_ask_vital(actor, space))
    title, text, reason = clean_line(title), clean_text(text).strip(), clean_line(reason)
    errors: dict[str, Text] = {}
    if not title or len(title) > 120:
        errors["title"] = _("Say in one line what it is about, in 120 characters at most.")
    if not text or len(text) > LONGEST_VITAL:
        errors["text"] = _("Say what people have to know or do now, in 2000 characters at most.")
    if not SHORTEST_REASON <= len(reason) <= 300:
        errors["reason"] = _("Say why this can't wait, in 10 to 300 characters.")
    if errors:
        raise Refused(_("Something is missing, or too long."), 422, errors=errors)
    vital = Vital.objects.create(
        kind="vital", state=VitalState.ASKED, title=title, text=text, reason=reason, author=actor, space=space.thing_ptr, place=space,
        audience=hidden_audience(Kind.DRAFT, space, actor), language=space.language,
    )  # fmt: skip
    record(VitalAsked(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, vital=vital.id))
    return vital


@transaction.atomic
def release_vital(actor: Actor, vital: Vital) -> Vital:
    """Send it, as the second of two. Raises Refused: 403, 409 sent already, 410 too old, 429 one too many."""
    vital = _held(vital.id)
    if are_hands_lent():
        raise Refused(_("Nobody does this for someone else."))
    require(may_release(actor, vital))
    author = Actor.objects.get(id=vital.author_id)
    vital.state, vital.released, vital.released_by = VitalState.RELEASED, clock.now(), actor
    vital.duties = list(pair_of(author, actor, vital.place) or ())
    vital.save()
    publish(actor, vital, vital.place, Layer.TEAM if vital.place.root_id else Layer.COMMUNITY)
    record(
        VitalReleased(
            actor=actor.id, thing=vital.id, space=vital.place_id, audience=vital.audience_id, asked_by=author.id,
            duties=" ".join(vital.duties),
        )
    )  # fmt: skip
    return vital


@transaction.atomic
def withdraw_vital(actor: Actor, vital: Vital) -> None:
    """Let it rest: it does not go out. Raises Refused: 403, 409 it has gone out."""
    vital = _held(vital.id)
    require(may_withdraw_vital(actor, vital))
    vital.state = VitalState.WITHDRAWN
    vital.save(update_fields=["state"])
    place = vital.place
    record(VitalWithdrawn(actor=actor.id, thing=place.id, space=place.id, audience=place.audience_id, vital=vital.id))


@transaction.atomic
def confirm_vital(actor: Actor, vital: Vital) -> None:
    """Note that someone has read it; twice is once. Raises Refused: 403, 404, 409."""
    require(may_confirm(actor, vital))
    Confirmation.objects.get_or_create(vital=vital, actor=actor)


def _held(key: UUID) -> Vital:
    Vital.objects.select_for_update().filter(pk=key).values_list("pk").first()
    return Vital.objects.select_related("place__root", "audience").get(pk=key)
