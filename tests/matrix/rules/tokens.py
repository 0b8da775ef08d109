"""Who gives what to a program: people for themselves, those who care for a space for its programs. Eli opened the team, so he is in it."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.commons.tokens.commands import make_token
from allmende.commons.tokens.rules import may_make_program_token, may_make_token, may_revoke_token
from tests.matrix.tables import Ask

RULES = "allmende.commons.tokens.rules"
TABLE = """
rule                   | case               |  guest  stranger  community  member  host  curator
may_make_token         | for everywhere     |  in     yes       yes        yes     yes   yes
may_make_token         | for the team       |  in     no        no         yes     yes   yes
may_make_program_token | of the team        |  in     no        no         no      yes   yes
may_revoke_token       | Ben's              |  in     404       404        yes     404   404
may_revoke_token       | the team's program |  in     404       404        404     yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    mine, _secret = make_token(cast.ben, name="Mine", scopes=["calls:read"], layer=Layer.TEAM, days=7)
    program, _secret = make_token(
        cast.ada, name="Ours", scopes=["calls:read"], layer=Layer.TEAM, days=7, space=cast.team, is_program=True
    )
    return {
        ("may_make_token", "for everywhere"): lambda who: may_make_token(who, None),
        ("may_make_token", "for the team"): lambda who: may_make_token(who, cast.team),
        ("may_make_program_token", "of the team"): lambda who: may_make_program_token(who, cast.team),
        ("may_revoke_token", "Ben's"): lambda who: may_revoke_token(who, mine),
        ("may_revoke_token", "the team's program"): lambda who: may_revoke_token(who, program),
    }
