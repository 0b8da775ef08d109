"""Who finds what in the back office: curators what they answer for; nobody of the cast runs the node."""

from __future__ import annotations

from allmende.commons.spaces.testing import Cast
from allmende.surfaces.backoffice import rules
from tests.matrix.tables import Ask

RULES = "allmende.surfaces.backoffice.rules"
TABLE = """
rule            | case                |  guest  stranger  community  member  host  curator
may_see_office  | of the community    |  404    404       404        404     404   yes
may_see_office  | before the founding |  404    404       404        404     404   404
may_see_node    | the node            |  404    404       404        404     404   404
may_see_members | of the community    |  404    404       404        404     404   yes
may_see_members | before the founding |  404    404       404        404     404   404
may_see_waste   | of the community    |  404    404       404        404     404   yes
may_see_waste   | before the founding |  404    404       404        404     404   404
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Say how each line is asked."""
    return {
        ("may_see_office", "of the community"): lambda who: rules.may_see_office(who, cast.community),
        ("may_see_office", "before the founding"): lambda who: rules.may_see_office(who, None),
        ("may_see_node", "the node"): lambda who: rules.may_see_node(who, cast.community),
        ("may_see_members", "of the community"): lambda who: rules.may_see_members(who, cast.community),
        ("may_see_members", "before the founding"): lambda who: rules.may_see_members(who, None),
        ("may_see_waste", "of the community"): lambda who: rules.may_see_waste(who, cast.community),
        ("may_see_waste", "before the founding"): lambda who: rules.may_see_waste(who, None),
    }
