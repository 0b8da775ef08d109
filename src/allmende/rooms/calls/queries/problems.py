"""What is wrong with a ballot file, in the reader's language."""

from django.utils.translation import gettext as _

from allmende.counting import MESSAGES, Problem


def in_words(problem: Problem) -> str:
    """Return the problem's sentence, without its line; the sentences stand in the counting library."""
    shown = {key: str(value)[:80] for key, value in problem.params.items()}
    return _(MESSAGES[problem.code]) % shown
