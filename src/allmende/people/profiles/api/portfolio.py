"""What programs do with portfolios: read what one sees, add, change and take out one's own; look whether a link leads back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Schema

from allmende.commons.audiences.models import Layer
from allmende.commons.things.models import Thing
from allmende.commons.things.shapes import PictureOut, picture
from allmende.foundation.api import Input, Made, unchanged, version_of
from allmende.foundation.verdicts import require
from allmende.people.profiles import commands as say
from allmende.people.profiles.api.profile import LAYERS, NAMES, LayerName, me, people, person_at
from allmende.people.profiles.models import Detail, Key, Piece
from allmende.people.profiles.queries.people import piece_for, portfolio_of
from allmende.people.profiles.rules import may_edit
from allmende.people.profiles.tasks import verify_link

TEXT = "I drew the plan and **dug along**."


class PieceOut(Schema):
    """A piece of work; what lies beside it stands at /things/{id}/files, where more is added too."""

    id: UUID
    url: str = Field(
        examples=["https://community.example/people/ada-berg/portfolio/019ac1f0-3c5e-7c3a-9d55-5f0c2d1e8a77/"]
    )
    title: str = Field(examples=["A pond"])
    html: str = Field(description="Sanitised.", examples=["<p>I drew the plan.</p>"])
    link: str
    layer: LayerName
    source: UUID | None = Field(description="The thing made here that it shows.")
    pictures: list[PictureOut]


class PieceText(Schema):
    """A piece of work of one's own, as it was written."""

    title: str = Field(examples=["A pond"])
    text: str = Field(description="Markdown.", examples=[TEXT])
    link: str
    layer: LayerName
    version: str = Field(examples=["4be1f0c2a97d"])


class PieceIn(Input):
    """What it is, what one's part in it was, and where else it is to be found."""

    title: str = Field(max_length=200, examples=["A pond"])
    text: str = Field("", max_length=10_000, description="Markdown.", examples=[TEXT])
    link: str = Field("", max_length=300)
    layer: LayerName = "community"


class PiecePatch(Input):
    """What is to change; what isn't named stays as it is."""

    title: str | None = Field(None, max_length=200)
    text: str | None = Field(None, max_length=10_000)
    link: str | None = Field(None, max_length=300)
    layer: LayerName | None = None


@people.reads("/people/{slug:handle}/portfolio", list[PieceOut])
def list_portfolio(request: HttpRequest, handle: str) -> Any:
    """List the pieces of someone's work that you see, in their order."""
    return [
        {
            "id": one.id, "url": _url(request, handle, one.id), "title": one.title, "html": one.html, "link": one.link,
            "layer": NAMES[Layer(one.layer)], "source": one.source[0] if one.source else None,
            "pictures": map(picture, one.pictures),
        }
        for one in portfolio_of(request.actor, person_at(request, handle))
    ]  # fmt: skip


@people.posts("/people/{slug:handle}/portfolio", Made)
def add_piece(request: HttpRequest, handle: str, sent: PieceIn) -> Any:
    """Put a piece of work into your portfolio, or one in your care."""
    values = sent.model_dump() | {"layer": LAYERS[sent.layer]}
    made = say.add_piece(request.actor, person_at(request, handle), request.space, **values)
    return {"id": made.id, "url": reverse("profiles:piece", args=[handle, made.id])}


@people.posts("/people/{slug:handle}/portfolio/of/{uuid:thing}", Made)
def show_work(request: HttpRequest, handle: str, thing: UUID) -> Any:
    """Put something that you made here into your portfolio, seen no further than it is itself."""
    source = Thing.objects.visible_to(request.actor).filter(id=thing).select_related("audience").first()
    if source is None:
        raise Http404
    made = say.show_work(request.actor, person_at(request, handle), request.space, source)
    return {"id": made.id, "url": reverse("profiles:piece", args=[handle, made.id])}


@people.reads("/people/{slug:handle}/portfolio/{uuid:key}", PieceText, members=True)
def get_piece(request: HttpRequest, handle: str, key: UUID) -> Any:
    """Read a piece of your work as it was written."""
    found = _piece(request, handle, key)
    require(may_edit(request.actor, found.author))
    return _written(found)


@people.changes("/people/{slug:handle}/portfolio/{uuid:key}", PieceText)
def patch_piece(request: HttpRequest, handle: str, key: UUID, sent: PiecePatch) -> Any:
    """Change what a piece of your work says, and who sees it."""
    Thing.objects.hold(_piece(request, handle, key).id)  # house: of a piece they see
    found = _piece(request, handle, key)
    require(may_edit(request.actor, found.author))
    now = _written(found)
    unchanged(request, now.pop("version"))
    values = now | sent.model_dump(exclude_none=True)
    say.change_piece(request.actor, request.space, found, **values | {"layer": LAYERS[values["layer"]]})
    return _written(_piece(request, handle, key))


@people.removes("/people/{slug:handle}/portfolio/{uuid:key}")
def remove_piece(request: HttpRequest, handle: str, key: UUID) -> None:
    """Take a piece of work out of your portfolio."""
    say.remove_piece(request.actor, _piece(request, handle, key))


@me.posts("/profile/links/{uuid:key}/check")
def check_link(request: HttpRequest, key: UUID) -> None:
    """Have a link of yours looked at now, whether it leads back by rel=me; the profile says what was found."""
    link = Detail.objects.filter(id=key, actor=request.actor, key=Key.LINK).first()  # house: one's own
    if link is None:
        raise Http404
    verify_link.enqueue(str(link.id))


def _piece(request: HttpRequest, handle: str, key: UUID) -> Piece:
    piece = piece_for(request.actor, person_at(request, handle), key)
    if piece is None:
        raise Http404
    return piece


def _url(request: HttpRequest, handle: str, key: UUID) -> str:
    return request.build_absolute_uri(reverse("profiles:piece", args=[handle, key]))


def _written(piece: Piece) -> dict[str, Any]:
    said = {"title": piece.title, "text": piece.text, "link": piece.link, "layer": NAMES[Layer(piece.layer)]}
    return said | {"version": version_of(said)}
