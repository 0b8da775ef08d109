"""Who may do what with methods and sessions: the card is the team's, Ada leads its sessions, Ben takes part."""

from __future__ import annotations

from datetime import timedelta

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.methods.commands import conclude, join, write_note
from allmende.rooms.methods.models import Session
from allmende.rooms.methods.rules import (
    may_change,
    may_dot,
    may_enter_results,
    may_hold,
    may_join,
    may_keep,
    may_lead,
    may_reach,
    may_remove_note,
    may_set_clock,
    may_sort,
    may_take_lead,
    may_write,
    may_write_note,
)
from allmende.rooms.methods.testing import lead_to, make_method, make_session
from tests.matrix.tables import Ask

RULES = "allmende.rooms.methods.rules"
TABLE = """
rule              | case                              |  guest  stranger  community  member  host  curator
may_write         | in the team                       |  in     no        no         no      yes   yes
may_change        | the team's card                   |  404    404       404        no      yes   yes
may_hold          | in the team                       |  in     no        no         yes     yes   yes
may_join          | planned                           |  404    404       404        yes     yes   yes
may_join          | over                              |  404    404       404        410     410   410
may_lead          | planned                           |  404    404       404        no      yes   yes
may_lead          | over                              |  404    404       404        no      410   410
may_take_lead     | writing                           |  404    404       404        409     409   yes
may_take_lead     | standing still for an hour        |  404    404       404        yes     409   yes
may_set_clock     | writing                           |  404    404       404        no      yes   yes
may_set_clock     | planned                           |  404    404       404        no      409   409
may_write_note    | writing                           |  404    404       404        yes     yes   no
may_write_note    | grouping                          |  404    404       404        409     409   no
may_remove_note   | Ben's                             |  404    404       404        yes     yes   yes
may_sort          | grouping                          |  404    404       404        yes     yes   yes
may_sort          | writing                           |  404    404       404        no      409   409
may_dot           | placing dots                      |  404    404       404        yes     yes   no
may_dot           | writing                           |  404    404       404        409     409   no
may_enter_results | planned                           |  404    404       404        no      yes   yes
may_keep          | over                              |  404    404       404        no      yes   yes
may_keep          | writing                           |  404    404       404        no      409   409
may_reach         | everyone, over                    |  404    404       404        no      yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    card = make_method(cast.ada, cast.team)

    def at(step: int | None) -> Session:
        session = make_session(cast.ada, cast.team, method=card)
        join(cast.ben, session)
        return session if step is None else lead_to(cast.ada, session, step)

    planned, writing, grouping, dots = at(None), at(1), at(4), at(5)
    over = conclude(cast.ada, at(1))
    with clock.frozen(NOON - timedelta(hours=1)):
        still = at(1)
    note = write_note(cast.ben, writing, 1, "A pond")
    return {
        ("may_write", "in the team"): lambda who: may_write(who, cast.team),
        ("may_change", "the team's card"): lambda who: may_change(who, card),
        ("may_hold", "in the team"): lambda who: may_hold(who, cast.team),
        ("may_join", "planned"): lambda who: may_join(who, planned),
        ("may_join", "over"): lambda who: may_join(who, over),
        ("may_lead", "planned"): lambda who: may_lead(who, planned),
        ("may_lead", "over"): lambda who: may_lead(who, over),
        ("may_take_lead", "writing"): lambda who: may_take_lead(who, writing),
        ("may_take_lead", "standing still for an hour"): lambda who: may_take_lead(who, still),
        ("may_set_clock", "writing"): lambda who: may_set_clock(who, writing),
        ("may_set_clock", "planned"): lambda who: may_set_clock(who, planned),
        ("may_write_note", "writing"): lambda who: may_write_note(who, writing),
        ("may_write_note", "grouping"): lambda who: may_write_note(who, grouping),
        ("may_remove_note", "Ben's"): lambda who: may_remove_note(who, writing, note),
        ("may_sort", "grouping"): lambda who: may_sort(who, grouping),
        ("may_sort", "writing"): lambda who: may_sort(who, writing),
        ("may_dot", "placing dots"): lambda who: may_dot(who, dots),
        ("may_dot", "writing"): lambda who: may_dot(who, writing),
        ("may_enter_results", "planned"): lambda who: may_enter_results(who, planned),
        ("may_keep", "over"): lambda who: may_keep(who, over),
        ("may_keep", "writing"): lambda who: may_keep(who, writing),
        ("may_reach", "everyone, over"): lambda who: may_reach(who, over, Layer.PUBLIC),
    }
