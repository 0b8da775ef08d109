"""What is handed in."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.rooms.calls.models.call import Call


class ContributionState(models.TextChoices):
    """Where a contribution stands."""

    DRAFT = "draft", _("draft")
    HELD = "held", _("with the hosts")
    SUBMITTED = "submitted", _("submitted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNSEEN = "unseen", _("out of sight")


class Ending(models.TextChoices):
    """What became of a contribution once its call is finished."""

    AWARDED = "awarded", _("awarded")
    CHOSEN = "chosen", _("chosen by the vote")
    SHORTLISTED = "shortlisted", _("on the shortlist")
    KEPT = "kept", _("kept for later")
    NOT_NOW = "not_now", _("not this time")


def draw_lot() -> int:
    """Draw a contribution's place in the mixed order."""
    return secrets.randbelow(2**31)


class Contribution(Thing):
    """An answer to a call: the first draft in small, with what it would cost.

    `number` stands in its address. `ballot_key` is its id on ballots and in audit files: the number with leading zeros, so
    that the declared tie rule (smallest id first) means the earlier contribution; imported ones keep the id of their file.
    `revision` grows with every save, so that two windows can't overwrite each other. `is_chosen` is empty until the count.
    `lot` is its place in the ring of the mixed order. `is_awarded` while it holds a prize that was given.
    `ending` is what became of it, and has been decided for each once the call is finished.
    `lot` is its place in the ring of the mixed order. `answers` are the values of its call's own fields, by their keys; what was
    typed for a field that is gone stays there. `shows_nobody` where its authors say that nobody is to be seen or heard in it. `sent_back` is what the hosts said when they gave it back.
    """

    thing_ptr = models.OneToOneField(
        Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_contribution"
    )
    call = models.ForeignKey(Call, models.CASCADE, related_name="contributions")
    number = models.PositiveIntegerField()
    ballot_key = models.CharField(max_length=80)
    summary = PlainField(max_length=280, blank=True)
    text = RichTextField(max_length=40_000, blank=True)
    cost = models.PositiveBigIntegerField(null=True)
    revision = models.PositiveIntegerField(default=0)
    picture = models.UUIDField(null=True)
    is_chosen = models.BooleanField(null=True)
    ending = models.CharField(max_length=11, choices=Ending, blank=True, default="", db_default="")
    is_awarded = models.BooleanField(default=False, db_default=False)
    lot = models.PositiveIntegerField(default=draw_lot, editable=False)
    answers = models.JSONField(null=True)
    shows_nobody = models.BooleanField(default=False, db_default=False)
    sent_back = PlainField(max_length=600, blank=True, default="", db_default="")

    objects = ThingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="calls_number_once"),
            models.UniqueConstraint(fields=["call", "ballot_key"], name="calls_ballot_key_once"),
        ]
        indexes = [models.Index(fields=["call", "lot", "thing_ptr"], name="calls_ring")]

    def __str__(self) -> str:
        return self.title or f"#{self.number}"
