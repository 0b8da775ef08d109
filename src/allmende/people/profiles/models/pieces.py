"""Pieces of one's work: the portfolio."""

from __future__ import annotations

from django.db import models

from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation.text.fields import RichTextField


class PieceQuerySet(ThingQuerySet["Piece"]):
    """Pieces as pages look for them."""

    def within(self, reach: list[int]) -> PieceQuerySet:
        """Only what stands on one of these audiences; a piece of what was made here, only to those who see that too."""
        of_here = models.Q(source=None) | models.Q(source__audience__within=reach)
        return self.filter(of_here, audience__within=reach, kind="piece")


class Piece(Thing):
    """Something that one has made: words, pictures, a file, a link. `source` is the thing made here that it shows."""

    thing_ptr = models.OneToOneField(Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_piece")
    text = RichTextField(blank=True, max_length=10_000, top=3)
    link = models.URLField(max_length=500, blank=True)
    source = models.ForeignKey(Thing, models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    objects = PieceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title
