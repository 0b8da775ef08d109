"""Makers of organisations and networks: they do what people do."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.testing import make_member, make_note
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.organisations.commands import answer, ask_to_join, found_organisation, set_facts
from allmende.people.organisations.models import FactKind, Organisation


def make_organisation(
    representative: Actor, community: Space, name: str = "Meadow Ltd", **details: str
) -> Organisation:
    """Open an organisation that the actor represents."""
    return found_organisation(representative, community, name=name, purpose=SpaceKind.ORGANISATION, **details)


def make_network(curator: Actor, community: Space, name: str = "Water") -> Organisation:
    """Open a network that the actor cares for."""
    return found_organisation(curator, community, name=name, purpose=SpaceKind.NETWORK)


def join(network: Organisation, organisation: Organisation) -> None:
    """Let an organisation join a network: those who opened them ask and answer."""
    asked = ask_to_join(organisation.space.author, network.space, organisation)
    answer(network.space.author, asked, accepts=True)


def practise_inside(organisation: Organisation) -> None:
    """Do all that the step to partners asks for: five people, two of them representatives, share things inside."""
    space = organisation.space
    people = [make_person(f"Practiser {n}") for n in range(5)]
    for person in people:
        make_member(space.root, person)
        make_member(space, person)
        make_note(space, person, Layer.TEAM)
    space.memberships.filter(actor=people[0]).update(role="curator")
    space.summary = "What we do."
    space.save(update_fields=["summary"])


def name_yourself(organisation: Organisation) -> None:
    """Write legal name and address, seen inside."""
    facts = {
        FactKind.LEGAL_NAME: ("Meadow GmbH", Layer.TEAM),
        FactKind.ADDRESS: ("Am Anger 1\n30159 Hannover", Layer.TEAM),
    }
    set_facts(organisation.space.author, organisation, facts)
