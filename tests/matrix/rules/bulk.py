"""A batch is whoever's chose the rows, and nobody else's."""

from __future__ import annotations

from allmende.commons.bulk.models import Batch, State
from allmende.commons.bulk.rules import may_carry_out, may_say_more, may_see_batch
from allmende.commons.spaces.testing import Cast
from tests.matrix.tables import Ask

RULES = "allmende.commons.bulk.rules"
TABLE = """
rule          | case              |  guest  stranger  community  member  host  curator
may_see_batch | the curator's     |  404    404       404        404     404   yes
may_say_more  | the curator's     |  404    404       404        404     404   yes
may_say_more  | done              |  404    404       404        404     404   409
may_carry_out | the curator's     |  404    404       404        404     404   yes
may_carry_out | not weighed       |  404    404       404        404     404   409
may_carry_out | done              |  404    404       404        404     404   409
may_carry_out | nothing to do     |  404    404       404        404     404   409
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Say how each line is asked."""

    def batch(state: State, fits: int = 1) -> Batch:
        return Batch(actor=cast.eli, space=cast.community, deed="members.role", keys=["x"], state=state, fits=fits)

    weighed, waits, done = batch(State.WEIGHED), batch(State.WEIGHING), batch(State.DONE)
    return {
        ("may_see_batch", "the curator's"): lambda who: may_see_batch(who, weighed),
        ("may_say_more", "the curator's"): lambda who: may_say_more(who, weighed),
        ("may_say_more", "done"): lambda who: may_say_more(who, done),
        ("may_carry_out", "the curator's"): lambda who: may_carry_out(who, weighed),
        ("may_carry_out", "not weighed"): lambda who: may_carry_out(who, waits),
        ("may_carry_out", "done"): lambda who: may_carry_out(who, done),
        ("may_carry_out", "nothing to do"): lambda who: may_carry_out(who, batch(State.WEIGHED, 0)),
    }
