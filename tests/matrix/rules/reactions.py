"""Who may react: whoever takes part where it stands, to what others made; a closed discussion makes no difference."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.reactions.rules import may_react
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.threads.commands import lock_thread
from tests.matrix.tables import Ask

RULES = "allmende.commons.reactions.rules"
TABLE = """
rule      | case                      |  guest  stranger  community  member  host  curator
may_react | Ben's note, the team      |  404    404       404        no      yes   yes
may_react | Ben's note, the community |  404    404       yes        no      yes   yes
may_react | Ben's note, closed        |  404    404       404        no      yes   yes
may_react | Ben's draft               |  404    404       404        409     404   404
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    team, wide, closed = (make_note(cast.team, cast.ben, layer) for layer in (Layer.TEAM, Layer.COMMUNITY, Layer.TEAM))
    lock_thread(cast.ada, closed)
    draft = make_note(cast.team, cast.ben, None)
    return {
        ("may_react", "Ben's note, the team"): lambda who: may_react(who, team),
        ("may_react", "Ben's note, the community"): lambda who: may_react(who, wide),
        ("may_react", "Ben's note, closed"): lambda who: may_react(who, closed),
        ("may_react", "Ben's draft"): lambda who: may_react(who, draft),
    }
