"""What programs do with profiles: read what the caller may see, read and change one's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Schema, UploadedFile

from allmende.commons.audiences.models import Layer
from allmende.commons.files.pictures import prepare_picture
from allmende.commons.files.queries import large
from allmende.commons.spaces.models import Space
from allmende.commons.things.shapes import UPLOAD, Who, who
from allmende.commons.tokens.areas import ME, PEOPLE
from allmende.foundation.api import Amount, Day, Input, Made, Operations, Whole, unchanged, version_of
from allmende.foundation.money import Money
from allmende.identity.actors.commands import take_turns
from allmende.identity.actors.models import Actor
from allmende.people.profiles import commands as say
from allmende.people.profiles.models import Endorsement, Key
from allmende.people.profiles.queries import ProfileView, person_here, profile_for
from allmende.people.profiles.queries.editing import held_by
from allmende.people.profiles.queries.people import endorsement_for, endorsements_of, skill_for

people, me = Operations(PEOPLE), Operations(ME)

LayerName = Literal["private", "circle", "community", "network", "public"]
LAYERS: dict[str, Layer] = {
    "private": Layer.PRIVATE, "circle": Layer.TEAM, "community": Layer.COMMUNITY, "network": Layer.NETWORK, "public": Layer.PUBLIC,
}  # fmt: skip
NAMES = {layer: name for name, layer in LAYERS.items()}
KeyName = Literal[
    "picture", "pronouns", "short", "text", "skill", "language", "offer", "seek", "availability", "rate", "hub", "link"
]


class Language(Input):
    """A language that someone speaks."""

    code: str = Field(description="ISO 639.", examples=["de"])
    level: Whole = Field(
        description="1 to 6 are A1 to C2 of the European framework, 7 is a first language.", examples=[7]
    )


class Availability(Input):
    """How much time someone has."""

    hours: Whole = Field(description="A week.", examples=[6])
    since: Day | None = None


class Skill(Schema):
    """A skill by its one key, and as the person calls it; others endorse it by its id."""

    id: UUID
    key: str = Field(examples=["gardening"])
    name: str = Field(examples=["Gardening"])


class LinkIn(Input):
    """A link to one's own page, mail address or telephone."""

    url: str = Field(examples=["https://ada.example"])
    label: str = ""


class Link(LinkIn):
    """A link as it stands on a profile."""

    id: UUID
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
    version: str = Field(examples=["4be1f0c2a97d"])


class ProfilePatch(Input):
    """What is to change; what isn't named stays as it is, null takes away."""

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


@people.reads("/people/{slug:handle}", PersonOut)
def get_person(request: HttpRequest, handle: str) -> Any:
    """Read a person's profile.

    What the caller may see of someone; also without being signed in, where something is public.
    """
    return shown(request, profile_for(request.actor, person_at(request, handle), request.space))


def person_at(request: HttpRequest, handle: str) -> Actor:
    """Someone whom the caller may see; raises Http404."""
    person = person_here(request.actor, request.space, handle)
    if person is None:
        raise Http404
    return person


@me.reads("/profile", ProfileOut, members=True)
def get_profile(request: HttpRequest) -> Any:
    """Read your own profile.

    Everything that one says of oneself, and who may see it.
    """
    return _own(request)


@me.changes("/profile", ProfileOut)
def patch_profile(request: HttpRequest, sent: ProfilePatch) -> Any:
    """Change your own profile.

    All of it or nothing.
    """
    actor, root = request.actor, request.space
    take_turns(actor.id)
    unchanged(request, _own(request)["version"])
    given = sent.model_dump(exclude_unset=True)
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
    own = shown(request, profile_for(request.actor, request.actor, request.space)) | {"layers": layers}
    return own | {"version": version_of(own)}


