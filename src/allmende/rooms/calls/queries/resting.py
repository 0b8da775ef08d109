"""What rests in calls when their space is archived, told in numbers before anyone does it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.foundation import clock
from allmende.rooms.calls.models import CallState, Phase, PhaseKind


def resting(spaces: list[UUID]) -> Iterator[str]:
    """Say how many calls and votes are on in these spaces, and what becomes of their dates; one statement."""
    now = clock.now()
    on = Phase.objects.filter(call__place__in=spaces, call__state=CallState.OPEN, opens__lte=now, closes__gt=now)
    kinds = list(on.values_list("kind", flat=True))
    votes = kinds.count(PhaseKind.VOTE)
    if others := len(kinds) - votes:
        yield ngettext(
            "%(n)d call is under way: nobody hands in or discusses until the space is reopened.",
            "%(n)d calls are under way: nobody hands in or discusses until the space is reopened.", others,
        ) % {"n": others}  # fmt: skip
    if votes:
        yield ngettext(
            "%(n)d vote is running: nobody votes or changes a ballot. What has been cast is kept.",
            "%(n)d votes are running: nobody votes or changes a ballot. What has been cast is kept.", votes,
        ) % {"n": votes}  # fmt: skip
    if kinds:
        yield _("Their dates stay. What has come due by the time it is reopened, such as a count, the house does then.")
