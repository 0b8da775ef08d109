"""The fields that a call asks for beside title and description, so that hundreds of contributions can be compared."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import PlainField
from allmende.rooms.calls.models.call import Call


class FieldKind(models.TextChoices):
    """What is typed into a field."""

    LINE = "line", _("short text")
    TEXT = "text", _("long text")
    NUMBER = "number", _("number")
    CHOICE = "choice", _("choice")
    LINK = "link", _("link")
    DATE = "date", _("date")


class TemplateField(models.Model):
    """A field of a call. `key` stays the same as long as it is asked for; `most` counts words; `unit` is a number's.

    A field that is asked for no longer is `gone`: what was typed into it stays with its contributions.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="fields")
    key = models.CharField(max_length=8)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=FieldKind)
    label = PlainField(max_length=80)
    help = PlainField(max_length=200, blank=True)
    is_required = models.BooleanField(default=False)
    most = models.PositiveSmallIntegerField(null=True)
    unit = PlainField(max_length=20, blank=True)
    choices = models.JSONField(default=list)
    is_gone = models.BooleanField(default=False)

    class Meta:
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["call", "key"], name="calls_field_key")]

    def __str__(self) -> str:
        return self.label
