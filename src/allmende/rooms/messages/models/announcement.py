"""What those on duty write to many: the announcement, its wording in each language, and what became of it for each person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.identity.actors.models import LANGUAGES, Actor
from allmende.people.trust.models import Level

LONGEST_WORDING = 10_000
"""The greatest length of an announcement in one language, in characters."""


class AnnouncementState(models.TextChoices):
    """Where an announcement stands."""

    DRAFT = "", _("draft")
    REVIEW = "review", _("waits for a second pair of eyes")
    READY = "ready", _("goes out at its time")
    SENDING = "sending", _("is going out")
    PAUSED = "paused", _("paused")
    SENT = "sent", _("sent")
    WITHDRAWN = "withdrawn", _("was taken back")


class Lack(models.TextChoices):
    """What someone has not done: whom a word of the team may help most."""

    NOTHING = "", _("whatever they have done")
    PROFILE = "profile", _("have told nothing of themselves yet")
    TEAM = "team", _("belong to no space within yet")
    QUIET = "quiet", _("have done nothing here for 30 days")


class Announcement(Thing):
    """What is written to all members of a place, or to some. Its audience is its own: those whom it reached, and nobody else.

    `query` is a search of the directory as an address, seen with the eyes of its author; with `level` and `lacks` it says whom it is
    for. `due` is when it goes out. `total` were chosen, `at` of them dealt with. `note` says why it was given or taken back.
    """

    thing_ptr = models.OneToOneField(
        Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_announcement"
    )
    place = models.ForeignKey(Space, models.PROTECT, related_name="+", db_index=False)
    query = models.CharField(max_length=600, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.ARRIVED)
    lacks = models.CharField(max_length=8, choices=Lack, blank=True)
    due = models.DateTimeField(null=True)
    reviewer = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    note = PlainField(max_length=300, blank=True)
    total = models.PositiveIntegerField(default=0)
    at = models.PositiveIntegerField(default=0)
    begun = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    objects = ThingQuerySet.as_manager()  # type: ignore[misc]  # as the parent's, for this model

    class Meta:
        indexes = [models.Index(fields=["place", "thing_ptr"], name="conversations_outbox")]

    def __str__(self) -> str:
        return self.title or f"announcement {self.pk}"

    @property
    def stage(self) -> AnnouncementState:
        """Its state, with its words."""
        return AnnouncementState(self.state)

    @property
    def is_for_everyone(self) -> bool:
        """Whether nobody of the place is left out."""
        return not (self.query or self.level or self.lacks)

    @property
    def percent(self) -> int:
        """How much of it has gone out."""
        return 100 * self.at // self.total if self.total else 0


class Wording(models.Model):
    """An announcement in one language."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="wordings", db_index=False)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    title = PlainField(max_length=120)
    text = RichTextField(max_length=LONGEST_WORDING, top=3, trusted=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "language"], name="conversations_one_wording")]

    def __str__(self) -> str:
        return self.title


class RecipientState(models.TextChoices):
    """What became of an announcement for one person."""

    WAITING = "waiting", _("waiting")
    REACHED = "reached", _("in the app")
    SKIPPED = "skipped", _("left out")


class Left(models.TextChoices):
    """Why someone was left out."""

    NONE = "", ""
    GONE = "gone", _("had left meanwhile")
    BREAK = "break", _("are taking a break")
    STOPPED = "stopped", _("it was stopped before")


class Recipient(models.Model):
    """Someone an announcement is for: once, whatever happens to the worker. Whether they looked at it nobody keeps."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="recipients", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=RecipientState, default=RecipientState.WAITING)
    why = models.CharField(max_length=8, choices=Left, blank=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "actor"], name="conversations_announced_once")]
        indexes = [
            models.Index(
                fields=["announcement", "id"], condition=models.Q(state="waiting"), name="conversations_to_announce"
            ),
            models.Index(fields=["actor", "-announcement"], name="conversations_announced_to"),
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} to {self.actor_id}: {self.state}"


class Pace(models.Model):
    """How soon a space answered whoever wrote to it in the last ninety days: half of them within `half` seconds, of so many cases."""

    space = models.OneToOneField(Space, models.CASCADE, primary_key=True, related_name="+")
    half = models.PositiveIntegerField()
    cases = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.space_id}: half of {self.cases} within {self.half} s"
