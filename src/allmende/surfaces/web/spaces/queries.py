"""What the pages of spaces show, in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Layer
from allmende.commons.audiences.queries import Seen
from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.models import Gate, Membership, Mode, OldSlug, Role, Space, SpaceKind
from allmende.commons.spaces.modes import DEFAULT_MODES
from allmende.commons.spaces.queries import members_of
from allmende.commons.spaces.reach import STEWARDS, layers_of
from allmende.commons.spaces.rules import is_member, may_join, roles_of
from allmende.foundation.kept import kept
from allmende.foundation.text import plain
from allmende.foundation.verdicts import Refused, Text
from allmende.identity.actors.models import Reader

MOST = 200
"""So many spaces are drawn as a tree; where there are more they stand side by side, page by page."""

PAGE = 48
INSIDE = 12
"""So many of the spaces inside one show on its own page."""

FACES = 8
"""So many members show on a space's own page."""

MEMBERS = 30

FIELDS = (
    "id", "slug", "title", "summary", "purpose", "language", "space_id", "root_id", "body_id", "member_count", "logo", "audience__layer",
    "about_html", "archived", "degree",
)  # fmt: skip


@dataclass
class SpaceCard:
    """A space in the tree."""

    id: UUID
    slug: str
    url: str
    title: str
    summary: str
    purpose: Text
    language: str
    layer: int
    members: int
    logo: str
    is_mine: bool
    may_join: bool
    is_archived: bool = False
    degree: str = ""
    inside: list[SpaceCard] = field(default_factory=list)


def once_at(slug: str) -> QuerySet[OldSlug, UUID]:
    """Return the id of the space that once stood at an address, for those who then ask whether they see it."""
    return OldSlug.objects.filter(slug=slug).values_list("space_id", flat=True)


def tree_of(reader: Reader, root: Space) -> list[SpaceCard]:
    """Return the open spaces of a community that the reader sees, each with those inside it, by name; one statement.

    Nothing where they are too many for a tree.
    """
    rows = Space.objects.visible_to(reader).filter(root=root.id, archived=None).order_by("title", "id")
    found = {row["id"]: (row["space_id"], _card(reader, row)) for row in rows.values(*FIELDS)[: MOST + 1]}
    if not found:  # for guests only the community itself is there to be seen
        return [_card(reader, row) for row in Space.objects.visible_to(reader).filter(id=root.id).values(*FIELDS)]
    if len(found) > MOST:
        return []
    tree = []
    for parent, card in found.values():
        around = found.get(parent)
        (around[1].inside if around else tree).append(card)
    return tree


def spaces_of(
    reader: Reader, root: Space, which: str = "", *, inside: Space | None = None, after: UUID | None = None, limit: int = PAGE
) -> tuple[list[SpaceCard], UUID | None]:  # fmt: skip
    """Return a page of a community's spaces that the reader sees, side by side and by name, and the key of the following page.

    `which` is "mine", a kind of space, or "archived": what is archived stands nowhere else. `inside`: right inside that one,
    those that were archived with it too. `after` is the last space of the page before; raises Refused (410) where the reader
    no longer sees it. One statement, two for a later page.
    """
    seen = Space.objects.visible_to(reader).filter(root=root.id)
    rows = seen.filter(_is_inside(inside.id)) if inside else seen.filter(archived__isnull=which != "archived")
    if which == "mine":
        rows = rows.filter(id__in=[space for space in roles_of(reader) if isinstance(space, UUID)])
    elif which and which != "archived":
        rows = rows.filter(purpose=which)
    last = after and seen.filter(id=after).values_list("title", "id").first()
    if after and not last:
        raise Refused(
            _("The list has changed: the space after which this page began is no longer there. Begin again."), 410
        )
    if last:
        rows = rows.filter(Q(title__gt=last[0]) | Q(title=last[0], id__gt=last[1]))
    found = [_card(reader, row) for row in rows.order_by("title", "id").values(*FIELDS)[: limit + 1]]
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def inside_of(reader: Reader, space: Space) -> list[SpaceCard]:
    """Return the first spaces right inside one, one more than show, by name; in a community those at its first level."""
    return [_card(reader, dict(zip(FIELDS, row, strict=True))) for row in _inside.by(reader, space.id)]


def _is_inside(space: UUID) -> Q:
    """Right inside a space and open, or archived with it."""
    return Q(Q(archived=None) | Q(archived_with__isnull=False), space=space)


