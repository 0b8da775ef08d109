"""Two accounts side by side, what a merge would do in numbers, and merges so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.spaces.models import Membership, Space
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Text
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.models import Merge, Moved
from allmende.people.arrivals.queries.relations import plan

NAMES: dict[str, Text] = {
    "things.Thing.author": gettext_lazy("What they made and said"),
    "spaces.Membership.actor": gettext_lazy("Memberships"),
    "follows.Follow.actor": gettext_lazy("What they follow"),
    "ballots.Ballot.voter": gettext_lazy("Open votes"),
    "ballots.Voter.actor": gettext_lazy("Votes they took part in"),
    "profiles.Detail.actor": gettext_lazy("Details of the profile"),
    "files.File.owner": gettext_lazy("Files"),
    "notices.Notice.actor": gettext_lazy("Notices"),
}


@dataclass(frozen=True)
class Side:
    """One of the two accounts, as whoever decides sees it: its address only in part."""

    actor: Actor
    email: str
    joined: datetime | None
    things: int
    spaces: list[str]
    last_seen: datetime | None


@dataclass(frozen=True)
class Effect:
    """So many rows of a kind would move, and so many be set aside."""

    name: str
    moves: int
    aside: int


def person_by_handle(space: Space, handle: str) -> Actor | None:
    """Return a person who belongs to a community, or belonged to it as an account that was made here, by the handle."""
    wanted = handle.strip().removeprefix("@").lower()
    return Actor.objects.filter(handle=wanted, erased=None, memberships__space=space).first()


def side(actor: Actor, space: Space) -> Side:
    """Return what tells one account from another."""
    account = Account.objects.filter(actor=actor).first()
    belongs = Membership.objects.filter(actor=actor).select_related("space").order_by("id")
    inside = [row for row in belongs if space.id in {row.space_id, row.space.root_id}]
    return Side(
        actor=actor, email=_masked(account.email) if account else "", joined=inside[0].joined if inside else None,
        things=Thing.objects.filter(author=actor).exclude(kind="space").count(),  # house: a number alone
        spaces=[row.space.title for row in inside], last_seen=account.last_login if account else None,
    )  # fmt: skip


def _masked(email: str) -> str:
    """Enough of an address to recognise it, not to use it."""
    local, _at, domain = email.partition("@")
    return f"{local[:2]}…@{domain}"


def effects(kept: Actor, gone: Actor) -> list[Effect]:
    """Say in numbers what a merge would do."""
    return _by_name((step.relation.key, len(step.moves), len(step.aside)) for step in plan(kept, gone))


def effects_of(merge: Merge) -> list[Effect]:
    """Say in numbers what a merge did."""
    rows = Moved.objects.filter(merge=merge).values_list("table", "field", "rows")
    return _by_name((f"{table}.{name}", int(not aside), int(bool(aside))) for table, name, aside in rows)


def _by_name(found: Any) -> list[Effect]:
    sums: dict[str, tuple[int, int]] = {}
    for key, moves, aside in found:
        name = str(NAMES.get(key, _("Other entries")))
        before = sums.get(name, (0, 0))
        sums[name] = before[0] + moves, before[1] + aside
    return [Effect(name, *figures) for name, figures in sums.items()]


def merges_in(space: Space, limit: int = 30) -> Sequence[Merge]:
    """Return a community's merges, the latest first."""
    return Merge.objects.filter(space=space).select_related("kept", "gone", "by").order_by("-id")[:limit]


def merge_of(space: Space, key: UUID) -> Merge | None:
    """Return one of a community's merges."""
    rows = Merge.objects.filter(space=space, id=key)
    return rows.select_related("kept", "gone", "by", "undone_by", "space__root").first()


def heir_of(actor: UUID) -> UUID:
    """Return who has someone's account by now: whoever it was merged into, and so on; they themselves where it was not."""
    seen = {actor}
    while heir := Merge.objects.filter(gone=actor, undone=None).values_list("kept_id", flat=True).first():
        if heir in seen:
            break
        seen.add(heir)
        actor = heir
    return actor
