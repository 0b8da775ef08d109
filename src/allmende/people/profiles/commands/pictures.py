"""The picture of a profile."""

from __future__ import annotations

from django.db import transaction

from allmende.commons.audiences.models import Layer
from allmende.commons.files.commands import remove, store_picture
from allmende.commons.files.models import File
from allmende.commons.files.pictures import Prepared
from allmende.commons.spaces.models import Space
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.people.profiles.commands.details import put
from allmende.people.profiles.commands.saying import Said
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.rules import may_edit


@transaction.atomic
def set_picture(actor: Actor, whose: Actor, root: Space, picture: Prepared, layer: Layer | None = None) -> Detail:
    """Show a picture, instead of the one before, which is gone then."""
    require(may_edit(actor, whose))
    before = _picture_of(whose)
    file = store_picture(whose, picture, alt=whose.name)
    (detail,) = put(actor, whose, root, Key.PICTURE, [Said(word=str(file.id))], layer)
    if before is not None:
        remove(whose, before)
    return detail


@transaction.atomic
def remove_picture(actor: Actor, whose: Actor, root: Space) -> None:
    """Show no picture; its bytes are gone with it."""
    require(may_edit(actor, whose))
    before = _picture_of(whose)
    put(actor, whose, root, Key.PICTURE, [])
    if before is not None:
        remove(whose, before)


def _picture_of(whose: Actor) -> File | None:
    word = Detail.objects.filter(actor=whose, key=Key.PICTURE).values_list("word", flat=True).first()
    held = word or whose.portrait
    return File.objects.filter(id=held, owner=whose).first() if held else None
