"""Who may set, hold and survey trust, and who decides about people.

Nobody holds a duty, so Eli, the curator, stands in for all four; a second curator, Iris, proposed to exclude Ben.
"""

from __future__ import annotations

from allmende.commons.duties.models import Duty
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import Cast, make_member
from allmende.identity.accounts.testing import make_person
from allmende.people.trust.commands import (
    appeal,
    confirm_exclusion,
    propose_exclusion,
    warn,
    withdraw_measure,
)
from allmende.people.trust.models import Measure
from allmende.people.trust.queries.measures import measure_by
from allmende.people.trust.rules import (
    may_appeal,
    may_confirm_exclusion,
    may_decide_appeal,
    may_lock_level,
    may_propose_exclusion,
    may_see_measure,
    may_see_measures,
    may_see_standing,
    may_set_rungs,
    may_survey,
    may_take_measure,
    may_thank,
    may_withdraw_measure,
)
from tests.matrix.tables import Ask

RULES = "allmende.people.trust.rules"
WHY = "There were insults, and talking did not help."
TABLE = """
rule                  | case                            |  guest  stranger  community  member  host  curator
may_see_standing      | one's own                       |  in     no        yes        yes     yes   yes
may_set_rungs         | of the community                |  in     no        no         no      no    yes
may_lock_level        | Ben's                           |  in     no        no         no      no    yes
may_lock_level        | Eli's                           |  in     no        no         no      no    no
may_thank             | Ben                             |  in     no        yes        no      yes   yes
may_thank             | Dora, from elsewhere            |  in     no        409        409     409   409
may_survey            | the community                   |  in     no        no         no      no    yes
may_take_measure      | about Ben                       |  in     no        no         no      no    yes
may_take_measure      | about Eli                       |  in     no        no         no      no    no
may_take_measure      | about Dora, from elsewhere      |  in     no        no         no      no    409
may_propose_exclusion | of Ben                          |  in     no        no         no      no    yes
may_propose_exclusion | of Eli                          |  in     no        no         no      no    no
may_confirm_exclusion | Ben's, proposed by Iris         |  in     no        no         no      no    yes
may_confirm_exclusion | Finn's, proposed by Eli         |  in     no        no         no      no    no
may_confirm_exclusion | a warning of Ben's              |  in     no        no         no      no    409
may_withdraw_measure  | Ben's, proposed by Iris         |  in     no        no         no      no    yes
may_withdraw_measure  | Jan's, which stands             |  in     no        no         no      no    409
may_withdraw_measure  | a warning, taken back           |  in     no        no         no      no    409
may_appeal            | a warning of Ben's              |  404    404       404        yes     404   404
may_appeal            | a warning, taken back           |  404    404       404        409     404   404
may_decide_appeal     | Jan's, whom Iris and Eli sent   |  in     no        no         no      no    no
may_decide_appeal     | Ben's, whom Iris warned         |  in     no        no         no      no    yes
may_decide_appeal     | a warning without an appeal     |  in     no        no         no      no    409
may_see_measure       | Ben's, proposed by Iris         |  404    404       404        404     404   yes
may_see_measure       | a warning of Ben's              |  404    404       404        yes     404   yes
may_see_measures      | of the community                |  in     no        no         no      no    yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    root = cast.community
    iris = make_member(root, make_person("Iris Feld"), Role.CURATOR)
    jan = make_member(root, make_person("Jan Moor"))
    proposal = propose_exclusion(iris, root, cast.ben, WHY, Duty.COMMUNITY)
    finns = propose_exclusion(cast.eli, root, cast.finn, WHY, Duty.COMMUNITY)
    jans = confirm_exclusion(cast.eli, propose_exclusion(iris, root, jan, WHY, Duty.COMMUNITY))
    appeal(jan, jans, "I see it otherwise.")
    warning, back, heard = (warn(iris, root, cast.ben, f"{WHY} {n}") for n in range(3))
    withdraw_measure(iris, back)
    appeal(cast.ben, heard, "I see it otherwise.")

    def now(measure: Measure) -> Measure:
        return measure_by(measure.id, root) or measure

    jans, warning, back, heard = now(jans), now(warning), now(back), now(heard)
    return {
        ("may_see_standing", "one's own"): lambda who: may_see_standing(who, root),
        ("may_set_rungs", "of the community"): lambda who: may_set_rungs(who, root),
        ("may_lock_level", "Ben's"): lambda who: may_lock_level(who, root, cast.ben),
        ("may_lock_level", "Eli's"): lambda who: may_lock_level(who, root, cast.eli),
        ("may_thank", "Ben"): lambda who: may_thank(who, root, cast.ben),
        ("may_thank", "Dora, from elsewhere"): lambda who: may_thank(who, root, cast.dora),
        ("may_survey", "the community"): lambda who: may_survey(who, root),
        ("may_take_measure", "about Ben"): lambda who: may_take_measure(who, root, cast.ben),
        ("may_take_measure", "about Eli"): lambda who: may_take_measure(who, root, cast.eli),
        ("may_take_measure", "about Dora, from elsewhere"): lambda who: may_take_measure(who, root, cast.dora),
        ("may_propose_exclusion", "of Ben"): lambda who: may_propose_exclusion(who, root, cast.ben),
        ("may_propose_exclusion", "of Eli"): lambda who: may_propose_exclusion(who, root, cast.eli),
        ("may_confirm_exclusion", "Ben's, proposed by Iris"): lambda who: may_confirm_exclusion(who, proposal),
        ("may_confirm_exclusion", "Finn's, proposed by Eli"): lambda who: may_confirm_exclusion(who, finns),
        ("may_confirm_exclusion", "a warning of Ben's"): lambda who: may_confirm_exclusion(who, warning),
        ("may_withdraw_measure", "Ben's, proposed by Iris"): lambda who: may_withdraw_measure(who, proposal),
        ("may_withdraw_measure", "Jan's, which stands"): lambda who: may_withdraw_measure(who, jans),
        ("may_withdraw_measure", "a warning, taken back"): lambda who: may_withdraw_measure(who, back),
        ("may_appeal", "a warning of Ben's"): lambda who: may_appeal(who, warning),
        ("may_appeal", "a warning, taken back"): lambda who: may_appeal(who, back),
        ("may_decide_appeal", "Jan's, whom Iris and Eli sent"): lambda who: may_decide_appeal(who, jans),
        ("may_decide_appeal", "Ben's, whom Iris warned"): lambda who: may_decide_appeal(who, heard),
        ("may_decide_appeal", "a warning without an appeal"): lambda who: may_decide_appeal(who, warning),
        ("may_see_measure", "Ben's, proposed by Iris"): lambda who: may_see_measure(who, proposal),
        ("may_see_measure", "a warning of Ben's"): lambda who: may_see_measure(who, warning),
        ("may_see_measures", "of the community"): lambda who: may_see_measures(who, root),
    }
