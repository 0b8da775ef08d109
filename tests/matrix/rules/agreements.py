"""Who reads papers: what Ben signed for Ada's call, and a deed by which he gave rights."""

from __future__ import annotations

from allmende.commons.agreements.commands import Work, make_deed
from allmende.commons.agreements.queries import deed_at
from allmende.commons.agreements.rules import may_read_deed, may_read_signature
from allmende.commons.agreements.testing import make_agreement
from allmende.commons.consent.commands.signing import sign
from allmende.commons.consent.queries.signing import latest_of_each
from allmende.commons.spaces.testing import Cast, make_note
from allmende.foundation.money import Money
from tests.matrix.tables import Ask

RULES = "allmende.commons.agreements.rules"
TABLE = """
rule               | case             |  guest  stranger  community  member  host  curator
may_read_signature | Ben's            |  404    404       404        yes     404   yes
may_read_deed      | Ben's, in a team |  404    404       404        yes     yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    (version,) = latest_of_each([make_agreement(cast.eli, cast.community).id])
    signature = sign(cast.ben, version, "Ben Roth")
    signature.version = version
    made = make_deed(
        cast.ada, Work(make_note(cast.team, cast.ben), "0" * 64, 1, "A call"), award=None, taker="Orchard House",
        consideration=Money(50_000), language="en",
    )  # fmt: skip
    deed = deed_at(made.id)
    assert deed is not None
    return {
        ("may_read_signature", "Ben's"): lambda who: may_read_signature(who, signature),
        ("may_read_deed", "Ben's, in a team"): lambda who: may_read_deed(who, deed),
    }
