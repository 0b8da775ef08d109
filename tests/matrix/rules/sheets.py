"""Who takes which list along, and fetches the file. The file is Ben's; the call is open."""

from __future__ import annotations

from datetime import timedelta

from allmende.commons.sheets.models import Export
from allmende.commons.sheets.rules import may_fetch, may_take_along
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.doors import sheets
from tests.matrix.tables import Ask

RULES = "allmende.commons.sheets.rules"
TABLE = """
rule           | case                  |  guest  stranger  community  member  host  curator
may_take_along | calls                 |  in     yes       yes        yes     yes   yes
may_take_along | contributions, no call |  in     404       404        404     404   404
may_take_along | people                |  in     no        no         no      no    yes
may_take_along | members of the team   |  in     404       no         no      no    yes
may_take_along | one's own bin         |  in     yes       yes        yes     yes   yes
may_take_along | the team's bin        |  in     404       no         no      no    yes
may_take_along | nominations           |  in     no        no         no      yes   yes
may_fetch      | Ben's file            |  404    404       404        yes     404   404
may_fetch      | Ben's, over           |  404    404       404        410     404   404
may_fetch      | Ben's, not ready      |  404    404       404        409     404   404
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    later, over = clock.now() + timedelta(hours=1), clock.now() - timedelta(hours=1)
    common = {"actor": cast.ben, "root": cast.community, "sheet": "people", "form": "csv", "language": "en"}
    file, gone, begun = (
        Export(**common, expires=expires, ready=ready)
        for expires, ready in ((later, over), (over, over), (later, None))
    )
    team = {"space": cast.team.slug}
    taken = {
        "calls": ("calls", {}), "contributions, no call": ("contributions", {"call": "none"}), "people": ("people", {}),
        "members of the team": ("members", team), "one's own bin": ("bin", {}), "the team's bin": ("bin", team),
        "nominations": ("nominations", {}),
    }  # fmt: skip
    lists = {
        ("may_take_along", case): lambda who, key=key, query=query: may_take_along(
            who, cast.community, sheets()[key], query
        )
        for case, (key, query) in taken.items()
    }
    return lists | {
        ("may_fetch", "Ben's file"): lambda who: may_fetch(who, file),
        ("may_fetch", "Ben's, over"): lambda who: may_fetch(who, gone),
        ("may_fetch", "Ben's, not ready"): lambda who: may_fetch(who, begun),
    }
