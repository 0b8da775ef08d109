"""What the API says of things in every area: who made them, how far they are seen, their pictures."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Form, Schema

from allmende.commons.audiences.models import Layer
from allmende.commons.things.lines import ThingLine

UPLOAD = File(..., description="A file, sent as multipart/form-data.")
ALT = Form("", max_length=500, description="What a picture shows, for those who don't see it.")

LayerName = Literal["private", "team", "community", "network", "public"]
SharedLayer = Literal["team", "community", "network", "public"]
LAYERS: dict[str, Layer] = {layer.name.lower(): layer for layer in Layer}


def layer_name(layer: int) -> str:
    """Return how the API calls a layer."""
    return Layer(layer).name.lower()


class ThingLineOut(Schema):
    """Something shared, in a line."""

    id: UUID
    kind: str = Field(examples=["contribution"])
    title: str = Field(examples=["A pond"])
    excerpt: str
    url: str
    layer: LayerName
    language: str = Field(examples=["en"])
    at: datetime


class Who(Schema):
    """A person, or whoever else acts."""

    handle: str = Field(examples=["ben-roth"])
    name: str = Field(examples=["Ben Roth"])


class PictureOut(Schema):
    """A picture with its words for those who don't see it; the address may be good for an hour or two only."""

    id: UUID
    src: str = Field(examples=["https://community.example/m/019ac1f0/640.webp"])
    alt: str = Field(examples=["Frogs at the edge of a pond."])
    width: int = Field(examples=[1280])
    height: int = Field(examples=[960])


def who(card: Any) -> dict[str, str] | None:
    """Return an actor, or their card, as the API says it; None for nobody."""
    return {"handle": card.handle, "name": card.name} if card else None


def picture(shown: Any) -> dict[str, Any] | None:
    """Return a picture as the API says it."""
    return {name: getattr(shown, name) for name in ("id", "src", "alt", "width", "height")} if shown else None


def line_out(request: HttpRequest, line: ThingLine) -> dict[str, Any]:
    """Return a line as the API says it."""
    return {
        "id": line.thing, "kind": line.kind, "title": line.title, "excerpt": line.excerpt, "url": request.build_absolute_uri(line.url),
        "layer": layer_name(line.layer), "language": line.language, "at": line.at,
    }  # fmt: skip
