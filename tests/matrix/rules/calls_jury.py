"""Who judges: Ada holds the call in the team for the whole community; Ben contributes; Finn, of the community, is the jury."""

from __future__ import annotations

from allmende.commons.spaces.testing import Cast
from allmende.rooms.calls.rules import (
    may_judge,
    may_judge_in,
    may_note,
    may_recuse,
    may_redact,
    may_see_jury_order,
    may_shortlist,
    may_state,
)
from allmende.rooms.calls.testing import make_contribution, make_jury_call
from tests.matrix.rules.calls import at
from tests.matrix.tables import Ask

RULES = "allmende.rooms.calls.rules"
TABLE = """
rule          | case                     |  guest  stranger  community  member  host  curator
may_judge_in  | before the jury's time   |  404    404       410        no      no    no
may_judge_in  | in the jury's time       |  404    404       yes        no      no    no
may_judge_in  | afterwards               |  404    404       410        no      no    no
may_judge     | Ben's                    |  404    404       yes        no      no    no
may_recuse    | Ben's                    |  404    404       yes        no      no    no
may_redact    | Ben's                    |  404    404       no         no      yes   yes
may_note      | in the jury's time       |  404    404       yes        no      yes   yes
may_see_jury_order | in the jury's time  |  404    404       no         no      yes   yes
may_see_jury_order | afterwards          |  404    404       yes        no      yes   yes
may_state     | before the jury's time   |  404    404       409        no      409   409
may_state     | in the jury's time       |  404    404       yes        no      yes   yes
may_shortlist | while contributions come |  404    404       409        no      409   409
may_shortlist | in the jury's time       |  404    404       yes        no      yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    call = make_jury_call(cast.ada, cast.team, cast.finn)
    pond = make_contribution(cast.ben, call)
    return {
        ("may_judge_in", "before the jury's time"): at(0.5, may_judge_in, call),
        ("may_judge_in", "in the jury's time"): at(1.5, may_judge_in, call),
        ("may_judge_in", "afterwards"): at(2.5, may_judge_in, call),
        ("may_judge", "Ben's"): at(1.5, may_judge, pond),
        ("may_recuse", "Ben's"): at(1.5, may_recuse, pond),
        ("may_redact", "Ben's"): at(1.5, may_redact, pond),
        ("may_note", "in the jury's time"): at(1.5, may_note, call),
        ("may_see_jury_order", "in the jury's time"): at(1.5, may_see_jury_order, call),
        ("may_see_jury_order", "afterwards"): at(2.5, may_see_jury_order, call),
        ("may_state", "before the jury's time"): at(0.5, may_state, call),
        ("may_state", "in the jury's time"): at(1.5, may_state, call),
        ("may_shortlist", "while contributions come"): at(0.5, may_shortlist, call),
        ("may_shortlist", "in the jury's time"): at(1.5, may_shortlist, call),
    }
