"""Whom one may look up, and what stands beside the details on their page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from allmende.commons.audiences.kept import keep
from allmende.commons.files.queries import Document, Picture, documents_of, pictures_of
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.rules import is_member
from allmende.commons.things.models import Thing
from allmende.foundation.composed import Instances
from allmende.foundation.doors import kinds
from allmende.foundation.gathered import gathered
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Actor, Reader
from allmende.identity.actors.models import Kind as ActorKind
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.people.profiles.models import Claim, ClaimState, Detail, Endorsement, Key, Managed, Piece
from allmende.people.profiles.queries.reach import reach_in_profiles
from allmende.people.profiles.queries.views import ProfileView, said_by, views_of
from allmende.people.profiles.rules import cares_for, is_own


def person_here(reader: Reader, root: Space, handle: str) -> Actor | None:
    """Return a person of this community whom the reader may see: members each other, everyone themselves and who is in their
    care, and whoever shows or has shared something that the reader sees. One statement, two where one of both comes from outside,
    and the reader's reach and roles; with it come the person's account, and whether they belong here."""
    actor: Actor | None = _by_handle.first(root.id, handle)
    if actor is None or actor.kind == ActorKind.OUTSIDE:  # known to those in one conversation, by name
        return None
    is_here: bool = actor.is_here  # type: ignore[attr-defined]  # as annotated
    keep(actor, f"belongs_{root.id}", lambda: is_here)
    is_seen = (is_here and is_member(reader, root)) or Actor.objects.filter(_shown_to(reader), id=actor.id).exists()
    return actor if is_seen else None


def _with_account(root: UUID, handle: str) -> QuerySet[Actor]:
    here = Exists(Membership.objects.filter(space_id=root, actor=OuterRef("id")))
    return Actor.objects.filter(handle=handle, erased=None).select_related("account").annotate(is_here=here)


_by_handle = Instances(_with_account, UUID, str)


def _shown_to(reader: Reader) -> Q:
    """Select oneself, and whoever shows or has shared something that the reader sees."""
    reach = reach_in_profiles(reader)
    shows = Exists(Detail.objects.within(reach).filter(actor=OuterRef("id")))
    works = Exists(Piece.objects.within(reach).filter(author=OuterRef("id")))
    shared = Thing.objects.visible_to(reader).shared().filter(author=OuterRef("id")).exclude(kind="space")
    return Q(id=reader.id) | shows | works | Exists(shared)


def cards_for(reader: Reader, root: Space, ids: Iterable[UUID]) -> dict[UUID, ActorCard]:
    """Return the cards of actors as a reader may know them: to those from outside, people who show them nothing are members
    without name, picture and page. One statement, kept until something happens, and one for those from outside."""
    wanted = frozenset(ids)
    cards = kept(("cards", wanted), lambda: actor_cards(wanted))
    if is_member(reader, root) or not cards:
        return cards
    persons = Actor.objects.filter(id__in=cards, kind=ActorKind.PERSON)
    hidden = persons.exclude(id__in=persons.filter(_shown_to(reader)).values("id")).values_list("id", flat=True)
    nobody = ActorCard(root.id, "", _("A member"), None, ActorKind.PERSON)
    return cards | {actor: replace(nobody, id=actor) for actor in hidden}


@dataclass(frozen=True, slots=True)
class Praise:
    """An endorsement as it stands under its skill."""

    id: UUID
    detail: UUID
    by: ActorCard
    sentence: str
    at: datetime
    shows: bool


def endorsements_of(reader: Reader, actor: Actor, details: list[UUID]) -> dict[UUID, list[Praise]]:
    """Return the endorsements of these skills, which the reader sees: those that show; one's own and those about one, all."""
    rows = Endorsement.objects.filter(detail__in=details).order_by("at")
    fields = (
        "id",
        "detail_id",
        "sentence",
        "at",
        "accepted",
        "by_id",
        "by__handle",
        "by__name",
        "by__portrait",
        "by__kind",
    )
    found: dict[UUID, list[Praise]] = {}
    for id_, detail, sentence, at, accepted, *by in rows.values_list(*fields) if details else ():
        if accepted or is_own(reader, actor) or reader.id == by[0]:
            found.setdefault(detail, []).append(Praise(id_, detail, ActorCard(*by), sentence, at, accepted is not None))
    return found


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work as it stands in a portfolio."""

    id: UUID
    title: str
    html: str
    link: str
    language: str
    layer: int
    pictures: tuple[Picture, ...]
    source: tuple[UUID, str] | None


def portfolio_of(reader: Reader, actor: Actor, limit: int = 60) -> list[Work]:
    """Return the pieces of someone's work that a reader sees, with their pictures; two statements."""
    return _work(pieces_of(reader, actor)[:limit])


