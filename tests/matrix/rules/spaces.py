"""Who may do what in spaces and at their gates. Eli opened the team and is its host too; Ben wrote the note."""

from __future__ import annotations

from datetime import timedelta

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import archive_space, decide_passage, open_space, set_gate, widen
from allmende.commons.spaces.models import Mode, Space, SpaceKind
from allmende.commons.spaces.rules import (
    may_act_for,
    may_archive,
    may_change_space,
    may_decide_passage,
    may_enter,
    may_join,
    may_leave,
    may_narrow,
    may_open_doors,
    may_open_space,
    may_reopen,
    may_see_passages,
    may_set_address,
    may_set_gate,
    may_set_gates,
    may_take_in,
    may_widen,
)
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from tests.matrix.tables import Ask

RULES = "allmende.commons.spaces.rules"
TABLE = """
rule               | case                                  |  guest  stranger  community  member  host  curator
may_open_space     | a group in the community              |  in     no        yes        yes     yes   yes
may_open_space     | a team in the community               |  in     no        no         no      no    yes
may_open_space     | a group in the team                   |  in     no        no         yes     yes   yes
may_open_space     | a team in the team                    |  in     no        no         no      yes   yes
may_open_space     | a community in the community          |  422    422       422        422     422   422
may_open_space     | an organisation in the community      |  in     no        yes        yes     yes   yes
may_open_space     | an organisation in the team           |  in     no        no         422     422   422
may_open_space     | a network in the community            |  in     no        no         no      no    yes
may_open_space     | a hub in the community                |  in     no        no         no      no    yes
may_open_space     | a project in the team                 |  in     no        no         no      yes   yes
may_act_for        | Ben's organisation                    |  in     no        no         yes     no    no
may_act_for        | the team, which has no voice          |  in     no        no         no      no    no
may_set_gate       | the team's, opened                    |  in     no        no         no      no    yes
may_set_gate       | Ben's organisation's, opened          |  in     no        no         409     no    409
may_set_gate       | Ben's organisation's, closed          |  in     no        no         yes     no    yes
may_set_address    | any host name                         |  in     no        no         no      no    no
may_set_address    | none                                  |  in     no        no         no      no    yes
may_change_space   | the team                              |  in     no        no         no      yes   yes
may_change_space   | the community                         |  in     no        no         no      no    yes
may_change_space   | the attic, which is archived          |  in     no        no         no      409   409
may_archive        | the team                              |  in     no        no         no      yes   yes
may_archive        | the community                         |  in     no        no         no      no    409
may_archive        | the attic, archived already           |  in     no        no         no      409   409
may_reopen         | the attic                             |  in     no        no         no      yes   yes
may_reopen         | the trunk, archived with the attic    |  in     no        no         no      409   409
may_reopen         | the team, which is open               |  in     no        no         no      409   409
may_enter          | the community, which is open          |  yes    yes       yes        yes     yes   yes
may_enter          | the community before its opening      |  no     no        yes        yes     yes   yes
may_open_doors     | the community, which is open          |  in     no        no         no      no    409
may_open_doors     | the community before its opening      |  in     no        no         no      no    yes
may_join           | a group that Eli opened               |  in     no        yes        yes     yes   409
may_join           | the team                              |  in     no        no         409     409   409
may_join           | the community                         |  in     no        409        409     409   409
may_leave          | the team                              |  in     409       409        yes     yes   yes
may_leave          | the community, Eli its only steward   |  in     409       yes        yes     yes   409
may_join           | the attic, an archived group          |  in     409       409        409     409   409
may_leave          | the attic, its last host              |  in     409       409        409     yes   409
may_take_in        | the team                              |  in     no        no         no      yes   yes
may_take_in        | the community                         |  in     no        no         no      no    yes
may_set_gates      | the team                              |  in     no        no         no      no    yes
may_set_gates      | the community                         |  in     no        no         no      no    yes
may_widen          | Ben's note, through a free gate       |  in     no        no         yes     no    no
may_widen          | Ben's note, through a reviewed gate   |  in     no        no         yes     no    no
may_widen          | Ben's note, through a closed gate     |  in     no        no         no      no    no
may_widen          | Ben's note, to where it stands        |  in     no        no         409     no    no
may_widen          | Ben's draft                           |  in     no        no         409     no    no
may_narrow         | Ben's note                            |  in     no        no         yes     no    yes
may_widen          | Ben's note in the attic               |  in     no        no         409     no    no
may_narrow         | Ben's note in the attic               |  in     no        no         yes     no    yes
may_narrow         | Ben's draft                           |  in     no        no         409     no    409
may_decide_passage | Ben's, while it waits                 |  in     no        no         no      no    yes
may_decide_passage | Ben's, decided                        |  in     no        no         no      no    409
may_decide_passage | Eli's own                             |  in     no        no         no      no    no
may_decide_passage | Ben's, in the attic                   |  in     no        no         no      no    409
may_see_passages   | Ben's note in the attic               |  in     no        no         yes     yes   yes
may_see_passages   | Ben's note                            |  in     no        no         yes     yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    community, team = cast.community, cast.team
    body = open_space(cast.ben, community, name="Meadow Ltd", purpose=SpaceKind.ORGANISATION)
    group = open_space(cast.eli, community, name="Bees", purpose=SpaceKind.GROUP)
    closed = open_space(cast.ada, team, name="Cellar", purpose=SpaceKind.TEAM)
    set_gate(cast.eli, closed, Layer.COMMUNITY, Mode.CLOSED)
    note, inside, draft = make_note(team, cast.ben), make_note(closed, cast.ben), make_note(team, cast.ben, None)
    waits, decided = (widen(cast.ben, make_note(team, cast.ben), team, Layer.PUBLIC) for _ in range(2))
    own = widen(cast.eli, make_note(team, cast.eli), team, Layer.PUBLIC)
    decided = decide_passage(cast.eli, decided, passes=True)

    attic = open_space(cast.ada, team, name="Attic", purpose=SpaceKind.GROUP)
    trunk = open_space(cast.ada, attic, name="Trunk", purpose=SpaceKind.GROUP)
    old = make_note(attic, cast.ben)
    stuck = widen(cast.ben, make_note(attic, cast.ben), attic, Layer.PUBLIC)
    archive_space(cast.ada, attic)
    trunk.refresh_from_db()

    founding = Space.objects.get(pk=community.pk)
    founding.opens_on = clock.now().date() + timedelta(days=30)

    def opening(parent: object, purpose: SpaceKind) -> Ask:
        return lambda who: may_open_space(who, parent, purpose)

    def wider(thing: Thing, space: object, layer: Layer) -> Ask:
        return lambda who: may_widen(who, thing, space, layer)

    return {
        ("may_open_space", "a group in the community"): opening(community, SpaceKind.GROUP),
        ("may_open_space", "a team in the community"): opening(community, SpaceKind.TEAM),
        ("may_open_space", "a group in the team"): opening(team, SpaceKind.GROUP),
        ("may_open_space", "a team in the team"): opening(team, SpaceKind.TEAM),
        ("may_open_space", "a community in the community"): opening(community, SpaceKind.COMMUNITY),
        ("may_open_space", "an organisation in the community"): opening(community, SpaceKind.ORGANISATION),
        ("may_open_space", "an organisation in the team"): opening(team, SpaceKind.ORGANISATION),
        ("may_open_space", "a network in the community"): opening(community, SpaceKind.NETWORK),
        ("may_open_space", "a hub in the community"): opening(community, SpaceKind.HUB),
        ("may_open_space", "a project in the team"): opening(team, SpaceKind.PROJECT),
        ("may_act_for", "Ben's organisation"): lambda who: may_act_for(who, body),
        ("may_act_for", "the team, which has no voice"): lambda who: may_act_for(who, team),
        ("may_set_gate", "the team's, opened"): lambda who: may_set_gate(who, team, Layer.PUBLIC, Mode.FREE),
        ("may_set_gate", "Ben's organisation's, opened"): lambda who: may_set_gate(who, body, Layer.NETWORK, Mode.FREE),
        ("may_set_gate", "Ben's organisation's, closed"): lambda who: may_set_gate(
            who, body, Layer.NETWORK, Mode.CLOSED
        ),
        ("may_set_address", "any host name"): lambda who: may_set_address(who, cast.community, "evil.example"),
        ("may_set_address", "none"): lambda who: may_set_address(who, cast.community),
        ("may_change_space", "the team"): lambda who: may_change_space(who, team),
        ("may_change_space", "the community"): lambda who: may_change_space(who, community),
        ("may_change_space", "the attic, which is archived"): lambda who: may_change_space(who, attic),
        ("may_archive", "the team"): lambda who: may_archive(who, team),
        ("may_archive", "the community"): lambda who: may_archive(who, community),
        ("may_archive", "the attic, archived already"): lambda who: may_archive(who, attic),
        ("may_reopen", "the attic"): lambda who: may_reopen(who, attic),
        ("may_reopen", "the trunk, archived with the attic"): lambda who: may_reopen(who, trunk),
        ("may_reopen", "the team, which is open"): lambda who: may_reopen(who, team),
        ("may_join", "the attic, an archived group"): lambda who: may_join(who, attic),
        ("may_leave", "the attic, its last host"): lambda who: may_leave(who, attic),
        ("may_widen", "Ben's note in the attic"): wider(old, attic, Layer.COMMUNITY),
        ("may_narrow", "Ben's note in the attic"): lambda who: may_narrow(who, old, attic),
        ("may_decide_passage", "Ben's, in the attic"): lambda who: may_decide_passage(who, stuck, attic),
        ("may_see_passages", "Ben's note in the attic"): lambda who: may_see_passages(who, old, attic),
        ("may_enter", "the community, which is open"): lambda who: may_enter(who, community),
        ("may_enter", "the community before its opening"): lambda who: may_enter(who, founding),
        ("may_open_doors", "the community, which is open"): lambda who: may_open_doors(who, community),
        ("may_open_doors", "the community before its opening"): lambda who: may_open_doors(who, founding),
        ("may_join", "a group that Eli opened"): lambda who: may_join(who, group),
        ("may_join", "the team"): lambda who: may_join(who, team),
        ("may_join", "the community"): lambda who: may_join(who, community),
        ("may_leave", "the team"): lambda who: may_leave(who, team),
        ("may_leave", "the community, Eli its only steward"): lambda who: may_leave(who, community),
        ("may_take_in", "the team"): lambda who: may_take_in(who, team),
        ("may_take_in", "the community"): lambda who: may_take_in(who, community),
        ("may_set_gates", "the team"): lambda who: may_set_gates(who, team),
        ("may_set_gates", "the community"): lambda who: may_set_gates(who, community),
        ("may_widen", "Ben's note, through a free gate"): wider(note, team, Layer.COMMUNITY),
        ("may_widen", "Ben's note, through a reviewed gate"): wider(note, team, Layer.PUBLIC),
        ("may_widen", "Ben's note, through a closed gate"): wider(inside, closed, Layer.COMMUNITY),
        ("may_widen", "Ben's note, to where it stands"): wider(note, team, Layer.TEAM),
        ("may_widen", "Ben's draft"): wider(draft, team, Layer.COMMUNITY),
        ("may_narrow", "Ben's note"): lambda who: may_narrow(who, note, team),
        ("may_narrow", "Ben's draft"): lambda who: may_narrow(who, draft, team),
        ("may_decide_passage", "Ben's, while it waits"): lambda who: may_decide_passage(who, waits, team),
        ("may_decide_passage", "Ben's, decided"): lambda who: may_decide_passage(who, decided, team),
        ("may_decide_passage", "Eli's own"): lambda who: may_decide_passage(who, own, team),
        ("may_see_passages", "Ben's note"): lambda who: may_see_passages(who, note, team),
    }
