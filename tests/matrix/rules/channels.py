"""Who keeps outside channels, and who chooses among them. The post is Ben's, of the team."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast, make_note
from allmende.observers.channels.rules import may_choose_channels, may_keep_channels
from tests.matrix.tables import Ask

RULES = "allmende.observers.channels.rules"
TABLE = """
rule                | case          |  guest  stranger  community  member  host  curator
may_keep_channels   | the community |  in     no        no         no      no    yes
may_keep_channels   | the team      |  in     no        no         no      no    yes
may_choose_channels | Ben's note    |  in     no        no         yes     no    yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    note = make_note(cast.team, cast.ben, layer=Layer.TEAM)
    return {
        ("may_keep_channels", "the community"): lambda who: may_keep_channels(who, cast.community),
        ("may_keep_channels", "the team"): lambda who: may_keep_channels(who, cast.team),
        ("may_choose_channels", "Ben's note"): lambda who: may_choose_channels(who, note, cast.team),
    }
