"""Things for tests of search: leaflets, whose room says whatever the test wrote."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from allmende.commons.audiences.commands import ensure, grant, public
from allmende.commons.audiences.models import Audience, Kind, Layer
from allmende.commons.things.models import Thing
from allmende.foundation import doors
from allmende.identity.actors.models import Actor
from allmende.observers.search.commands import index_things

_texts: dict[UUID, doors.Document] = {}


def _documents(things: Sequence[UUID]) -> list[doors.Document]:
    return [_texts[thing] for thing in things if thing in _texts]


def _urls(things: Sequence[UUID]) -> dict[UUID, str]:
    return {thing: f"/leaflets/{thing}/" for thing in things}


def make_leaflet(
    author: Actor,
    title: str,
    body: str = "",
    *,
    language: str = "de",
    audience: Audience | None = None,
    kind: str = "leaflet",
) -> Thing:
    """Make a leaflet that everyone may see (or the audience given) and that search knows."""
    doors.offer_kind(doors.Kind(kind, kind, f"{kind}s", "file", _urls, _documents))
    stands = audience or public()
    Audience.objects.get_or_create(
        id=stands.id, defaults={"kind": stands.kind, "layer": stands.layer, "key": stands.key}
    )
    thing = Thing.objects.create(kind=kind, author=author, audience=stands, title=title[:200], language=language)
    rewrite(thing, title, body, language=language)
    return thing


def rewrite(thing: Thing, title: str, body: str = "", *, language: str = "de", index: bool = True) -> None:
    """Let a leaflet say something else."""
    _texts[thing.id] = doors.Document(thing.id, title, body, language)
    if index:
        index_things([thing.id])


def say_nothing(thing: Thing) -> None:
    """Let the room keep a leaflet to itself."""
    _texts.pop(thing.id, None)
    index_things([thing.id])


def make_private(owner: Actor, *readers: Actor) -> Audience:
    """Make an audience of the owner's own, which others reach too if named."""
    audience, _is_new = ensure(Kind.LADDER, Layer.PRIVATE, None, owner)
    grant({(actor.id, audience.id) for actor in (owner, *readers)})
    return audience
