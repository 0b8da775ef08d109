"""Communities before their opening: what is public in them is their own's alone, and their own host decides who that is."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import may_enter
from allmende.identity.actors.models import Reader


def unopened() -> QuerySet[Space]:
    """Communities with an opening day that have not opened yet, as far as a statement can tell (`is_founding` looks at the clock)."""
    return Space.objects.filter(root=None, opened=None, opens_on__isnull=False)


def in_unopened(path: str = "") -> Q:
    """The same as a condition on a space at the end of a path, for communities and everything inside them."""
    own = Q(**{f"{path}root__isnull": True, f"{path}opened__isnull": True, f"{path}opens_on__isnull": False})
    return own | Q(**{f"{path}root__opened__isnull": True, f"{path}root__opens_on__isnull": False})


def shut_out_of(reader: Reader, here: Space) -> frozenset[UUID]:
    """Return the spaces of other communities than the one whose host was asked that the reader may not enter yet; two statements.

    Whether they may enter this one, the door of its own host has decided (`FoundingMiddleware`).
    """
    closed = [root.id for root in unopened() if root.is_founding and root.id != here.id and not may_enter(reader, root)]
    inside = Q(root__in=closed) | Q(pk__in=closed)
    return frozenset(Space.objects.filter(inside).values_list("pk", flat=True)) if closed else frozenset()
