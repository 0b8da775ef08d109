"""Saving something for later, and letting go of it; both may be said twice. Nothing is recorded: it is nobody else's business."""

from uuid import UUID

from allmende.commons.bookmarks.models import Bookmark
from allmende.commons.bookmarks.rules import may_save
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor


def save(actor: Actor, thing: Thing) -> None:
    """Keep a thing for later. Raises Refused (404) for what one doesn't see."""
    require(may_save(actor, thing))
    Bookmark.objects.get_or_create(actor=actor, thing_id=thing.id)


def let_go(actor: Actor, thing: UUID) -> None:
    """Keep a thing no longer, also one that one no longer sees."""
    Bookmark.objects.filter(actor=actor, thing_id=thing).delete()
