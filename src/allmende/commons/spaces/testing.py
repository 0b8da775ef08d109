"""The cast that every test knows, and makers of communities and spaces."""

from dataclasses import dataclass

from django.db import transaction

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.spaces.commands import found_community, open_space, publish
from allmende.commons.spaces.commands.members import add_member
from allmende.commons.spaces.models import Preset, Role, Space, SpaceKind
from allmende.commons.spaces.reach import hidden_audience
from allmende.commons.things.models import Thing
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor, Guest


@dataclass(frozen=True)
class Cast:
    """Eli curates the community, Ada hosts the team, Ben is a member of both, Finn only of the community,
    Dora has an account but belongs nowhere, Cleo looks in as a guest."""

    community: Space
    team: Space
    eli: Actor
    ada: Actor
    ben: Actor
    finn: Actor
    dora: Actor
    cleo: Guest


def make_community(founder: Actor, name: str = "Meadow", **details: object) -> Space:
    """Found a community in English."""
    return found_community(founder, name=name, **{"language": "en", "preset": Preset.COOPERATIVE, **details})  # type: ignore[arg-type]


def make_space(host: Actor, parent: Space, name: str = "Orchard", purpose: SpaceKind = SpaceKind.TEAM) -> Space:
    """Make a space with its host, whatever the host may otherwise do."""
    space = open_space(parent.author, parent, name=name, purpose=purpose)
    add_member(space, host, Role.HOST)
    return space


def make_member(space: Space, actor: Actor, role: Role = Role.MEMBER) -> Actor:
    """Let someone belong to a space."""
    add_member(space, actor, role)
    return actor


def make_cast() -> Cast:
    """Make the cast with their community and team."""
    eli, ada, ben, finn, dora = (
        make_person(name) for name in ("Eli Stein", "Ada Berg", "Ben Roth", "Finn Thal", "Dora Weit")
    )
    community = make_community(eli)
    for actor in (ada, ben, finn):
        make_member(community, actor)
    team = make_space(ada, community)
    make_member(team, ben)
    return Cast(community, team, eli, ada, ben, finn, dora, Guest("en"))


@transaction.atomic
def make_note(space: Space, author: Actor, layer: Layer | None = Layer.TEAM, title: str = "A pond") -> Thing:
    """Make a thing of no room, shared on a layer of a space, or a draft."""
    note = Thing.objects.create(
        kind="note", title=title, space=space.thing_ptr, author=author, language="en",
        audience=hidden_audience(Kind.DRAFT, space, author),
    )  # fmt: skip
    if layer:
        publish(author, note, space, layer)
    return note
