"""What holds of those who make a thing together, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Sum

from allmende.commons.authorship.models import COUNTED, Author, AuthorState
from allmende.commons.authorship.splitting import WHOLE
from allmende.foundation.doors import Invariant


def _not_whole() -> Iterator[str]:
    sums = Author.objects.filter(state__in=COUNTED).order_by().values("thing").annotate(whole=Sum("share"))
    for row in sums.exclude(whole=WHOLE):
        yield f"the shares of {row['thing']} add up to {row['whole']} of {WHOLE}"


def _without_its_author() -> Iterator[str]:
    own = Author.objects.filter(thing=OuterRef("thing"), actor=F("thing__author"), state=AuthorState.CONFIRMED)
    lost = Author.objects.filter(state__in=COUNTED).filter(~Exists(own)).order_by("thing")
    for thing in lost.values_list("thing", flat=True).distinct():
        yield f"whoever began {thing} is none of its authors"


INVARIANTS = (
    Invariant("shares", "The shares of those who make a thing together add up to a hundred per cent.", _not_whole),
    Invariant("authors", "Whoever a thing belongs to is one of those who make it.", _without_its_author),
)