def shown(request: HttpRequest, view: ProfileView) -> dict[str, Any]:
    """A profile as the API answers it."""
    time, price = view.one(Key.AVAILABILITY), view.one(Key.RATE)
    return {
        "handle": view.handle, "name": view.name, "kind": view.kind, "picture": large(view.picture) or None,
        "url": request.build_absolute_uri(reverse("person", args=[view.handle])),
        **{key.value: each.text if (each := view.one(key)) else None for key in (Key.PRONOUNS, Key.SHORT, Key.TEXT, Key.HUB)},
        "skills": [{"id": each.id, "key": each.word, "name": each.text} for each in view.all(Key.SKILL)],
        "languages": [{"code": each.word, "level": each.amount} for each in view.all(Key.LANGUAGE)],
        "offers": [each.text for each in view.all(Key.OFFER)], "seeks": [each.text for each in view.all(Key.SEEK)],
        "availability": {"hours": time.amount, "since": time.since} if time else None,
        "rate": {"minor": price.amount, "currency": price.word} if price else None,
        "links": [{"id": each.id, "url": each.word, "label": each.text, "verified": each.since is not None} for each in view.all(Key.LINK)],
    }  # fmt: skip


class EndorsementIn(Input):
    """Why you know that they can do it."""

    sentence: str = Field(max_length=280, examples=["She rebuilt our bicycle workshop."])


class EndorsementOut(Schema):
    """What someone said of a skill; it shows once its person said yes."""

    id: UUID
    skill: UUID
    by: Who
    sentence: str
    at: datetime
    shows: bool


def _endorsement(request: HttpRequest, key: UUID) -> Endorsement:
    endorsement = endorsement_for(request.actor, key)
    if endorsement is None:
        raise Http404
    return endorsement


@people.reads("/people/{slug:handle}/endorsements", list[EndorsementOut])
def list_endorsements(request: HttpRequest, handle: str) -> Any:
    """List what others say of someone's skills."""
    person = person_at(request, handle)
    skills = [each.id for each in profile_for(request.actor, person, request.space).all(Key.SKILL)]
    found = endorsements_of(request.actor, person, skills)
    return [
        {
            "id": one.id,
            "skill": one.detail,
            "by": who(one.by),
            "sentence": one.sentence,
            "at": one.at,
            "shows": one.shows,
        }
        for praise in found.values()
        for one in praise
    ]


@people.posts("/people/{slug:handle}/skills/{uuid:skill}/endorsement", Made)
def endorse(request: HttpRequest, handle: str, skill: UUID, sent: EndorsementIn) -> Any:
    """Say in a sentence that someone can do what they say."""
    detail = skill_for(request.actor, person_at(request, handle), skill)
    if detail is None:
        raise Http404
    made = say.endorse(request.actor, detail, request.space, sent.sentence)
    return {"id": made.id, "url": reverse("person", args=[handle])}


@people.puts("/endorsements/{uuid:key}/acceptance")
def accept_endorsement(request: HttpRequest, key: UUID) -> None:
    """Let an endorsement of yours show."""
    say.accept_endorsement(request.actor, _endorsement(request, key))


@people.removes("/endorsements/{uuid:key}")
def withdraw_endorsement(request: HttpRequest, key: UUID) -> None:
    """Take an endorsement back, that you gave or got."""
    say.withdraw_endorsement(request.actor, _endorsement(request, key))


def _prepared(request: HttpRequest, file: UploadedFile, **_others: Any) -> Any:
    return prepare_picture(file)


@me.posts("/profile/picture", Made, prepare=_prepared)
def set_profile_picture(request: HttpRequest, file: UploadedFile = UPLOAD) -> Any:
    """Show another picture of yourself; the one before is gone then."""
    detail = say.set_picture(request.actor, request.actor, request.space, file)  # type: ignore[arg-type]
    return {"id": detail.id, "url": reverse("person", args=[request.actor.handle])}


@me.removes("/profile/picture")
def remove_profile_picture(request: HttpRequest) -> None:
    """Show no picture of yourself."""
    say.remove_picture(request.actor, request.actor, request.space)
