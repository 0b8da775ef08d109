"""What can happen when lists are taken along."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ListTaken(Activity):
    """Someone took a list that tells of people with them: which, so many rows, in which form."""

    sheet: str
    count: int
    form: str
    verb = "Read"
    sentence = _("{actor} took a list of people along from {thing}")
    though_archived = True