_inside = Seen(
    lambda reader, space: (
        Space.objects.visible_to(reader)
        .filter(_is_inside(space))
        .order_by("title", "id")
        .values_list(*FIELDS)[: INSIDE + 1]
    ),
    UUID,
)


@cache
def _address() -> str:
    return reverse("space", args=["slug"])


def _card(reader: Reader, row: dict[str, Any]) -> SpaceCard:
    bare = Space(id=row["id"], root_id=row["root_id"], body_id=row["body_id"], purpose=row["purpose"], title=row["title"], slug=row["slug"],
                 archived=row["archived"])  # fmt: skip
    return SpaceCard(
        id=row["id"], slug=row["slug"], url=_address().replace("slug", row["slug"]), title=row["title"], summary=row["summary"] or plain(row["about_html"], 140),
        purpose=str(SpaceKind(row["purpose"]).label), language=row["language"], layer=row["audience__layer"],
        members=row["member_count"], logo=portrait_url(row["logo"]), is_mine=row["id"] in roles_of(reader),
        may_join=bool(may_join(reader, bare)), is_archived=row["archived"] is not None, degree=row["degree"],
    )  # fmt: skip


@dataclass(frozen=True)
class MemberCard:
    """A member as the list shows them."""

    key: UUID
    name: str
    handle: str
    about: str
    language: str
    portrait: str
    role: str
    role_name: Text
    joined: Any


def members_page(space: Space, after: UUID | None = None, limit: int = MEMBERS) -> tuple[list[MemberCard], UUID | None]:
    """Return one page of a space's members, the first to join first, and the key of the next one; one statement."""
    rows = members_of(space, after, limit)
    cards = [_member(row, space) for row in rows[:limit]]
    return cards, cards[-1].key if len(rows) > limit else None


def faces_of(reader: Reader, space: Space) -> list[MemberCard]:
    """Return those who care for a space, then its first members; nothing for people from outside the community."""
    if not is_member(reader, space.root or space):
        return []
    return kept(("faces", space.id), lambda: _faces(space))


def _faces(space: Space) -> list[MemberCard]:
    rows = Membership.objects.filter(space=space).select_related("actor")
    stewards = list(rows.filter(role__in=STEWARDS).order_by("id")[:FACES])
    rest = list(rows.exclude(role__in=STEWARDS).order_by("id")[: FACES - len(stewards)])
    return [_member(row, space) for row in [*stewards, *rest]]


def _member(row: Membership, space: Space) -> MemberCard:
    actor = row.actor
    represents = space.voice_id and row.role == Role.CURATOR
    return MemberCard(
        row.id, actor.name, actor.handle, actor.about, actor.language, portrait_url(actor.portrait), row.role,
        _("represents it") if represents else "" if row.role == Role.MEMBER else Role(row.role).label, row.joined,
    )  # fmt: skip


def crumbs_of(space: Space, *more: tuple[Text, str]) -> list[tuple[Text, str]]:
    """Return the way to a space, and on."""
    crumbs: list[tuple[Text, str]] = [(_("Home"), "/"), (_("Spaces"), reverse("spaces"))]
    if more:
        crumbs.append((space.title, reverse("space", args=[space.slug])))
    return [*crumbs, *(more or ((space.title, ""),))]


@dataclass(frozen=True)
class GateRow:
    """A gate as it holds now: the layer it leads to, how steps are treated, and who says so."""

    layer: Layer
    mode: Mode
    is_own: bool

    @property
    def note(self) -> str:
        """Whose rule it is, where it isn't the space's own."""
        return "" if self.is_own else _("Nobody has set this here: it is as usual, or as the community has it.")


def gates_of(space: Space) -> list[GateRow]:
    """Return the gates of a space from the inside out; one statement."""
    own: dict[tuple[Any, int], str] = {
        (gate.space_id, gate.layer): gate.mode
        for gate in Gate.objects.filter(space__in=[space.id, space.body_id or space.id, space.root_id or space.id])
    }
    return [
        GateRow(
            layer, Mode(
                own.get((space.id, layer)) or own.get((space.body_id, layer)) or own.get((space.root_id, layer))
                or DEFAULT_MODES[layer]
            ),
            (space.id, layer) in own,
        )
        for layer in layers_of(space)
        if layer != Layer.PRIVATE
    ]  # fmt: skip
