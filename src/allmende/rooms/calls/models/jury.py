"""The jury's notes and statement, what is hidden from a blind review, and the shortlist."""

from __future__ import annotations

from django.db import models

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models.call import Call
from allmende.rooms.calls.models.contribution import Contribution


class JuryStatement(models.Model):
    """What the jury says to everyone with the result; once `published` it stands."""

    call = models.OneToOneField(Call, models.CASCADE, primary_key=True, related_name="jury_statement")
    text = RichTextField(max_length=20_000, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    published = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"statement on {self.call_id}"


class JuryNote(models.Model):
    """A note of the jury's talk about a contribution, or about all of them; jury and hosts alone read it."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    call = models.ForeignKey(Call, models.CASCADE, related_name="jury_notes", db_index=False)
    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, related_name="jury_notes")
    author = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    text = PlainField(max_length=2000)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["call", "contribution", "id"], name="calls_jury_notes")]

    def __str__(self) -> str:
        return f"note on {self.contribution_id or self.call_id}"


class Redaction(models.Model):
    """A passage that a blind review hides, beside the names of those who made it."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="redactions", db_index=False)
    passage = PlainField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "passage"], name="calls_redacted_once")]

    def __str__(self) -> str:
        return f"hidden in {self.contribution_id}"


class Shortlist(models.Model):
    """What is in the closer choice; seen by those who choose until it is announced."""

    call = models.OneToOneField(Call, models.CASCADE, primary_key=True, related_name="shortlist")
    announced = models.DateTimeField(null=True)
    by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"shortlist of {self.call_id}"


class Shortlisted(models.Model):
    """A contribution on the shortlist, at its place."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="shortlisted")
    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="entries", db_index=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["shortlist", "position"], name="calls_shortlist_place")]

    def __str__(self) -> str:
        return f"{self.position}. {self.contribution_id}"
