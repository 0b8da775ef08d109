"""Who may do what on the pages of trust. Iris, a second curator, proposed to exclude Finn and warned Ben, who appealed."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.duties.models import Duty
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.people.trust.commands import appeal, propose_exclusion, warn
from tests.matrix.asking import Request, differences, routes_in

WHY = "There were insults, and talking did not help."
TABLE = """
route                       | case           |  guest  stranger  community  member  host  curator
trust:mine GET              | one's own      |  403    403       200        200     200   200
trust:around GET            | one's own      |  403    403       200        200     200   200
trust:levels GET            | the community  |  403    403       403        403     403   200
trust:levels POST           | the community  |  403    403       403        403     403   302
trust:graph GET             | the community  |  403    403       403        403     403   200
trust:measures GET          | the community  |  403    403       403        403     403   200
trust:measure GET           | Ben's warning  |  403    404       404        200     404   200
trust:measure GET           | Finn's         |  403    404       404        404     404   200
trust:confirmation POST     | Finn's         |  403    404       404        404     404   302
trust:measure_removal POST  | Finn's         |  403    404       404        404     404   302
trust:appeal POST           | Ben's second   |  403    404       404        302     404   404
trust:answer POST           | Ben's warning  |  403    404       404        403     404   302
trust:thank GET             | Ben            |  403    404       200        403     200   200
trust:thank POST            | Ben            |  403    404       302        403     302   302
trust:lock GET              | Ben            |  403    404       403        403     403   200
trust:lock POST             | Ben            |  403    404       403        403     403   302
trust:unlock POST           | Ben            |  403    404       403        403     403   302
trust:new_measure GET       | Ben            |  403    404       403        403     403   200
trust:new_measure POST      | Ben            |  403    404       403        403     403   302
"""

ROUTES = routes_in(TABLE)

LEVELS = {
    f"l{level}-{field}": str(value)
    for level, people in enumerate((0, 3, 5, 9))
    for field, value in (("enter", people), ("enter_young", people), ("nominations", level))
}


def test_who_may(cast: Any) -> None:
    with clock.frozen(NOON):
        iris = make_member(cast.community, make_person("Iris Feld"), Role.CURATOR)
        proposal = propose_exclusion(iris, cast.community, cast.finn, WHY, Duty.COMMUNITY)
        warning, second = (warn(iris, cast.community, cast.ben, f"{WHY} {n}") for n in range(2))
        appeal(cast.ben, warning, "I see it otherwise.")
        sent = {
            "trust:levels POST": LEVELS,
            "trust:appeal POST": {"text": "I see it otherwise."},
            "trust:answer POST": {"grants": "no", "answer": "We have looked again."},
            "trust:thank POST": {"text": "Thank you for staying."},
            "trust:lock POST": {"level": "1", "until": "2026-03-09", "reason": "For a week."},
            "trust:new_measure POST": {"kind": "warning", "reason": WHY},
        }
        about = {
            "Ben's warning": warning.id, "Ben's second": second.id, "Finn's": proposal.id, "Ben": "ben-roth",
        }  # fmt: skip
        lines = [line.split("|")[:2] for line in TABLE.strip().splitlines()[1:]]
        requests = {
            (verb.strip(), case.strip()): Request(
                reverse(verb.split()[0], args=[about[case.strip()]] if case.strip() in about else []),
                sent.get(verb.strip()),
            )
            for verb, case in lines
        }
        assert differences(TABLE, cast, requests) == []
