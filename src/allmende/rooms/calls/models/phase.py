"""Phases are data: from when to when, what they open, and to whom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.commons.participation.models import degree_field
from allmende.foundation import clock
from allmende.foundation.text.multilingual import text_for

if TYPE_CHECKING:
    from collections.abc import Iterable


class PhaseKind(models.TextChoices):
    """The parts of a call's way, in the order that most calls take; but the result, and the vote, each can come again."""

    SUBMIT = "submit", _("Contribute")
    DISCUSS = "discuss", _("Discuss")
    SUPPORT = "support", pgettext_lazy("phase of a call", "Support")
    RATE = "rate", pgettext_lazy("phase of a call", "Rate")
    JURY = "jury", _("Jury")
    REFINE = "refine", pgettext_lazy("phase of a call", "Refine")
    VOTE = "vote", _("Vote")
    RESULT = "result", _("Result")


ONCE = frozenset({PhaseKind.VOTE, PhaseKind.RESULT})
"""What comes once in a call: there is one ballot box, and the result is the end of the way."""


class Act(models.TextChoices):
    """What a phase can open."""

    SUBMIT = "submit", _("hand in contributions")
    REVISE = "revise", _("revise one's own contribution")
    COMMENT = "comment", pgettext_lazy("to do", "comment")
    SUPPORT = "support", _("support the demand")
    RATE = "rate", pgettext_lazy("to do", "rate")
    JUDGE = "judge", _("judge as the jury")
    VOTE = "vote", _("vote")
    SEE = "see", _("see what others handed in")
    RESULTS = "results", _("see results")


class Who(models.TextChoices):
    """To whom a phase opens an act."""

    MEMBERS = "members", _("members")
    HOSTS = "hosts", _("hosts")
    JURY = "jury", _("the jury")
    SHORTLIST = "shortlist", _("authors on the shortlist")
    INVITED = "invited", _("whoever is invited")
    EVERYONE = "everyone", _("everyone who sees the call")


DEFAULT_OPENINGS: dict[str, dict[str, str]] = {
    PhaseKind.SUBMIT: {Act.SUBMIT: Who.MEMBERS, Act.REVISE: Who.MEMBERS, Act.COMMENT: Who.MEMBERS},
    PhaseKind.DISCUSS: {Act.REVISE: Who.MEMBERS, Act.COMMENT: Who.MEMBERS},
    PhaseKind.SUPPORT: {Act.SUPPORT: Who.MEMBERS, Act.COMMENT: Who.MEMBERS},
    PhaseKind.RATE: {Act.RATE: Who.MEMBERS, Act.COMMENT: Who.MEMBERS},
    PhaseKind.JURY: {Act.JUDGE: Who.JURY},
    PhaseKind.REFINE: {Act.REVISE: Who.SHORTLIST, Act.COMMENT: Who.MEMBERS},
    PhaseKind.VOTE: {Act.VOTE: Who.MEMBERS, Act.COMMENT: Who.MEMBERS},
    PhaseKind.RESULT: {Act.COMMENT: Who.MEMBERS},
}
"""What a phase opens unless its call says otherwise."""

LASTING = frozenset({Act.SEE, Act.RESULTS})
"""What stays open once it is: a phase that says nothing of these opens them to everyone who sees the call."""

NOBODY = ""
"""What a phase says of an act that it keeps closed although it is open as a rule."""

BEYOND = frozenset({Who.MEMBERS, Who.INVITED, Who.EVERYONE})
"""Who sees the contributions of others without being host or jury: what is open to them lies under no seal."""


class Phase(models.Model):
    """One part of a call's way, from an instant until before another; the result has no end.

    `is_begun` says that the house has noticed its beginning and told people: the row is the job. `titles` name it in the
    call's own words, by language.
    """

    call = models.ForeignKey("calls.Call", models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=8, choices=PhaseKind)
    titles = models.JSONField(default=dict, db_default={})
    opens = models.DateTimeField()
    closes = models.DateTimeField(null=True)
    openings = models.JSONField(default=dict)
    is_begun = models.BooleanField(default=False)
    degree = degree_field()

    class Meta:
        ordering = ("opens", "id")
        indexes = [models.Index(fields=["opens"], condition=models.Q(is_begun=False), name="calls_phase_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes=None) | models.Q(closes__gt=models.F("opens")), name="calls_phase_span"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.call_id}"

    @property
    def title(self) -> str:
        """Its own title in the reader's language, else in any that it has, else the name of its kind."""
        return text_for(self.titles) or str(PhaseKind(self.kind).label)

    def is_on(self, at: datetime | None = None) -> bool:
        """Whether it is on at an instant (default: now): from its first second on, until just before its end."""
        at = at or clock.now()
        return self.opens <= at and (self.closes is None or at < self.closes)

    def is_over(self) -> bool:
        """Whether its end has come."""
        return self.closes is not None and self.closes <= clock.now()

    def opens_to(self, act: Act) -> str | None:
        """To whom it opens an act; None to nobody."""
        usual = Who.EVERYONE if act in LASTING else None
        if act == Act.SEE and self.kind == PhaseKind.SUBMIT and self.call.sealed:
            usual = None
        return self.openings.get(act, usual) or None

    def seals(self) -> bool:
        """Whether what is handed in by now is for its author, the hosts and perhaps the jury alone."""
        return self.opens_to(Act.SEE) not in BEYOND


def current(phases: Iterable[Phase]) -> Phase | None:
    """Return the phase that is on; None before the first, between two, or without any."""
    return next((phase for phase in phases if phase.is_on()), None)


def latest(phases: Iterable[Phase]) -> Phase | None:
    """Return the phase that began last, whether it is on still or over; None before the first."""
    now = clock.now()
    return next((phase for phase in reversed(list(phases)) if phase.opens <= now), None)
