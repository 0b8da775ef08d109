"""Skills by one key each, however many languages name them."""

from __future__ import annotations

from django.db import models

from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import LANGUAGES


class Skill(models.Model):
    """Something that people can do. `uri` is its concept in ESCO; free ones have none."""

    key = models.CharField(max_length=100, primary_key=True)
    uri = models.CharField(max_length=200, null=True, unique=True)

    def __str__(self) -> str:
        return self.key


class SkillName(models.Model):
    """What a skill is called in a language; `folded` is small, without accents: what typing is compared with."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="names", db_index=False)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    label = PlainField(max_length=120)
    folded = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["skill", "language"], name="profiles_skill_named_once"),
            models.UniqueConstraint(fields=["language", "folded"], name="profiles_skill_name"),
        ]
        indexes = [models.Index(fields=["folded"], name="profiles_skill_typed")]

    def __str__(self) -> str:
        return self.label


class SkillAlias(models.Model):
    """Another name of a skill in ESCO's list: it is found by it, and called by its own. Several skills may share one."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="aliases", db_index=False)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    label = PlainField(max_length=120)
    folded = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["skill", "language", "folded"], name="profiles_alias_once")]
        indexes = [models.Index(fields=["folded"], name="profiles_alias_typed")]

    def __str__(self) -> str:
        return self.label
