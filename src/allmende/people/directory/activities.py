"""What can happen in the directory."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class DirectoryExported(Activity):
    """Someone took a list of people with them: so many, in which form."""

    count: int
    form: str
    verb = "Read"
    sentence = _("{actor} exported the directory of {thing}")
