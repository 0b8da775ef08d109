"""What everyone may know of a call that is read by those alone who signed for it."""

from __future__ import annotations

from django.db import models

from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation.text.fields import PlainField
from allmende.rooms.calls.models.call import Call


class Teaser(Thing):
    """Title and summary of a call, a thing of its own on the layer that the call was published to.

    The call itself, with all that hangs on it, stands before those who signed (`Kind.SIGNED`): so no way in has to know of it.
    """

    thing_ptr = models.OneToOneField(
        Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_teaser"
    )
    call = models.OneToOneField(Call, models.CASCADE, related_name="teaser")
    summary = PlainField(max_length=280, blank=True)

    objects = ThingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title
