"""The degrees of participation. What declares one keeps the word in a column of its own: no page asks more for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Degree(models.TextChoices):
    """How much say people have, from the least to the most: the five of the Spectrum of Public Participation (IAP2)."""

    INFORM = "inform", pgettext_lazy("degree of participation", "Inform")
    CONSULT = "consult", pgettext_lazy("degree of participation", "Consult")
    INVOLVE = "involve", pgettext_lazy("degree of participation", "Involve")
    COLLABORATE = "collaborate", pgettext_lazy("degree of participation", "Collaborate")
    EMPOWER = "empower", pgettext_lazy("degree of participation", "Empower")

    @property
    def step(self) -> int:
        """Which of the five it is, from 1."""
        return list(Degree).index(self) + 1

    @property
    def promise(self) -> str:
        """What people are promised, in a sentence or two."""
        return str(PROMISES[self])


PROMISES = {
    Degree.INFORM: _("We tell you in time and in plain words what is planned, what is open, and what is decided."),
    Degree.CONSULT: _("We ask before we decide, listen to you, and say afterwards what came of what you said."),
    Degree.INVOLVE: _("We work with you all the way. What matters to you shows in what is drawn up, and we say where."),
    Degree.COLLABORATE: _(
        "We look for the best solution together, and what you advise goes into the decision as far as it possibly can."
    ),
    Degree.EMPOWER: _("You decide, and we do what you decided."),
}


def degree_field(**options: bool) -> models.CharField[str, str]:
    """A column for a declared degree; empty where none is declared."""
    return models.CharField(max_length=12, choices=Degree, blank=True, default="", db_default="", **options)
