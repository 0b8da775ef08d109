"""Who wants to come in, as a table: what waits for the reader's decision."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.sheets import Query, Sheet
from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Reader
from allmende.people.nominations.models import State
from allmende.people.nominations.queries.lists import decides_in, to_decide


def _rows(reader: Reader, root: Space, _query: Query) -> Iterator[tuple[object, ...]]:
    for row in to_decide(reader, root).iterator(chunk_size=500):
        by = row.nominator.name if row.nominator else _("applied")
        yield (
            row.name, row.place.title, by, State(row.state).label, row.vouches, row.concerns, row.made.date(), row.language,
        )  # fmt: skip


def _may_take(reader: Reader, root: Space, _query: Query) -> Verdict:
    decides = decides_in(reader, root) if not reader.is_guest else []
    return allow_if(decides, _("Only those who care for the community decide who comes in."))


NOMINATIONS = Sheet(
    "nominations", _("Who comes in: to decide"),
    {
        "name": _("Name"), "space": _("Space"), "by": _("Nominated by"), "state": _("State"), "vouches": _("Vouch"),
        "concerns": _("Concerns"), "made": _("Since"), "language": _("Language"),
    },
    _rows, _may_take, lambda _query: reverse("nominations:queue"), is_personal=True,
)  # fmt: skip
