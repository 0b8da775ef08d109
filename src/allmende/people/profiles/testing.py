"""Makers of what people say of themselves, and of contacts."""

from __future__ import annotations

from datetime import date

from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import Layer
from allmende.commons.files.pictures import prepare_picture
from allmende.commons.files.testing import make_upload
from allmende.commons.spaces.commands import open_space
from allmende.commons.spaces.models import Space, SpaceKind
from allmende.foundation.money import Money
from allmende.identity.actors.models import Actor
from allmende.people.profiles import commands as say
from allmende.people.profiles.models import Detail, Key
from allmende.people.trust.commands import tie
from allmende.people.trust.models import TieKind


def make_skill(actor: Actor, root: Space, label: str = "Joinery", layer: Layer = Layer.COMMUNITY) -> Detail:
    """Let someone say that they can do something."""
    return say.put(actor, actor, root, Key.SKILL, [say.skill(label, "en")], layer)[0]


def make_hub(curator: Actor, root: Space, name: str = "Wool Mill") -> Space:
    """Open a hub in a community."""
    return open_space(curator, root, name=name, purpose=SpaceKind.HUB)


def make_contacts(one: Actor, other: Actor) -> None:
    """Make two people contacts, however that came about."""
    tie(one, other, TieKind.CONTACT)
    tie(other, one, TieKind.CONTACT)
    outdate()


def tell_everything(actor: Actor, root: Space, hub: Space, layers: dict[str, Layer]) -> str:
    """Let someone say something under every key, each on a layer of its own; return the id of the picture's file."""
    said = {
        Key.PRONOUNS: say.line(Key.PRONOUNS, "xe/xem", 40),
        Key.SHORT: say.line(Key.SHORT, "Builds boats of old doors", 280),
        Key.TEXT: say.paragraphs(Key.TEXT, "I grew up by a **canal lock**."),
        Key.SKILL: [say.skill("Sailmaking", "en")],
        Key.LANGUAGE: [say.spoken("cy", 5)],
        Key.OFFER: [say.wish(Key.OFFER, "Mentoring in knots")],
        Key.SEEK: [say.wish(Key.SEEK, "A dry shed")],
        Key.AVAILABILITY: say.free_time(37, date(2026, 5, 4)),
        Key.RATE: say.rate(Money(73_21)),
        Key.HUB: say.hub(actor, hub.id),
        Key.LINK: [say.link("https://boats.example", "Boatyard")],
    }
    for key, words in said.items():
        say.put(actor, actor, root, key, words, layers[key])
    picture = say.set_picture(actor, actor, root, prepare_picture(make_upload()), layers[Key.PICTURE])
    return picture.word
