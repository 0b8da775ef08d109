"""The method card."""

from __future__ import annotations

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.rooms.methods.models.card import Card, card_of
from allmende.rooms.methods.models.starting import StartingCard, starting_card


class Method(Thing):
    """A method as a card in a space.

    A card of the starting set (`key`) that nobody has changed shows in each reader's language; once somebody has, it says what
    they wrote. `revision` grows with every save, so that two windows can't overwrite each other.
    """

    thing_ptr = models.OneToOneField(
        Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_method"
    )
    place = models.ForeignKey(Space, models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40, blank=True)
    kept = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)

    objects = ThingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "key"], condition=~models.Q(key=""), name="methods_card_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ours(self) -> bool:
        """Whether it is of the starting set, as it was set out."""
        return bool(self.key) and self.revision == 0

    @property
    def shown(self) -> StartingCard:
        """Title and card as the reader of the moment reads them."""
        return starting_card(self.key) if self.is_ours else StartingCard(self.key, self.title, card_of(self.kept))

    @property
    def card(self) -> Card:
        """What stands on it."""
        return self.shown.card


class SetOut(models.Model):
    """Which cards of the starting set a community has been given, so that one it put away stays away."""

    space = models.OneToOneField(Space, models.CASCADE, primary_key=True, related_name="+")
    count = models.PositiveSmallIntegerField(default=0)
    keys = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.space_id}: {self.count}"
