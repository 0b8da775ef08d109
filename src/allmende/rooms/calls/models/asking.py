"""The question round about a brief, and the news of a call."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.identity.actors.models import Actor


class Round(models.TextChoices):
    """Whether questions about the brief are taken, and who reads them before they are answered."""

    NONE = "none", _("no questions are taken")
    HOSTS = "hosts", _("the hosts alone, until they are answered")
    ALL = "all", _("everyone, at once")


class Question(models.Model):
    """A question about the brief. Its answer is for everyone; who asked it stays unsaid where they wish."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    call = models.ForeignKey("calls.Call", models.CASCADE, related_name="questions")
    asker = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+")
    is_unnamed = models.BooleanField(default=False)
    text = RichTextField(max_length=2_000)
    asked = models.DateTimeField(default=clock.now)
    answer = RichTextField(max_length=10_000, blank=True)
    answered_by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    answered = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered=None) | ~models.Q(answer=""), name="calls_answered_with_words"
            )
        ]

    def __str__(self) -> str:
        return f"question {self.id} about {self.call_id}"


class Update(models.Model):
    """News of a call, told to everyone who takes part in it."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    call = models.ForeignKey("calls.Call", models.CASCADE, related_name="updates")
    author = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    title = PlainField(max_length=120)
    text = RichTextField(max_length=20_000)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.title
