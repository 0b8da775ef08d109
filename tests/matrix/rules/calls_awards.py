"""Who says in a call what there is to win, and who gives it. Ada holds it in the team for the whole community; Ben contributes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Verdict
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.commands import Pick, decide_awards, give_awards, tell_outcome
from allmende.rooms.calls.models import Award, Call, Prize, PrizeKind
from allmende.rooms.calls.rules import (
    may_answer_campaign,
    may_award,
    may_choose_winners,
    may_end_contributions,
    may_plan_prizes,
    may_read_deed_of,
    may_set_campaign,
    may_support,
    may_take_back_prize,
)
from allmende.rooms.calls.testing import make_call, make_campaign, make_contribution, make_draft, make_prizes
from tests.matrix.tables import Ask

RULES = "allmende.rooms.calls.rules"
TABLE = """
rule             | case                           |  guest  stranger  community  member  host  curator
may_plan_prizes  | Ada's draft                    |  404    404       404        404     yes   404
may_plan_prizes  | while contributions are taken  |  404    404       no         no      yes   yes
may_plan_prizes  | once the outcome is told       |  404    404       no         no      409   409
may_award        | while contributions are taken  |  404    404       no         no      409   409
may_award        | once they are in               |  404    404       no         no      yes   yes
may_award        | where there is nothing to win  |  404    404       no         no      409   409
may_choose_winners | once they are in             |  404    404       no         no      yes   yes
may_end_contributions | while they are taken      |  404    404       no         no      409   409
may_end_contributions | once they are in          |  404    404       no         no      yes   yes
may_end_contributions | once the outcome is told  |  404    404       no         no      yes   yes
may_set_campaign | Ada's draft                    |  404    404       404        404     yes   404
may_set_campaign | while it is supported          |  404    404       no         no      409   409
may_support      | while it is supported          |  404    404       yes        yes     yes   yes
may_support      | after its time                 |  404    404       410        410     410   410
may_support      | a call that is no campaign     |  404    404       409        409     409   409
may_answer_campaign | while it is supported       |  404    404       no         no      yes   yes
may_answer_campaign | a call that is no campaign  |  404    404       no         no      409   409
may_take_back_prize | once it was given           |  404    404       no         no      yes   yes
may_read_deed_of | Ben's prize                    |  404    404       404        yes     yes   yes
"""


def at(weeks: float, ask: Callable[[Reader, Call], Verdict], call: Call) -> Ask:
    """Ask so many weeks after the beginning: the first is for contributions, then a week's discussion; there is no vote."""

    def asked(who: Reader) -> Verdict:
        with clock.frozen(NOON + timedelta(weeks=weeks)):
            return ask(who, Call.objects.select_related("audience").get(id=call.id))

    return asked


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    call, told = (make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, vote=False, budget=None) for _ in range(2))
    hall = make_campaign(cast.ada, cast.team, layer=Layer.COMMUNITY)
    make_prizes(cast.ada, call)
    pond = make_contribution(cast.ben, call, cost=None)
    with clock.frozen(NOON + timedelta(weeks=1.5)):
        decide_awards(cast.ada, call, {Prize.objects.get(call=call, kind=PrizeKind.JURY).id: [Pick(pond.id)]})
        give_awards(cast.ada, call)
    won = Award.objects.select_related("call__audience", "call__place__root").get()
    with clock.frozen(NOON + timedelta(weeks=2.5)):
        tell_outcome(cast.ada, told, "The pond is dug. Thanks to you all!")
    return {
        ("may_plan_prizes", "Ada's draft"): at(0, may_plan_prizes, make_draft(cast.ada, cast.team)),
        ("may_plan_prizes", "while contributions are taken"): at(0.5, may_plan_prizes, call),
        ("may_plan_prizes", "once the outcome is told"): at(2.6, may_plan_prizes, told),
        ("may_award", "while contributions are taken"): at(0.5, may_award, call),
        ("may_award", "once they are in"): at(1.5, may_award, call),
        ("may_award", "where there is nothing to win"): at(2.6, may_award, told),
        ("may_choose_winners", "once they are in"): at(1.5, may_choose_winners, call),
        ("may_end_contributions", "while they are taken"): at(0.5, may_end_contributions, call),
        ("may_end_contributions", "once they are in"): at(1.5, may_end_contributions, call),
        ("may_end_contributions", "once the outcome is told"): at(2.6, may_end_contributions, told),
        ("may_set_campaign", "Ada's draft"): at(0, may_set_campaign, make_draft(cast.ada, cast.team)),
        ("may_set_campaign", "while it is supported"): at(0.5, may_set_campaign, hall),
        ("may_support", "while it is supported"): at(0.5, may_support, hall),
        ("may_support", "after its time"): at(4.5, may_support, hall),
        ("may_support", "a call that is no campaign"): at(0.5, may_support, call),
        ("may_answer_campaign", "while it is supported"): at(0.5, may_answer_campaign, hall),
        ("may_answer_campaign", "a call that is no campaign"): at(0.5, may_answer_campaign, call),
        ("may_read_deed_of", "Ben's prize"): lambda who: may_read_deed_of(who, won),
        ("may_take_back_prize", "once it was given"): at(1.6, may_take_back_prize, call),
    }
