"""Being there today, being stuck, having ten minutes."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.hubs.commands.booking import held
from allmende.rooms.hubs.models import Hub, Presence, Question
from allmende.rooms.hubs.rules import may_ask, may_be_here, may_close, may_help

STUCK_FOR = timedelta(hours=2)
"""So long a question stands."""


@transaction.atomic
def say_presence(actor: Actor, space: Space, *, is_here: bool, what: str = "", has_time: bool = True) -> Presence:
    """Say that one is here today, or elsewhere and within reach, and on what. Gone the next day; nothing is recorded."""
    require(may_be_here(actor, space))
    hub, _is_new = Hub.objects.get_or_create(space=space)
    hub.space = space
    said = {"is_here": is_here, "has_time": has_time, "what": clean_line(what)[:140]}
    return Presence.objects.update_or_create(hub=hub, day=hub.today, person=actor, defaults=said)[0]


@transaction.atomic
def end_presence(actor: Actor, space: Space) -> None:
    """Take back that one is there, and a question with it."""
    Presence.objects.filter(hub=space.id, person=actor).delete()
    Question.objects.filter(hub=space.id, person=actor).delete()


@transaction.atomic
def ask(actor: Actor, space: Space, text: str) -> Question:
    """Ask who has ten minutes; it stands for two hours. A new question takes the place of one's old one; nothing is recorded.

    Raises Refused: 403 no member, 409 not there today, 422 without words.
    """
    hub = held(space)
    require(may_ask(actor, hub))
    text = clean_line(text)
    if not 1 <= len(text) <= 200:
        raise Refused(_("Say in a sentence where you are stuck."), 422, errors={"text": _("1 to 200 letters.")})
    Question.objects.filter(hub=hub, person=actor).delete()
    return Question.objects.create(hub=hub, person=actor, text=text, closes=clock.now() + STUCK_FOR)


@transaction.atomic
def offer_help(actor: Actor, question: Question) -> Question:
    """Say that one has ten minutes; the first to say so it is. Raises Refused: 404 gone, 409 someone else was faster."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("hub__space__root", "person")
    found = rows.filter(id=question.id).first()
    if found is None:
        raise Refused(_("This isn't here."), 404)
    require(may_help(actor, found))
    found.helper = actor
    found.save(update_fields=["helper"])
    return found


@transaction.atomic
def close_question(actor: Actor, question: Question) -> None:
    """Take one's question away; nothing is left of it."""
    require(may_close(actor, question))
    Question.objects.filter(id=question.id).delete()
