"""What a section of a brief is for. Each is offered as a heading with a hint, which explains and never answers."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SectionRole(models.TextChoices):
    """The parts that a good brief has; beside them there may be free ones."""

    BACKGROUND = "background", _("Background")
    TASK = "task", pgettext_lazy("of a brief", "The task")
    GOOD = "good", _("What good looks like")
    FORMATS = "formats", _("What is handed in")
    RIGHTS = "rights", _("Rights")
    TIMELINE = "timeline", _("Timeline")
    REWARDS = "rewards", _("What there is for it")
    PEOPLE = "people", _("Who is behind it")


HINTS: dict[str, str | Promise] = {
    SectionRole.BACKGROUND: _(
        "What has happened so far, and why it matters now. Who knows nothing of it yet should understand it."
    ),
    SectionRole.TASK: _("One question that can be answered in many ways. What is fixed, and what is open?"),
    SectionRole.GOOD: _(
        "By what you will tell a good answer from a weaker one. An example says more than three adjectives."
    ),
    SectionRole.FORMATS: _("Words, sketch, model, video: how much of it, and how finished it should be."),
    SectionRole.RIGHTS: _("What stays with whoever made it, what you would like to use, and what happens to the rest."),
    SectionRole.TIMELINE: _(
        "What happens when, beyond the dates of the phases: visits, talks, the first word afterwards."
    ),
    SectionRole.REWARDS: _("Prizes, pay, thanks: for whom, how much, and when it is paid."),
    SectionRole.PEOPLE: _("Who asks, who decides, and whom one can talk to."),
}
"""What each part explains to whoever writes it; never stored as an answer."""
