"""Who has secret addresses of feeds, and what they open. The address is Ben's."""

from __future__ import annotations

from allmende.commons.spaces.testing import Cast
from allmende.observers.syndication.commands import make_address
from allmende.observers.syndication.rules import may_change_address, may_make_address, may_read_by_address
from tests.matrix.tables import Ask

RULES = "allmende.observers.syndication.rules"
TABLE = """
rule                | case          |  guest  stranger  community  member  host  curator
may_make_address    | the community |  in     no        yes        yes     yes   yes
may_change_address  | Ben's         |  404    404       404        yes     404   404
may_read_by_address | one's own     |  404    404       yes        yes     yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    address, _token = make_address(cast.ben, cast.community, "Reader")
    return {
        ("may_make_address", "the community"): lambda who: may_make_address(who, cast.community),
        ("may_change_address", "Ben's"): lambda who: may_change_address(who, address),
        ("may_read_by_address", "one's own"): lambda who: may_read_by_address(who, cast.community),
    }
