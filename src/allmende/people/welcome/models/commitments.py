"""What one can commit to in a community: a list that its curators maintain."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock


class Form(models.TextChoices):
    """What sort of commitment it is."""

    HOURS = "hours", _("some hours a month")
    MENTOR = "mentor", _("mentor someone")
    HOST = "host", _("host something")
    CONTRIBUTION = "contribution", _("a first contribution")
    OWN = "own", _("in own words")


ICONS = {
    Form.HOURS: "clock", Form.MENTOR: "user-heart", Form.HOST: "calendar-event", Form.CONTRIBUTION: "bulb", Form.OWN: "pencil"
}  # fmt: skip


class Evidence(models.TextChoices):
    """How a commitment counts as kept."""

    CONFIRMED = "confirmed", _("The person says so, and one of those who care for the community")
    SEEN = "seen", _("The house sees it happen")


class Commitment(models.Model):
    """One line of the list. Words are kept by language; a line that someone has chosen is retired, never deleted."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    form = models.CharField(max_length=12, choices=Form)
    titles = models.JSONField(default=dict)
    abouts = models.JSONField(default=dict)
    hours = models.PositiveSmallIntegerField(null=True)
    opens_say = models.BooleanField(default=True)
    opens_work = models.BooleanField(default=True)
    opens_share = models.BooleanField(default=False)
    evidence = models.CharField(max_length=9, choices=Evidence, default=Evidence.CONFIRMED)
    seen_kind = models.CharField(max_length=20, blank=True)
    """The kind of thing whose creation the house takes for keeping it; empty: any that others see."""
    days = models.PositiveSmallIntegerField(default=60)
    reminders = models.PositiveSmallIntegerField(default=2)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(days__gte=1, days__lte=730), name="welcome_days"),
            models.CheckConstraint(condition=models.Q(reminders__lte=6), name="welcome_reminders"),
        ]
        indexes = [models.Index(fields=["space", "position"], name="welcome_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called, in the reader's language where it was written in it."""
        return _in_own_language(self.titles)

    @property
    def about(self) -> str:
        """What it means, in the reader's language where it was written in it."""
        return _in_own_language(self.abouts)

    @property
    def icon(self) -> str:
        """The icon of its sort."""
        return ICONS[Form(self.form)]

    @property
    def rights(self) -> tuple[str, ...]:
        """Which of say, work and share it opens to a newcomer."""
        opens = {"say": self.opens_say, "work": self.opens_work, "share": self.opens_share}
        return tuple(name for name, does in opens.items() if does)


def _in_own_language(words: dict[str, str]) -> str:
    """Return the words in the present language, else in the first that has some."""
    return words.get((get_language() or "")[:2]) or next((text for text in words.values() if text), "")
