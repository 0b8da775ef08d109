"""Who may do what with the phases of a community, which Eli curates."""

from __future__ import annotations

from allmende.commons.spaces.testing import Cast
from allmende.commons.stages.rules import may_keep_stages, may_see_criteria
from tests.matrix.tables import Ask

RULES = "allmende.commons.stages.rules"
TABLE = """
rule             | case          |  guest  stranger  community  member  host  curator
may_see_criteria | the community |  in     no        yes        yes     yes   yes
may_keep_stages  | the community |  in     no        no         no      no    yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    return {
        ("may_see_criteria", "the community"): lambda who: may_see_criteria(who, cast.community),
        ("may_keep_stages", "the community"): lambda who: may_keep_stages(who, cast.community),
    }
