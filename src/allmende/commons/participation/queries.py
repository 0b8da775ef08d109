"""The degrees of participation in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.commons.participation.models import Degree


@dataclass(frozen=True)
class Explained:
    """One degree as the page explains it: what we promise, when it fits, and what you can hold us to."""

    key: str
    label: str
    promise: str
    fits: str
    shows: str


FITS = {
    Degree.INFORM: _("The matter is decided, or the law decides it, and people need to know and understand it."),
    Degree.CONSULT: _("There are drafts or alternatives, and it is still open which one it will be."),
    Degree.INVOLVE: _("The task is known, the solution isn't, and those it concerns know more about it than we do."),
    Degree.COLLABORATE: _("Nobody can do it alone: the result needs the knowledge and the hands of all."),
    Degree.EMPOWER: _(
        "The matter belongs to those who decide, they bear what comes of it, and nothing stands against it."
    ),
}
SHOWS = {
    Degree.INFORM: _("You find what you need in one place, and a person who answers questions."),
    Degree.CONSULT: _("The outcome names what was said and why it was followed, or why not."),
    Degree.INVOLVE: _("Each version says what has changed because of what people brought in."),
    Degree.COLLABORATE: _("People of the community sit where the work is done and the decision is prepared."),
    Degree.EMPOWER: _("The rule is known before the vote, the count can be checked, and the result is carried out."),
}


def explained() -> list[Explained]:
    """The five, from the least say to the most."""
    return [
        Explained(degree.value, str(degree.label), degree.promise, str(FITS[degree]), str(SHOWS[degree]))
        for degree in Degree
    ]
