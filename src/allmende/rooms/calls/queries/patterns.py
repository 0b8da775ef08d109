"""What is worth a look in the ratings of a call, in words and numbers, with where to look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.ratings.models import Sheet, Way
from allmende.commons.ratings.queries.patterns import Seen, patterns_of
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.points import points


@dataclass(frozen=True)
class PatternView:
    """A pattern, ready to show; `things` are titles with the addresses of who rated them how."""

    id: int
    kind: str
    label: str
    people: tuple[ActorCard, ...]
    things: tuple[tuple[str, str], ...]
    figures: str
    odds: str
    note: str
    by: str
    noted: datetime | None


def patterns_in(reader: Reader, call: Call, sheet: Sheet) -> list[PatternView]:
    """Return what the last reckoning found worth a look; five statements, however many there are."""
    found = patterns_of(sheet)
    rows = Contribution.objects.visible_to(reader).filter(pk__in={thing for one in found for thing in one.things})
    known = {
        key: (title, reverse("calls:rating_trail", args=[call.slug, number]))
        for key, title, number in rows.values_list("id", "title", "number")
    }
    return [
        PatternView(
            one.id, one.kind, one.label, one.people, tuple(known[thing] for thing in one.things if thing in known),
            _figures(one, sheet), _odds(one), one.note, one.by, one.noted,
        )
        for one in found
    ]  # fmt: skip


def _figures(one: Seen, sheet: Sheet) -> str:
    said = ngettext("%(n)d rating", "%(n)d ratings", one.ratings) % {"n": one.ratings}
    if sheet.way == Way.PAIRS:
        return _("%(ratings)s, on average %(above)s times the usual spread above what was to be expected.") % {
            "ratings": said, "above": points(one.above),
        }  # fmt: skip
    if one.above < 0:
        return _("%(ratings)s, on average %(above)s points below what others give.") % {
            "ratings": said, "above": points(-one.above),
        }  # fmt: skip
    return _("%(ratings)s, on average %(above)s points above what others give.") % {
        "ratings": said, "above": points(one.above),
    }  # fmt: skip


def _odds(one: Seen) -> str:
    """How rare that is by chance."""
    return _("If everyone rated for themselves, this would happen in fewer than one of %(n)s cases.") % {
        "n": number_format(one.odds, force_grouping=True)
    }
