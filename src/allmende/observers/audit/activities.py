"""What happens to the journal itself."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class JournalExported(Activity):
    """Someone took the journal, or a part of it, along: so many entries, in which form."""

    count: int
    form: str
    verb = "Read"
    plain = _("{actor} took the journal along")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class JournalChecked(Activity):
    """Someone let the journal's chain be checked."""

    verb = "Read"
    plain = _("{actor} let the journal be checked")
