"""Who may ask about others, and about whom. Dora is no member of the community."""

from __future__ import annotations

from allmende.commons.spaces.testing import Cast
from allmende.people.reasons.rules import may_ask_about, may_ask_why
from tests.matrix.tables import Ask

RULES = "allmende.people.reasons.rules"
TABLE = """
rule          | case                         |  guest  stranger  community  member  host  curator
may_ask_why   | in the community             |  in     no        no         no      no    yes
may_ask_why   | in the team                  |  in     no        no         no      no    yes
may_ask_about | Ben, in the team             |  in     no        no         no      no    yes
may_ask_about | Dora, a stranger             |  in     no        no         no      no    no
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Say how each line is asked."""
    return {
        ("may_ask_why", "in the community"): lambda who: may_ask_why(who, cast.community),
        ("may_ask_why", "in the team"): lambda who: may_ask_why(who, cast.team),
        ("may_ask_about", "Ben, in the team"): lambda who: may_ask_about(who, cast.ben, cast.team),
        ("may_ask_about", "Dora, a stranger"): lambda who: may_ask_about(who, cast.dora, cast.community),
    }
