"""A session: a method that a group works through together, and who takes part."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor
from allmende.rooms.methods.models.card import Card, Step, card_of, steps_of
from allmende.rooms.methods.models.method import Method

BEFORE = -1
"""The step of a session that has not begun."""


class SessionState(models.TextChoices):
    """Where a session stands."""

    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    ENDED = "ended", _("concluded")


class Mode(models.TextChoices):
    """Where people meet for it."""

    ONLINE = "online", _("online")
    ONSITE = "onsite", _("on site")
    BOTH = "both", _("on site and online")


class Part(models.TextChoices):
    """What someone does in a session."""

    LEAD = "lead", _("facilitator")
    TIME = "time", _("timekeeper")
    NOTES = "notes", _("note-taker")
    TAKES_PART = "takes_part", _("takes part")


class Session(Thing):
    """A session of a method. The card is copied when it is planned: changing the method later changes no session.

    Its clock is the server's: while it runs `step_ends` says when the time is over, while it stands `left` says how many seconds
    there are. `going_round` is how many sheets go round in the present step.
    """

    thing_ptr = models.OneToOneField(
        Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_session"
    )
    place = models.ForeignKey(Space, models.PROTECT, related_name="+")
    method = models.ForeignKey(Method, models.SET_NULL, null=True, related_name="sessions")
    question = PlainField(max_length=280, blank=True)
    kept = models.JSONField(default=dict)
    plan = models.JSONField(default=list)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.ONLINE)
    starts = models.DateTimeField(null=True)
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    step = models.SmallIntegerField(default=BEFORE)
    step_began = models.DateTimeField(null=True)
    step_ends = models.DateTimeField(null=True)
    left = models.PositiveIntegerField(null=True)
    going_round = models.PositiveSmallIntegerField(default=0)

    objects = ThingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def card(self) -> Card:
        """The card as it was when the session was planned."""
        return card_of(self.kept)

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, each round by itself."""
        return steps_of(self.plan)

    @property
    def now(self) -> Step | None:
        """The present step; None before the first and after the last."""
        steps = self.steps
        return steps[self.step] if self.state == SessionState.RUNNING and 0 <= self.step < len(steps) else None

    @property
    def is_last(self) -> bool:
        """Whether no step follows the present one."""
        return self.step >= len(self.plan) - 1

    @property
    def seconds_left(self) -> int:
        """How much time the step has; negative when it is over."""
        if self.left is not None:
            return self.left
        return round((self.step_ends - clock.now()).total_seconds()) if self.step_ends else 0

    def is_abandoned(self, wait: timedelta) -> bool:
        """Whether it stands still because nobody leads on: its step, or the moment at which it was to begin, is long over."""
        since = self.step_ends if self.state == SessionState.RUNNING else self.starts
        return since is not None and clock.now() - since > wait


class Seat(models.Model):
    """Someone in a session. `number` is whose sheet is theirs where sheets go round; who leads from the start has none."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="seats")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=Part, default=Part.TAKES_PART)
    number = models.PositiveSmallIntegerField(null=True)
    joined = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "actor"], name="methods_seat_once"),
            models.UniqueConstraint(fields=["session", "number"], name="methods_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.session_id}"


def sheet_of(number: int | None, step: Step | None, sheets: int) -> int | None:
    """Return whose sheet lies before the person of a number in a step; None where none go round, or they have no number.

    Who came during the round has their own.
    """
    if number is None or step is None or not step.turns:
        return None
    return number if number >= sheets else (number + step.round - 1) % sheets
