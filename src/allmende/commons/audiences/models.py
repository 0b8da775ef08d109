"""Audiences and who reaches them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.identity.actors.models import Actor

PUBLIC = 1
"""The id of the one audience that everyone reaches, made by the first migration."""


class Layer(models.IntegerChoices):
    """The five rungs of the ladder, from the inside out."""

    PRIVATE = 1, _("private")
    TEAM = 2, _("team")
    COMMUNITY = 3, _("community")
    NETWORK = 4, _("partner network")
    PUBLIC = 5, _("public")


class Kind(models.TextChoices):
    """What an audience is for: a rung of the ladder, or a place where things are out of sight."""

    LADDER = "ladder", _("shared")
    DRAFT = "draft", _("draft")
    SEALED = "sealed", _("sealed until a date")
    BIN = "bin", _("in the bin")
    PRACTICE = "practice", _("practice")
    TALK = "talk", _("conversation")
    HIDDEN = "hidden", _("hidden by those who care for the space")
    SIGNED = "signed", _("for those who signed")


BY_RUNG = (Kind.LADDER, Kind.PRACTICE)
"""Who reaches these is compiled from the memberships alone."""
AT_HAND = (*BY_RUNG, Kind.SIGNED)
"""What others see and take part in: shared, practised with, or read by those who signed for it."""


class Audience(models.Model):
    """Who may see: one row per rung of a space, and per person for what is theirs alone.

    `space` is the id of the space's thing; no foreign key, because things stand on audiences and not the other way round.
    `owner` is whose draft, bin or sealed thing it is, or who talks with an organisation. `key` makes a row unique where empty columns would not.
    """

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.LADDER)
    layer = models.PositiveSmallIntegerField(choices=Layer)
    space = models.UUIDField(null=True, db_index=True)
    owner = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.key

    @property
    def is_circle(self) -> bool:
        """Whether it is shared by name: on the second rung of no space, and of nobody."""
        return self.kind == Kind.LADDER and self.layer == Layer.TEAM and self.space is None and self.owner_id is None


class Named(models.Model):
    """Someone belongs to an audience by name, not by a membership: in a conversation of people who chose each other."""

    pk = models.CompositePrimaryKey("actor_id", "audience_id")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    audience = models.ForeignKey(Audience, models.CASCADE, related_name="names")

    def __str__(self) -> str:
        return f"{self.actor_id} is named in {self.audience_id}"


class Reach(models.Model):
    """One actor may read one audience. Everyone reaches the public one without a row."""

    pk = models.CompositePrimaryKey("actor_id", "audience_id")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    audience = models.ForeignKey(Audience, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.actor_id} reaches {self.audience_id}"
