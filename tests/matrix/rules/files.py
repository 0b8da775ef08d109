"""Who may add, change and place files. The files and the notes are Ben's."""

from __future__ import annotations

from allmende.commons.files.models import File
from allmende.commons.files.rules import may_attach, may_change, may_place
from allmende.commons.spaces.testing import Cast, make_note
from tests.matrix.tables import Ask

RULES = "allmende.commons.files.rules"
TABLE = """
rule       | case                         |  guest  stranger  community  member  host  curator
may_attach | to nothing yet               |  in     yes       yes        yes     yes   yes
may_attach | to Ben's note                |  in     no        no         yes     yes   yes
may_change | one that stands nowhere      |  in     no        no         yes     no    no
may_change | one on Ben's note            |  in     no        no         yes     yes   yes
may_place  | on Ben's note                |  in     no        no         yes     no    no
may_place  | one that stands elsewhere    |  in     no        no         409     no    no
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked; nothing here looks into a file."""
    note = make_note(cast.team, cast.ben)
    loose, placed = File(owner=cast.ben, thing=None), File(owner=cast.ben, thing=note)
    return {
        ("may_attach", "to nothing yet"): lambda who: may_attach(who, None),
        ("may_attach", "to Ben's note"): lambda who: may_attach(who, note),
        ("may_change", "one that stands nowhere"): lambda who: may_change(who, loose),
        ("may_change", "one on Ben's note"): lambda who: may_change(who, placed),
        ("may_place", "on Ben's note"): lambda who: may_place(who, loose, note),
        ("may_place", "one that stands elsewhere"): lambda who: may_place(who, placed, note),
    }
