"""Who may do what for organisations and networks. Ben represents Meadow, Ada is its member; Eli cares for the network Water."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import take_in
from allmende.commons.spaces.testing import Cast
from allmende.people.organisations.commands import answer, ask_to_join, invite
from allmende.people.organisations.rules import (
    may_answer,
    may_ask_to_join,
    may_change_organisation,
    may_invite,
    may_open_early,
    may_open_layer,
    may_part,
    may_set_facts,
    may_take_back,
)
from allmende.people.organisations.testing import make_network, make_organisation, practise_inside
from tests.matrix.tables import Ask

RULES = "allmende.people.organisations.rules"
TABLE = """
rule                    | case                                  |  guest  stranger  community  member  host  curator
may_change_organisation | Meadow                                |  in     no        no         yes     no    yes
may_set_facts           | Meadow                                |  in     no        no         yes     no    no
may_ask_to_join         | Meadow, for oneself                   |  in     no        yes        409     409   yes
may_ask_to_join         | Water, for oneself                    |  in     no        422        422     422   422
may_ask_to_join         | Water, for Meadow                     |  in     no        no         yes     no    no
may_ask_to_join         | the team, for oneself                 |  in     no        422        422     422   422
may_invite              | into Meadow                           |  in     no        no         yes     no    yes
may_invite              | into Water                            |  in     no        no         no      no    yes
may_answer              | Finn's request to Meadow              |  in     no        no         yes     no    yes
may_answer              | Meadow's invitation to Finn           |  in     no        yes        no      no    no
may_answer              | Water's invitation to Meadow          |  in     no        no         yes     no    no
may_answer              | a request that was answered           |  in     no        no         409     no    409
may_take_back           | Finn's request to Meadow              |  in     no        yes        no      no    no
may_take_back           | Meadow's invitation to Finn           |  in     no        no         yes     no    yes
may_part                | Meadow and Water                      |  in     no        no         yes     no    yes
may_open_layer          | to partners, nothing practised        |  in     no        no         409     no    409
may_open_layer          | to partners, all practised            |  in     no        yes        no      no    yes
may_open_layer          | to everyone, partners closed          |  in     no        no         409     no    409
may_open_early          | to partners                           |  in     no        no         no      no    yes
may_open_early          | to the community, where no gate is    |  in     no        no         no      no    422
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    meadow = make_organisation(cast.ben, cast.community, "Meadow Ltd")
    take_in(cast.ben, meadow.space, cast.ada)
    water = make_network(cast.eli, cast.community)
    ready = make_organisation(cast.finn, cast.community, "Ready")
    practise_inside(ready)
    place, net = meadow.space, water.space
    other = make_organisation(cast.ben, cast.community, "Brook")
    answered = answer(cast.ben, ask_to_join(cast.finn, other.space), accepts=False)
    request = ask_to_join(cast.finn, place)
    offer = invite(cast.ben, other.space, cast.finn)
    call = invite(cast.eli, net, meadow.actor)

    return {
        ("may_change_organisation", "Meadow"): lambda who: may_change_organisation(who, place),
        ("may_set_facts", "Meadow"): lambda who: may_set_facts(who, place),
        ("may_ask_to_join", "Meadow, for oneself"): lambda who: may_ask_to_join(who, place),
        ("may_ask_to_join", "Water, for oneself"): lambda who: may_ask_to_join(who, net),
        ("may_ask_to_join", "Water, for Meadow"): lambda who: may_ask_to_join(who, net, meadow),
        ("may_ask_to_join", "the team, for oneself"): lambda who: may_ask_to_join(who, cast.team),
        ("may_invite", "into Meadow"): lambda who: may_invite(who, place),
        ("may_invite", "into Water"): lambda who: may_invite(who, net),
        ("may_answer", "Finn's request to Meadow"): lambda who: may_answer(who, request),
        ("may_answer", "Meadow's invitation to Finn"): lambda who: may_answer(who, offer),
        ("may_answer", "Water's invitation to Meadow"): lambda who: may_answer(who, call),
        ("may_answer", "a request that was answered"): lambda who: may_answer(who, answered),
        ("may_take_back", "Finn's request to Meadow"): lambda who: may_take_back(who, request),
        ("may_take_back", "Meadow's invitation to Finn"): lambda who: may_take_back(who, offer),
        ("may_part", "Meadow and Water"): lambda who: may_part(who, net, meadow),
        ("may_open_layer", "to partners, nothing practised"): lambda who: may_open_layer(who, place, Layer.NETWORK),
        ("may_open_layer", "to partners, all practised"): lambda who: may_open_layer(who, ready.space, Layer.NETWORK),
        ("may_open_layer", "to everyone, partners closed"): lambda who: may_open_layer(who, place, Layer.PUBLIC),
        ("may_open_early", "to partners"): lambda who: may_open_early(who, place, Layer.NETWORK),
        ("may_open_early", "to the community, where no gate is"): lambda who: may_open_early(
            who, place, Layer.COMMUNITY
        ),
    }
