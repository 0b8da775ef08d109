"""Who may answer, agree and leave: Ben's note of the team, which Ada makes with him, and to which Eli is asked."""

from __future__ import annotations

from allmende.commons.authorship.commands import answer_invitation, invite_author
from allmende.commons.authorship.rules import may_agree, may_answer, may_leave
from allmende.commons.spaces.testing import Cast, make_note
from tests.matrix.tables import Ask

RULES = "allmende.commons.authorship.rules"
TABLE = """
rule       | case          |  guest  stranger  community  member  host  curator
may_answer | a team's note |  404    404       404        no      no    yes
may_agree  | a team's note |  404    404       404        yes     yes   no
may_leave  | a team's note |  404    404       404        409     yes   no
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    note = make_note(cast.team, cast.ben)
    invite_author(cast.ben, note, cast.ada)
    answer_invitation(cast.ada, note, joins=True)
    invite_author(cast.ben, note, cast.eli)
    rules = {"may_answer": may_answer, "may_agree": may_agree, "may_leave": may_leave}
    return {(name, "a team's note"): lambda who, rule=rule: rule(who, note) for name, rule in rules.items()}  # type: ignore[misc]
