"""Who may look people up, keep a search and take a list along. The search is Ben's."""

from __future__ import annotations

from allmende.commons.spaces.testing import Cast
from allmende.people.directory.commands import save_search
from allmende.people.directory.queries.search import Search
from allmende.people.directory.rules import may_export, may_look_up, may_save_search, may_use_search
from tests.matrix.tables import Ask

RULES = "allmende.people.directory.rules"
TABLE = """
rule            | case          |  guest  stranger  community  member  host  curator
may_look_up     | the community |  in     no        yes        yes     yes   yes
may_save_search | the community |  in     no        yes        yes     yes   yes
may_export      | the community |  in     no        no         no      no    yes
may_use_search  | Ben's         |  404    404       404        yes     404   404
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    search = save_search(cast.ben, cast.community, "All", Search())
    return {
        ("may_look_up", "the community"): lambda who: may_look_up(who, cast.community),
        ("may_save_search", "the community"): lambda who: may_save_search(who, cast.community),
        ("may_export", "the community"): lambda who: may_export(who, cast.community),
        ("may_use_search", "Ben's"): lambda who: may_use_search(who, search),
    }
