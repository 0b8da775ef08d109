"""Who may save: whoever is signed in, what they see."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.bookmarks.rules import may_save
from allmende.commons.spaces.testing import Cast, make_note
from tests.matrix.tables import Ask

RULES = "allmende.commons.bookmarks.rules"
TABLE = """
rule     | case                 |  guest  stranger  community  member  host  curator
may_save | the open community   |  in     yes       yes        yes     yes   yes
may_save | Ben's note, the team |  in     404       404        yes     yes   yes
may_save | Ben's draft          |  in     404       404        404     404   404
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    note, draft = make_note(cast.team, cast.ben, Layer.TEAM), make_note(cast.team, cast.ben, None)
    return {
        ("may_save", "the open community"): lambda who: may_save(who, cast.community.thing_ptr),
        ("may_save", "Ben's note, the team"): lambda who: may_save(who, note),
        ("may_save", "Ben's draft"): lambda who: may_save(who, draft),
    }
