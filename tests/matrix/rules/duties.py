"""Who may give duties, hand them back and be away. Ada holds a duty in the team, and is away for a day."""

from __future__ import annotations

from allmende.commons.duties.commands import assign, go_away
from allmende.commons.duties.models import Duty
from allmende.commons.duties.rules import may_assign, may_be_away, may_end_absence, may_give_up, may_see_duties
from allmende.commons.spaces.testing import Cast
from allmende.foundation.testing import NOON
from tests.matrix.tables import Ask

RULES = "allmende.commons.duties.rules"
TABLE = """
rule            | case                   |  guest  stranger  community  member  host  curator
may_see_duties  | the team               |  in     no        yes        yes     yes   yes
may_assign      | in the team            |  in     no        no         no      no    yes
may_assign      | in the community       |  in     no        no         no      no    yes
may_give_up     | Ada's duty             |  in     no        no         no      yes   yes
may_be_away     | in the community       |  in     no        yes        yes     yes   yes
may_end_absence | Ada's                  |  404    404       404        404     yes   404
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    held = assign(cast.eli, cast.team, Duty.PROJECTS, cast.ada)
    absence = go_away(cast.ada, cast.community, NOON.date(), NOON.date())
    return {
        ("may_see_duties", "the team"): lambda who: may_see_duties(who, cast.team),
        ("may_assign", "in the team"): lambda who: may_assign(who, cast.team),
        ("may_assign", "in the community"): lambda who: may_assign(who, cast.community),
        ("may_give_up", "Ada's duty"): lambda who: may_give_up(who, held),
        ("may_be_away", "in the community"): lambda who: may_be_away(who, cast.community),
        ("may_end_absence", "Ada's"): lambda who: may_end_absence(who, absence),
    }
