"""Who may put things in the bin and bring them back. Ben wrote the notes."""

from __future__ import annotations

from allmende.commons.bin.commands import put_in_bin
from allmende.commons.bin.rules import may_bin, may_delete_for_good, may_restore, may_see_bin
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.things.models import Thing
from tests.matrix.tables import Ask

RULES = "allmende.commons.bin.rules"
TABLE = """
rule        | case                        |  guest  stranger  community  member  host  curator
may_bin     | Ben's note of the team      |  in     404       404        yes     no    yes
may_bin     | Ben's note, in the bin      |  in     404       404        409     409   409
may_bin     | Ben's draft                 |  in     404       404        yes     404   404
may_bin     | the team itself             |  409    409       409        409     409   409
may_restore | what Ben has put away       |  in     no        no         yes     no    yes
may_restore | what Eli has removed        |  in     no        no         no      no    yes
may_restore | what isn't in the bin       |  in     409       409        409     409   409
may_delete_for_good | what Ben has put away |  in     no        no         no      no    yes
may_delete_for_good | what isn't in the bin |  in     409       409        409     409   409
may_see_bin | the team's                  |  in     no        no         no      no    yes
may_see_bin | the community's             |  in     no        no         no      no    yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    team, ben, eli = cast.team, cast.ben.id, cast.eli.id
    note, draft, away, removed = (*(make_note(team, cast.ben, *layer) for layer in ((), (None,), (), ())),)
    put_in_bin(cast.ben, away)
    put_in_bin(cast.eli, removed)
    away, removed = Thing.objects.get(id=away.id), Thing.objects.get(id=removed.id)
    return {
        ("may_bin", "Ben's note of the team"): lambda who: may_bin(who, note, team),
        ("may_bin", "Ben's note, in the bin"): lambda who: may_bin(who, away, team),
        ("may_bin", "Ben's draft"): lambda who: may_bin(who, draft, team),
        ("may_bin", "the team itself"): lambda who: may_bin(who, team.thing_ptr, team),
        ("may_restore", "what Ben has put away"): lambda who: may_restore(who, away, team, ben),
        ("may_restore", "what Eli has removed"): lambda who: may_restore(who, removed, team, eli),
        ("may_restore", "what isn't in the bin"): lambda who: may_restore(who, note, team, ben),
        ("may_delete_for_good", "what Ben has put away"): lambda who: may_delete_for_good(who, away, team),
        ("may_delete_for_good", "what isn't in the bin"): lambda who: may_delete_for_good(who, note, team),
        ("may_see_bin", "the team's"): lambda who: may_see_bin(who, team),
        ("may_see_bin", "the community's"): lambda who: may_see_bin(who, cast.community),
    }
