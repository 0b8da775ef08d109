"""What is wrong with a ballot file, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from allmende.counting import MESSAGES, Problem

OWN = {
    "id_too_long": gettext_noop("The project_id “%(project)s” has more than %(limit)s characters. Shorten it."),
    "finer_than_coin": gettext_noop("%(amount)s is finer than the smallest coin of %(currency)s."),
    "points_not_whole": gettext_noop("Points must be whole numbers; %(value)s isn't."),
    "threshold_odd": gettext_noop("min_project_score_threshold is %(value)s. It must be a whole number, zero or more."),
    "default_score": gettext_noop("Ballots with a default_score can be counted (allmende count), but not kept here."),
    "refused": "%(reason)s",
}
"""What a site can't keep though it could be counted; and a refusal while importing. The rest stands in the counting library."""


def in_words(problem: Problem) -> str:
    """Return the problem's sentence, without its line."""
    shown = {key: str(value)[:80] for key, value in problem.params.items()}
    return _(OWN.get(problem.code) or MESSAGES[problem.code]) % shown
