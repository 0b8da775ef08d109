"""Whom and what one may mute, and whom one may block: whom one meets, what one sees, never oneself."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.mutes.rules import may_block, may_mute, may_mute_thing
from allmende.commons.spaces.testing import Cast, make_note
from tests.matrix.tables import Ask

RULES = "allmende.commons.mutes.rules"
TABLE = """
rule           | case                 |  guest  stranger  community  member  host  curator
may_mute       | Ben                  |  in     404       yes        409     yes   yes
may_mute       | Dora, of nowhere     |  in     409       404        404     404   404
may_block      | Ben                  |  in     404       yes        409     yes   yes
may_block      | Eli, who curates     |  in     yes       yes        yes     yes   409
may_mute_thing | the open community   |  in     yes       yes        yes     yes   yes
may_mute_thing | Ben's note, the team |  in     404       404        yes     yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    note = make_note(cast.team, cast.ben, Layer.TEAM)
    return {
        ("may_mute", "Ben"): lambda who: may_mute(who, cast.ben),
        ("may_mute", "Dora, of nowhere"): lambda who: may_mute(who, cast.dora),
        ("may_block", "Ben"): lambda who: may_block(who, cast.ben),
        ("may_block", "Eli, who curates"): lambda who: may_block(who, cast.eli),
        ("may_mute_thing", "the open community"): lambda who: may_mute_thing(who, cast.community.thing_ptr),
        ("may_mute_thing", "Ben's note, the team"): lambda who: may_mute_thing(who, note),
    }
