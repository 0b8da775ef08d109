"""Who rates in a call, and who sees how: Ada holds it in the team for the whole community; Ben contributes."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.ratings.testing import answers
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import rate_contribution
from allmende.rooms.calls.rules import (
    may_look_at_patterns,
    may_rate,
    may_rate_in,
    may_reckon,
    may_set_sheet,
)
from allmende.rooms.calls.testing import WEEK, make_contribution, make_rated_call
from tests.matrix.rules.calls import at
from tests.matrix.tables import Ask

RULES = "allmende.rooms.calls.rules"
TABLE = """
rule                | case                     |  guest  stranger  community  member  host  curator
may_set_sheet       | while it is rated        |  404    404       no         no      yes   yes
may_rate_in         | before it is rated       |  404    404       410        410     410   410
may_rate_in         | while it is rated        |  404    404       yes        yes     yes   yes
may_rate_in         | afterwards               |  404    404       410        410     410   410
may_rate            | Ben's, while it is rated |  404    404       yes        no      yes   yes
may_rate            | Ben's, afterwards        |  404    404       410        no      410   410
may_reckon          | while it is rated        |  404    404       no         no      yes   yes
may_look_at_patterns | while it is rated       |  404    404       no         no      yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    call = make_rated_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    pond = make_contribution(cast.ben, call)
    with clock.frozen(NOON + 1.1 * WEEK):
        rate_contribution(cast.finn, pond, answers(sheet_of(call.id), 4, 4, None))
    return {
        ("may_set_sheet", "while it is rated"): at(1.5, may_set_sheet, call),
        ("may_rate_in", "before it is rated"): at(0.5, may_rate_in, call),
        ("may_rate_in", "while it is rated"): at(1.5, may_rate_in, call),
        ("may_rate_in", "afterwards"): at(2.5, may_rate_in, call),
        ("may_rate", "Ben's, while it is rated"): at(1.5, may_rate, pond),
        ("may_rate", "Ben's, afterwards"): at(2.5, may_rate, pond),
        ("may_look_at_patterns", "while it is rated"): at(1.5, may_look_at_patterns, call),
        ("may_reckon", "while it is rated"): at(1.5, may_reckon, call),
    }
