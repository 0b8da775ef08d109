"""What programs do with profiles: read what the caller may see, read and change one's own."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Router, Schema

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.foundation.api import Amount, Problem, Session
from allmende.foundation.money import Money
from allmende.people.profiles import commands as say
from allmende.people.profiles.models import Key
from allmende.people.profiles.queries import ProfileView, person_here, profile_for
from allmende.people.profiles.queries.editing import held_by

router = Router(tags=["People"])

LayerName = Literal["private", "circle", "community", "network", "public"]
LAYERS: dict[str, Layer] = {
    "private": Layer.PRIVATE, "circle": Layer.TEAM, "community": Layer.COMMUNITY, "network": Layer.NETWORK, "public": Layer.PUBLIC,
}  # fmt: skip
NAMES = {layer: name for name, layer in LAYERS.items()}
KeyName = Literal[
    "picture", "pronouns", "short", "text", "skill", "language", "offer", "seek", "availability", "rate", "hub", "link"
]


class Language(Schema):
    """A language that someone speaks."""

    model_config = {"extra": "forbid"}

    code: str = Field(description="ISO 639.", examples=["de"])
    level: int = Field(
        description="1 to 6 are A1 to C2 of the European framework, 7 is a first language.", examples=[7]
    )


class Availability(Schema):
    """How much time someone has."""

    model_config = {"extra": "forbid"}

    hours: int = Field(description="A week.", examples=[6])
    since: date | None = None


class Skill(Schema):
    """A skill by its one key, and as the person calls it."""

    key: str = Field(examples=["gardening"])
    name: str = Field(examples=["Gardening"])


class LinkIn(Schema):
    """A link to one's own page, mail address or telephone."""

    model_config = {"extra": "forbid"}

    url: str = Field(examples=["https://ada.example"])
    label: str = ""


class Link(LinkIn):
    """A link as it stands on a profile."""

    verified: bool = Field(description="Whether the page was found to lead back by rel=me.")


class PersonOut(Schema):
    """What the caller may see of someone: what is not said, or not to the caller, is null or empty."""

    handle: str = Field(examples=["ada-berg"])
    name: str = Field(examples=["Ada Berg"])
    kind: str = Field(examples=["person"])
    url: str = Field(examples=["https://community.example/people/ada-berg/"])
    picture: str | None
    pronouns: str | None
    short: str | None
    text: str | None = Field(description="Markdown.")
    skills: list[Skill]
    languages: list[Language]
    offers: list[str]
    seeks: list[str]
    availability: Availability | None
    rate: Amount | None = Field(description="For an hour.")
    hub: str | None
    links: list[Link]


class ProfileOut(PersonOut):
    """One's own profile, and who may see each detail of it."""

    layers: dict[str, str]


class ProfilePatch(Schema):
    """What is to change; what isn't named stays as it is, null takes away."""

    model_config = {"extra": "forbid"}

    name: str | None = None
    pronouns: str | None = None
    short: str | None = None
    text: str | None = None
    skills: list[str] | None = Field(None, description="Their names, in any language of the house.")
    languages: list[Language] | None = None
    offers: list[str] | None = None
    seeks: list[str] | None = None
    availability: Availability | None = None
    rate: Amount | None = None
    hub: UUID | None = Field(None, description="The id of a space of kind hub.")
    links: list[LinkIn] | None = None
    layers: dict[KeyName, LayerName] = {}


@router.get(
    "/people/{slug:handle}",
    response={200: PersonOut, 404: Problem},
    summary="Read a person's profile",
    operation_id="getPerson",
)
def get_person(request: HttpRequest, handle: str) -> Any:
    """What the caller may see of someone; also without being signed in, where something is public."""
    person = person_here(request.actor, request.space, handle)
    if person is None:
        raise Http404
    return shown(request, profile_for(request.actor, person, request.space))


@router.get(
    "/profile",
    auth=Session(),
    response={200: ProfileOut, 401: Problem},
    summary="Read your own profile",
    operation_id="getProfile",
)
def get_profile(request: HttpRequest) -> Any:
    """Everything that one says of oneself, and who may see it."""
    return _own(request)


