"""Who may read the journal as it is. Nobody of the cast runs the node."""

from __future__ import annotations

from allmende.commons.spaces.testing import Cast
from allmende.observers.audit.rules import may_export_journal, may_read_journal, may_verify
from tests.matrix.tables import Ask

RULES = "allmende.observers.audit.rules"
TABLE = """
rule             | case             |  guest  stranger  community  member  host  curator
may_read_journal | of the team      |  in     no        no         no      no    yes
may_read_journal | of the community |  in     no        no         no      no    yes
may_read_journal | of the node      |  in     no        no         no      no    no
may_export_journal | of the community |  in     no        no         no      no    yes
may_export_journal | of the node      |  in     no        no         no      no    no
may_verify       | the whole        |  in     no        no         no      no    no
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Say how each line is asked."""
    return {
        ("may_read_journal", "of the team"): lambda who: may_read_journal(who, cast.team),
        ("may_read_journal", "of the community"): lambda who: may_read_journal(who, cast.community),
        ("may_read_journal", "of the node"): lambda who: may_read_journal(who, None),
        ("may_export_journal", "of the community"): lambda who: may_export_journal(who, cast.community),
        ("may_export_journal", "of the node"): lambda who: may_export_journal(who, None),
        ("may_verify", "the whole"): may_verify,
    }
