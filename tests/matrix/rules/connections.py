"""Who may ask whom: Finn has asked Ada, Ben and Ada are contacts (he asked), Kim is a child in the team."""

from __future__ import annotations

from allmende.commons.consent.models import Guardianship, GuardianState
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation import clock
from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.connections.commands import ask
from allmende.people.connections.rules import (
    may_answer,
    may_approach,
    may_ask,
    may_end,
    may_note,
    may_walk_path,
    may_withdraw,
)
from allmende.people.connections.testing import make_contact
from tests.matrix.tables import Ask

RULES = "allmende.people.connections.rules"
TABLE = """
rule          | case                      |  guest  stranger  community  member  host  curator
may_ask       | Ben                       |  in     no        yes        409     409   yes
may_ask       | Ada                       |  in     no        409        409     409   yes
may_ask       | Dora, from outside        |  in     no        no         no      no    no
may_ask       | Kim, a child of the team  |  in     no        no         yes     yes   yes
may_approach  | Kim, a child of the team  |  in     no        no         yes     yes   yes
may_approach  | Ben                       |  in     yes       yes        yes     yes   yes
may_answer    | Finn's, to Ada            |  in     no        no         no      yes   no
may_answer    | Ben's, to Ada, answered   |  in     no        no         no      409   no
may_withdraw  | Finn's, to Ada            |  in     no        yes        no      no    no
may_withdraw  | Ben's, to Ada, answered   |  in     no        no         409     no    no
may_end       | Ben and Ada               |  in     no        no         yes     yes   no
may_end       | Finn's, to Ada            |  in     no        409        no      409   no
may_note      | Ben and Ada               |  in     no        no         yes     yes   no
may_walk_path | in the community          |  in     no        yes        yes     yes   yes
"""


def make_child(cast: Cast) -> Actor:
    """A child of the team whose guardian lets them write messages."""
    kim = make_member(cast.community, make_person("Kim"))
    make_member(cast.team, kim)
    Account.objects.filter(actor=kim).update(age_band=AgeBand.UNDER_16)
    Guardianship.objects.create(
        child=kim, address="guardian@example.org", name="Guardian", language="en", state=GuardianState.GRANTED,
        allows=["messages"], expires=clock.now(),
    )  # fmt: skip
    return Actor.objects.get(id=kim.id)


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    root, kim = cast.community, make_child(cast)
    made, asked = make_contact(cast.ben, cast.ada, root), ask(cast.finn, cast.ada, root)
    return {
        ("may_ask", "Ben"): lambda who: may_ask(who, cast.ben, root),
        ("may_ask", "Ada"): lambda who: may_ask(who, cast.ada, root),
        ("may_ask", "Dora, from outside"): lambda who: may_ask(who, cast.dora, root),
        ("may_ask", "Kim, a child of the team"): lambda who: may_ask(who, kim, root),
        ("may_approach", "Kim, a child of the team"): lambda who: may_approach(who, kim, root),
        ("may_approach", "Ben"): lambda who: may_approach(who, cast.ben, root),
        ("may_answer", "Finn's, to Ada"): lambda who: may_answer(who, asked),
        ("may_answer", "Ben's, to Ada, answered"): lambda who: may_answer(who, made),
        ("may_withdraw", "Finn's, to Ada"): lambda who: may_withdraw(who, asked),
        ("may_withdraw", "Ben's, to Ada, answered"): lambda who: may_withdraw(who, made),
        ("may_end", "Ben and Ada"): lambda who: may_end(who, made),
        ("may_end", "Finn's, to Ada"): lambda who: may_end(who, asked),
        ("may_note", "Ben and Ada"): lambda who: may_note(who, made),
        ("may_walk_path", "in the community"): lambda who: may_walk_path(who, root),
    }
