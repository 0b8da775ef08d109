"""Who may change how people sign in from elsewhere and elsewhere: those who run the node; nobody of the cast does."""

from __future__ import annotations

from allmende.commons.spaces.testing import Cast
from allmende.identity.signon.rules import may_operate
from tests.matrix.tables import Ask

RULES = "allmende.identity.signon.rules"
TABLE = """
rule        | case      |  guest  stranger  community  member  host  curator
may_operate | the node  |  404    404       404        404     404   404
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Say how each line is asked."""
    return {("may_operate", "the node"): may_operate}
