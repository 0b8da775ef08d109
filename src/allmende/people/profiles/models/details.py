"""The details of a profile: one row for each thing that someone says of themselves, with the audience that may see it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences import lookups  # noqa: F401  registers `within`
from allmende.commons.audiences.models import Audience, Layer
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Key(models.TextChoices):
    """What a detail says, in the order of the page."""

    PICTURE = "picture", _("Picture")
    PRONOUNS = "pronouns", _("Pronouns")
    SHORT = "short", _("In a sentence")
    TEXT = "text", _("About me")
    SKILL = "skill", _("Skills")
    LANGUAGE = "language", _("Languages")
    OFFER = "offer", _("What I offer")
    SEEK = "seek", _("What I seek")
    AVAILABILITY = "availability", _("Time I have")
    RATE = "rate", _("My rate")
    HUB = "hub", _("My hub")
    LINK = "link", _("Links")


SINGLE = (Key.PICTURE, Key.PRONOUNS, Key.SHORT, Key.TEXT, Key.AVAILABILITY, Key.RATE, Key.HUB)
"""What one says once; of the others there may be several."""


class DetailQuerySet(models.QuerySet["Detail"]):
    """Details as pages look for them."""

    def within(self, reach: list[int]) -> Self:
        """Only what stands on one of these audiences (`queries.reach_in_profiles` of the reader)."""
        return self.filter(audience__within=reach)


class Detail(models.Model):
    """Someone says one thing of themselves, and who may see it.

    `word` is what it is found by, one spelling for all: the key of a skill, offer or wish, the code of a language, the id of a
    hub or of the picture's file, the address of a link, a rate's currency. `text` is how it reads. `amount` is a language's
    level (1 to 7), the hours a week, the rate an hour in minor units. `since` is the day from which one has time, or
    on which a link was found to lead back.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="details", db_index=False)
    key = models.CharField(max_length=12, choices=Key)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    word = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    amount = models.PositiveBigIntegerField(null=True)
    since = models.DateField(null=True)

    objects = DetailQuerySet.as_manager()

    class Meta:
        ordering = ["actor", "key", "position", "id"]
        indexes = [
            models.Index(fields=["actor", "key", "position"], name="profiles_of_actor"),
            models.Index(fields=["key", "word", "audience", "actor"], name="profiles_found_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "key"], condition=models.Q(key__in=SINGLE), name="profiles_said_once"
            ),
            models.UniqueConstraint(
                fields=["actor", "key", "word"], condition=~models.Q(key__in=SINGLE), name="profiles_word_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.key}: {self.word or self.text[:40]}"

    @property
    def layer(self) -> Layer:
        """The rung it stands on."""
        return Layer(self.audience.layer)
