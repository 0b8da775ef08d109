"""People react to what others say: a few of them, each in their way, hours later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from allmende.commons.reactions.commands import react
from allmende.commons.reactions.models import Kind
from allmende.commons.reactions.rules import may_react
from allmende.commons.things.models import Thing
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.tastes import mood

KEEN = 0.07
"""How many of those who read something react to it."""


def write(town: Town, when: datetime, key: str, said: Callable[[], Thing]) -> None:
    """Write down who reacts to what was said at a moment."""
    for person in town.story.people:
        later = when + timedelta(hours=1 + 40 * mood("later", key, person.handle))
        if mood("keen", key, person.handle) < KEEN:
            town.diary.write(later, key[:40], partial(_react, town, person.handle, key, said))


def _react(town: Town, handle: str, key: str, said: Callable[[], Thing]) -> None:
    actor, thing = town.actors.get(handle), Thing.objects.select_related("audience").filter(id=said().id).first()
    if actor and thing and may_react(actor, thing):
        react(actor, thing, list(Kind)[int(len(Kind) * mood("kind", key, handle))])
