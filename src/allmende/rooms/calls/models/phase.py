"""Phases are data: from when to when, what they open, and to whom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.foundation import clock

if TYPE_CHECKING:
    from collections.abc import Iterable


class PhaseKind(models.TextChoices):
    """The four parts of a call's way."""

    SUBMIT = "submit", _("Contribute")
    DISCUSS = "discuss", _("Discuss")
    VOTE = "vote", _("Vote")
    RESULT = "result", _("Result")


class Act(models.TextChoices):
    """What a phase can open."""

    SUBMIT = "submit", _("hand in contributions")
    REVISE = "revise", _("revise one's own contribution")
    COMMENT = "comment", pgettext_lazy("to do", "comment")
    VOTE = "vote", _("vote")


class Who(models.TextChoices):
    """To whom a phase opens an act."""

    MEMBERS = "members", _("members")
    HOSTS = "hosts", _("hosts")


DEFAULT_OPENINGS: dict[str, dict[str, str]] = {
    PhaseKind.SUBMIT: {Act.SUBMIT: Who.MEMBERS, Act.REVISE: Who.MEMBERS, Act.COMMENT: Who.MEMBERS},
    PhaseKind.DISCUSS: {Act.REVISE: Who.MEMBERS, Act.COMMENT: Who.MEMBERS},
    PhaseKind.VOTE: {Act.VOTE: Who.MEMBERS, Act.COMMENT: Who.MEMBERS},
    PhaseKind.RESULT: {Act.COMMENT: Who.MEMBERS},
}
"""What a phase opens unless its call says otherwise."""


class Phase(models.Model):
    """One part of a call's way, from an instant until before another; the result has no end.

    `is_begun` says that the house has noticed its beginning and told people: the row is the job.
    """

    call = models.ForeignKey("calls.Call", models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=8, choices=PhaseKind)
    opens = models.DateTimeField()
    closes = models.DateTimeField(null=True)
    openings = models.JSONField(default=dict)
    is_begun = models.BooleanField(default=False)

    class Meta:
        ordering = ("opens", "id")
        indexes = [models.Index(fields=["opens"], condition=models.Q(is_begun=False), name="calls_phase_due")]
        constraints = [
            models.UniqueConstraint(fields=["call", "kind"], name="calls_phase_once"),
            models.CheckConstraint(
                condition=models.Q(closes=None) | models.Q(closes__gt=models.F("opens")), name="calls_phase_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.call_id}"

    def is_on(self, at: datetime | None = None) -> bool:
        """Whether it is on at an instant (default: now): from its first second on, until just before its end."""
        at = at or clock.now()
        return self.opens <= at and (self.closes is None or at < self.closes)

    def is_over(self) -> bool:
        """Whether its end has come."""
        return self.closes is not None and self.closes <= clock.now()

    def opens_to(self, act: Act) -> str | None:
        """To whom it opens an act; None to nobody."""
        return self.openings.get(act)


def current(phases: Iterable[Phase]) -> Phase | None:
    """Return the phase that is on; None before the first, between two, or without any."""
    return next((phase for phase in phases if phase.is_on()), None)
