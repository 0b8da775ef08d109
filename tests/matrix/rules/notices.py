"""Who may reach everyone at once: two of different duties; Ada serves projects, Eli community, Ben communication."""

from __future__ import annotations

from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.commons.spaces.testing import Cast
from allmende.observers.notices.commands.vital import ask_vital, release_vital
from allmende.observers.notices.rules import may_ask_vital, may_confirm, may_release, may_withdraw_vital
from tests.matrix.tables import Ask

RULES = "allmende.observers.notices.rules"
TABLE = """
rule               | case                |  guest  stranger  community  member  host  curator
may_ask_vital      | the community       |  in     no        no         yes     yes   yes
may_release        | Ada's, the team     |  in     no        no         yes     no    yes
may_release        | one that went out   |  in     no        no         409     409   409
may_withdraw_vital | Ada's, the team     |  in     no        no         yes     yes   yes
may_withdraw_vital | one that went out   |  in     no        no         409     409   409
may_confirm        | one that went out   |  in     404       404        yes     yes   yes
may_confirm        | Ada's, not out yet  |  in     404       404        404     409   404
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    for actor, duty in ((cast.ada, Duty.PROJECTS), (cast.eli, Duty.COMMUNITY), (cast.ben, Duty.COMMUNICATION)):
        assign(cast.eli, cast.community, duty, actor)
    said = {"title": "No water", "text": "Do not drink it.", "reason": "The pipe broke this morning."}
    vital = ask_vital(cast.ada, cast.team, **said)
    out = release_vital(cast.eli, ask_vital(cast.ada, cast.team, **said))
    return {
        ("may_ask_vital", "the community"): lambda who: may_ask_vital(who, cast.community),
        ("may_release", "Ada's, the team"): lambda who: may_release(who, vital),
        ("may_release", "one that went out"): lambda who: may_release(who, out),
        ("may_withdraw_vital", "Ada's, the team"): lambda who: may_withdraw_vital(who, vital),
        ("may_withdraw_vital", "one that went out"): lambda who: may_withdraw_vital(who, out),
        ("may_confirm", "one that went out"): lambda who: may_confirm(who, out),
        ("may_confirm", "Ada's, not out yet"): lambda who: may_confirm(who, vital),
    }
