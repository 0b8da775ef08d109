"""Who may follow: whoever is signed in, what they see and whom they meet."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.follows.rules import may_follow, may_follow_person
from allmende.commons.spaces.testing import Cast, make_note
from tests.matrix.tables import Ask

RULES = "allmende.commons.follows.rules"
TABLE = """
rule       | case                 |  guest  stranger  community  member  host  curator
may_follow | the open community   |  in     yes       yes        yes     yes   yes
may_follow | Ben's note, the team |  in     404       404        yes     yes   yes
may_follow | Ben's draft          |  in     404       404        404     404   404
may_follow_person | Ben           |  in     no        yes        no      yes   yes
may_follow_person | Dora, of nowhere |  in  no        no         no      no    no
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    note, draft = make_note(cast.team, cast.ben, Layer.TEAM), make_note(cast.team, cast.ben, None)
    return {
        ("may_follow", "the open community"): lambda who: may_follow(who, cast.community.thing_ptr),
        ("may_follow", "Ben's note, the team"): lambda who: may_follow(who, note),
        ("may_follow", "Ben's draft"): lambda who: may_follow(who, draft),
        ("may_follow_person", "Ben"): lambda who: may_follow_person(who, cast.ben),
        ("may_follow_person", "Dora, of nowhere"): lambda who: may_follow_person(who, cast.dora),
    }