def profile_with_work(reader: Reader, actor: Actor, root: Space, limit: int = 60) -> tuple[ProfileView, list[Work]]:
    """Return what a reader may see of someone, and of their work with its pictures; two statements."""
    said, pieces = gathered([said_by(reader, [actor.id]), pieces_of(reader, actor)[:limit]])
    return views_of(reader, {actor.id: actor}, said, root)[actor.id], _work(pieces)


def pieces_of(reader: Reader, actor: Actor) -> QuerySet[Piece, Any]:
    """The pieces of someone's work that a reader sees, in their order."""
    rows = Piece.objects.within(reach_in_profiles(reader)).filter(author=actor).order_by("position", "id")
    fields = ("id", "title", "text_html", "link", "language", "audience__layer", "source_id", "source__kind")
    return rows.values_list(*fields)


def _work(rows: Iterable[Sequence[Any]]) -> list[Work]:
    pieces = list(rows)
    pictures = pictures_of([piece[0] for piece in pieces]) if pieces else {}
    return [
        Work(*piece[:6], tuple(pictures.get(piece[0], ())), (piece[6], piece[7]) if piece[6] else None)
        for piece in pieces
    ]


def piece_for(reader: Reader, actor: Actor, piece: UUID) -> Piece | None:
    """Return a piece of someone's work, if the reader sees it."""
    rows = Piece.objects.within(reach_in_profiles(reader)).filter(author=actor, id=piece)
    return rows.select_related("audience", "author", "source__audience").first()


def files_of(piece: Piece) -> tuple[list[Picture], list[Document]]:
    """Return the pictures and documents of a piece that the reader sees."""
    return pictures_of([piece.id]).get(piece.id, []), documents_of(piece.id)


def work_to_show(reader: Actor, root: Space, limit: int = 12) -> list[Thing]:
    """Return what someone made here, shared and not yet in their portfolio, the latest first."""
    shown = Piece.objects.filter(author=reader).exclude(source=None).values("source")
    known = [key for key, kind in kinds().items() if kind.documents and key not in {"space", "comment", "piece"}]
    rows = Thing.objects.visible_to(reader).shared().filter(author=reader, kind__in=known).exclude(id__in=shown)
    return list(rows.published_before(None).select_related("audience")[:limit])


def care_of(actor: Actor) -> Managed | None:
    """Return who cares for a profile without an account."""
    return Managed.objects.filter(actor=actor).select_related("manager", "root", "actor").first()


def waiting_praise(actor: Actor) -> list[Endorsement]:
    """Return the endorsements that wait for someone's yes, the oldest first."""
    rows = Endorsement.objects.filter(detail__actor=actor, accepted=None).select_related("by", "detail")
    return list(rows.order_by("at")[:20])


def waiting_claims(actor: Actor) -> list[Claim]:
    """Return the claims of a profile that wait for whoever cares for it."""
    rows = Claim.objects.filter(managed=actor.id, state=ClaimState.WAITING).select_related("claimant")
    return list(rows.order_by("id")[:10])


def skill_for(reader: Reader, actor: Actor, detail: UUID) -> Detail | None:
    """Return a skill of someone's, if the reader sees it."""
    return Detail.objects.within(reach_in_profiles(reader)).filter(id=detail, actor=actor, key=Key.SKILL).first()


def endorsement_for(reader: Reader, endorsement: UUID) -> Endorsement | None:
    """Return an endorsement that the reader sees: one that shows under a skill they see, or one they are a party of."""
    found = Endorsement.objects.select_related("detail__actor", "by").filter(id=endorsement).first()
    if found is None:
        return None
    is_party = reader.id in {found.by_id, found.detail.actor_id} or cares_for(reader, found.detail.actor)
    sees = found.accepted and found.detail.audience_id in reach_in_profiles(reader)
    return found if is_party or sees else None


def claim_for(reader: Reader, claim: UUID) -> Claim | None:
    """Return a claim for who made it and who cares for the profile."""
    found = Claim.objects.select_related("managed__actor", "managed__root", "claimant").filter(id=claim).first()
    if found is None or not (cares_for(reader, found.managed.actor) or reader.id == found.claimant_id):
        return None
    return found
