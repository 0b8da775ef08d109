"""Who makes contributions with others, looks first, and suggests: Ben's pond, handed in to Ada's call for the whole community."""

from __future__ import annotations

from datetime import timedelta

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import team
from allmende.rooms.calls.commands.suggesting import suggest
from allmende.rooms.calls.rules import (
    may_answer_suggestion,
    may_look,
    may_name_authors,
    may_share_out,
    may_suggest,
    may_take_out,
)
from allmende.rooms.calls.testing import make_call, make_contribution
from tests.matrix.tables import Ask

RULES = "allmende.rooms.calls.rules"
TABLE = """
rule                  | case                       |  guest  stranger  community  member  host  curator
may_name_authors      | Ben's, made with Finn      |  404    404       yes        yes     no    no
may_share_out         | Ben's, made with Finn      |  404    404       yes        yes     no    no
may_share_out         | Ben's, made alone          |  404    404       no         409     no    no
may_look              | Ben's that waits           |  404    404       404        no      yes   yes
may_look              | Ben's that is in           |  404    404       no         no      409   409
may_take_out          | Ben's that is in           |  404    404       no         no      yes   yes
may_take_out          | Ben's that waits           |  404    404       404        no      409   409
may_suggest           | Ben's, made with Finn      |  404    404       409        409     yes   yes
may_answer_suggestion | for Ben's, made with Finn  |  404    404       yes        yes     no    no
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    with clock.frozen(NOON - timedelta(days=3)):
        call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
        held = make_contribution(cast.ben, make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, looks_first=True))
        pond, alone = make_contribution(cast.ben, call), make_contribution(cast.ben, call, title="A bench")
        team.ask_in(cast.ben, pond, cast.finn)
        team.answer(cast.finn, pond, joins=True)
        made = suggest(cast.ada, pond, "the frogs", "the newts")
        made.contribution = pond
    return {
        ("may_name_authors", "Ben's, made with Finn"): lambda who: may_name_authors(who, pond),
        ("may_share_out", "Ben's, made with Finn"): lambda who: may_share_out(who, pond),
        ("may_share_out", "Ben's, made alone"): lambda who: may_share_out(who, alone),
        ("may_look", "Ben's that waits"): lambda who: may_look(who, held),
        ("may_look", "Ben's that is in"): lambda who: may_look(who, alone),
        ("may_take_out", "Ben's that is in"): lambda who: may_take_out(who, alone),
        ("may_take_out", "Ben's that waits"): lambda who: may_take_out(who, held),
        ("may_suggest", "Ben's, made with Finn"): lambda who: may_suggest(who, pond),
        ("may_answer_suggestion", "for Ben's, made with Finn"): lambda who: may_answer_suggestion(who, made),
    }
