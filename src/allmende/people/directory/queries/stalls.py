"""Stalls on the market: people with what they show, and what they offer and need; over nothing but what the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from allmende.commons.files.queries import Picture, pictures_of, portrait_url
from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.goods import Good, Looking, Shelf
from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Reader
from allmende.people.directory.queries.cards import Face, Listed, PersonCard, cards_of, face_of
from allmende.people.profiles.models import Detail, Key, Piece
from allmende.people.profiles.queries import reach_in_profiles

ON_STALLS = (Key.SHORT, Key.PICTURE, Key.SKILL, Key.AVAILABILITY, Key.HUB, Key.OFFER)
MOST_PIECES = 2
MOST_OFFERS = 2


@dataclass(frozen=True, slots=True)
class Stall:
    """Somebody's stall: who they are, what they offer, and the first pieces of their work."""

    face: Face
    offers: tuple[str, ...]
    pieces: tuple[tuple[str, str], ...]
    """Title and address of each."""
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that somebody offers or needs."""

    text: str
    layer: int
    language: str
    name: str
    handle: str
    url: str
    picture: str


def stalls(reader: Reader, root: Space, looking: Looking) -> Shelf:
    """Return one page of people who show something (an offer, a piece of work), who came last first; four statements."""
    told = reach_in_profiles(reader)
    rows = _members(reader, root, looking)
    if rows is None:
        return Shelf([])
    offers = Detail.objects.within(told).filter(actor=OuterRef("actor"), key=Key.OFFER)
    works = Piece.objects.within(told).filter(author=OuterRef("actor"))
    rows = rows.filter(Exists(offers) | Exists(works)).filter(id__lt=looking.after or MAX_ID).order_by("-id")
    fields = (
        "actor",
        "actor__kind",
        "actor__handle",
        "actor__name",
        "actor__language",
        "actor__portrait",
        "role",
        "joined",
    )
    found = list(rows.values_list("id", *fields)[: looking.limit + 1])
    people = [Listed(*row[1:]) for row in found[: looking.limit]]
    cards = cards_of(reader, root, people, ON_STALLS)
    pieces = _pieces(told, [one.id for one in people])
    pictures = pictures_of([piece for shown in pieces.values() for piece, _title in shown]) if pieces else {}
    return Shelf(
        [_stall(card, pieces.get(card.id, []), pictures) for card in cards],
        found[looking.limit - 1][0] if len(found) > looking.limit else None,
    )


def _members(reader: Reader, root: Space, looking: Looking) -> QuerySet[Membership] | None:
    """The members of a community that a search leaves; who belongs to which place is no guest's business."""
    rows = Membership.objects.filter(space=root.id, actor__erased=None)
    if reader.shut_out:
        rows = rows.exclude(actor__in=reader.shut_out)
    if looking.topic or (looking.place and reader.is_guest):
        return None
    if looking.place:
        place = Space.objects.visible_to(reader).filter(root=root.id, slug=looking.place)
        rows = rows.filter(Exists(Membership.objects.filter(actor=OuterRef("actor"), space__in=place)))
    if looking.skill:
        skills = Detail.objects.within(reach_in_profiles(reader)).filter(key=Key.SKILL, word=looking.skill)
        rows = rows.filter(Exists(skills.filter(actor=OuterRef("actor"))))
    return rows


def _pieces(told: list[int], people: Sequence[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    """The first pieces of each one's work; one statement, none for nobody."""
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    if people:
        rows = Piece.objects.within(told).filter(author__in=people).order_by("position", "id")
        for author, piece, title in rows.values_list("author_id", "id", "title"):
            theirs = found.setdefault(author, [])
            if len(theirs) < MOST_PIECES:
                theirs.append((piece, title))
    return found


def _stall(card: PersonCard, pieces: list[tuple[UUID, str]], pictures: dict[UUID, list[Picture]]) -> Stall:
    shown = tuple((title, reverse("profiles:piece", args=[card.handle, piece])) for piece, title in pieces)
    picture = next((found[0] for piece, _title in pieces if (found := pictures.get(piece))), None)
    return Stall(face_of(card), tuple(told.text for told in card.all(Key.OFFER)[:MOST_OFFERS]), shown, picture)


def offers(reader: Reader, root: Space, looking: Looking) -> Shelf:
    """Return one page of what people offer, the newest first; one statement."""
    return _wishes(reader, root, looking, Key.OFFER)


def needs(reader: Reader, root: Space, looking: Looking) -> Shelf:
    """Return one page of what people look for, the newest first; one statement."""
    return _wishes(reader, root, looking, Key.SEEK)


def _wishes(reader: Reader, root: Space, looking: Looking, key: Key) -> Shelf:
    members = _members(reader, root, looking)
    if members is None:
        return Shelf([])
    rows = Detail.objects.within(reach_in_profiles(reader)).filter(key=key, id__lt=looking.after or MAX_ID)
    rows = rows.filter(Exists(members.filter(actor=OuterRef("actor")))).order_by("-id")
    fields = ("id", "text", "audience__layer", "actor__language", "actor__name", "actor__handle", "actor__portrait")
    found = list(rows.values_list(*fields)[: looking.limit + 1])
    wishes = [
        Wish(text, layer, language, name, handle, reverse("person", args=[handle]), portrait_url(portrait))
        for _id, text, layer, language, name, handle, portrait in found[: looking.limit]
    ]
    return Shelf(wishes, found[looking.limit - 1][0] if len(found) > looking.limit else None)


def tell_stall(stall: Stall) -> Good:
    """Say a stall in plain words: who it is, and what stands on it."""
    face = stall.face
    shows = (*stall.offers, *(title for title, _url in stall.pieces))
    return Good(face.name, face.url, face.short, face.language, shows=shows)


def tell_wish(wish: Wish) -> Good:
    """Say what somebody offers or needs in plain words."""
    return Good(wish.text, wish.url, language=wish.language, by=wish.name)
