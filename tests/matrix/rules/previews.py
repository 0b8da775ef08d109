"""Who may hide a link's preview: whoever shared the link. The note is Ben's."""

from __future__ import annotations

from allmende.commons.previews.rules import may_hide
from allmende.commons.spaces.testing import Cast, make_note
from tests.matrix.tables import Ask

RULES = "allmende.commons.previews.rules"
TABLE = """
rule     | case        |  guest  stranger  community  member  host  curator
may_hide | Ben's note  |  in     no        no         yes     no    no
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    note = make_note(cast.team, cast.ben)
    return {("may_hide", "Ben's note"): lambda who: may_hide(who, note)}