@router.patch(
    "/profile", auth=Session(), summary="Change your own profile", operation_id="patchProfile",
    response={200: ProfileOut} | dict.fromkeys((401, 403, 422), Problem),
)  # fmt: skip
def patch_profile(request: HttpRequest, sent: ProfilePatch) -> Any:
    """All of it or nothing."""
    actor, root = request.actor, request.space
    given = sent.model_dump(exclude_unset=True)
    with transaction.atomic():
        if sent.name is not None:
            say.rename(actor, actor, sent.name)
        said = {key: make(sent, actor, root) for key, (name, make) in _MAKERS.items() if name in given}
        for key in [key for key in Key if key in said or key in sent.layers]:
            layer = LAYERS[sent.layers[key.value]] if key in sent.layers else None
            say.put(actor, actor, root, key, said.get(key), layer)
    return _own(request)


def _time(sent: ProfilePatch, _actor: Any, _root: Space) -> list[say.Said]:
    return say.free_time(sent.availability.hours, sent.availability.since) if sent.availability else []


def _rate(sent: ProfilePatch, _actor: Any, _root: Space) -> list[say.Said]:
    return say.rate(Money(sent.rate.minor, sent.rate.currency) if sent.rate else None)


_MAKERS: dict[Key, tuple[str, Any]] = {
    Key.PRONOUNS: ("pronouns", lambda sent, _a, _r: say.line(Key.PRONOUNS, sent.pronouns or "", 40)),
    Key.SHORT: ("short", lambda sent, _a, _r: say.line(Key.SHORT, sent.short or "", 280)),
    Key.TEXT: ("text", lambda sent, _a, _r: say.paragraphs(Key.TEXT, sent.text or "")),
    Key.SKILL: ("skills", lambda sent, actor, _r: [say.skill(name, actor.language) for name in sent.skills or ()]),
    Key.LANGUAGE: (
        "languages",
        lambda sent, _a, _r: [say.spoken(each.code, each.level) for each in sent.languages or ()],
    ),
    Key.OFFER: ("offers", lambda sent, _a, _r: [say.wish(Key.OFFER, text) for text in sent.offers or ()]),
    Key.SEEK: ("seeks", lambda sent, _a, _r: [say.wish(Key.SEEK, text) for text in sent.seeks or ()]),
    Key.AVAILABILITY: ("availability", _time),
    Key.RATE: ("rate", _rate),
    Key.HUB: ("hub", lambda sent, actor, _r: say.hub(actor, sent.hub)),
    Key.LINK: ("links", lambda sent, _a, _r: [say.link(each.url, each.label) for each in sent.links or ()]),
}


def _own(request: HttpRequest) -> dict[str, Any]:
    held = held_by(request.actor)
    layers = {key: NAMES[Layer(layer)] for key, layer in held.layers.items()}
    return shown(request, profile_for(request.actor, request.actor, request.space)) | {"layers": layers}


def shown(request: HttpRequest, view: ProfileView) -> dict[str, Any]:
    """A profile as the API answers it."""
    time, price = view.one(Key.AVAILABILITY), view.one(Key.RATE)
    return {
        "handle": view.handle, "name": view.name, "kind": view.kind, "picture": view.picture or None,
        "url": request.build_absolute_uri(reverse("person", args=[view.handle])),
        **{key.value: each.text if (each := view.one(key)) else None for key in (Key.PRONOUNS, Key.SHORT, Key.TEXT, Key.HUB)},
        "skills": [{"key": each.word, "name": each.text} for each in view.all(Key.SKILL)],
        "languages": [{"code": each.word, "level": each.amount} for each in view.all(Key.LANGUAGE)],
        "offers": [each.text for each in view.all(Key.OFFER)], "seeks": [each.text for each in view.all(Key.SEEK)],
        "availability": {"hours": time.amount, "since": time.since} if time else None,
        "rate": {"minor": price.amount, "currency": price.word} if price else None,
        "links": [{"url": each.word, "label": each.text, "verified": each.since is not None} for each in view.all(Key.LINK)],
    }  # fmt: skip
