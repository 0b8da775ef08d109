"""Who may bring people in, write to many, make one account of two, and act for someone. Berta has no account."""

from __future__ import annotations

from datetime import timedelta

from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation import clock
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.commands import make_actor
from allmende.identity.actors.models import Kind
from allmende.people.arrivals.commands.acting import note_consent, withdraw_consent
from allmende.people.arrivals.commands.merging import merge, undo_merge
from allmende.people.arrivals.rules import (
    may_act_for,
    may_do_for_another,
    may_import_people,
    may_invite_many,
    may_merge,
    may_note_consent,
    may_see_accounts,
    may_undo_merge,
    may_withdraw_consent,
)
from tests.matrix.tables import Ask

RULES = "allmende.people.arrivals.rules"
TABLE = """
rule                 | case                           |  guest  stranger  community  member  host  curator
may_import_people    | into the community             |  in     no        no         no      no    yes
may_import_people    | into the team                  |  422    422       422        422     422   422
may_invite_many      | into the community             |  in     no        no         no      no    yes
may_see_accounts     | of the community               |  in     no        no         no      no    yes
may_merge            | Kim and her twin               |  in     no        no         no      no    yes
may_merge            | Kim and Kim                    |  in     no        no         no      no    422
may_merge            | Eli and Kim                    |  in     no        no         no      no    no
may_merge            | Dora and Kim                   |  in     no        no         no      no    409
may_undo_merge       | yesterday's                    |  in     no        no         no      no    yes
may_undo_merge       | undone                         |  in     no        no         no      no    409
may_undo_merge       | of two months ago              |  in     no        no         no      no    410
may_note_consent     | Ben's                          |  in     no        no         yes     no    yes
may_note_consent     | Kim's, who withdrew it         |  in     no        no         no      no    no
may_note_consent     | Dora's, from outside           |  in     yes       no         no      no    404
may_withdraw_consent | Ben's                          |  in     no        no         yes     no    yes
may_act_for          | Berta                          |  in     no        no         no      no    yes
may_act_for          | Ben, who did not ask           |  in     no        no         no      no    no
may_act_for          | Uta, who asked                 |  in     no        no         no      no    yes
may_do_for_another   | a comment                      |  yes    yes       yes        yes     yes   yes
may_do_for_another   | a vote                         |  no     no        no         no      no    no
may_act_for          | Eli, who holds an office       |  in     no        no         no      no    409
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    home = cast.community
    kim, twin, uta, lou, max_, mia = (
        make_member(home, make_person(name)) for name in ("Kim A", "Kim B", "Uta Ott", "Lou Ott", "Max Ott", "Mia Ott")
    )
    berta = make_member(home, make_actor("Berta Alt", kind=Kind.MANAGED))
    for person in (kim, uta):
        note_consent(cast.eli, home, person, "On the phone")
    withdraw_consent(kim, home, kim)
    fresh = merge(cast.eli, home, uta, lou)
    undo_merge(cast.eli, undone := merge(cast.eli, home, uta, max_))
    undone.refresh_from_db()
    old = merge(cast.eli, home, uta, mia)
    old.at = clock.now() - timedelta(days=60)

    return {
        ("may_import_people", "into the community"): lambda who: may_import_people(who, home),
        ("may_import_people", "into the team"): lambda who: may_import_people(who, cast.team),
        ("may_invite_many", "into the community"): lambda who: may_invite_many(who, home),
        ("may_see_accounts", "of the community"): lambda who: may_see_accounts(who, home),
        ("may_merge", "Kim and her twin"): lambda who: may_merge(who, home, kim, twin),
        ("may_merge", "Kim and Kim"): lambda who: may_merge(who, home, kim, kim),
        ("may_merge", "Eli and Kim"): lambda who: may_merge(who, home, cast.eli, kim),
        ("may_merge", "Dora and Kim"): lambda who: may_merge(who, home, cast.dora, kim),
        ("may_undo_merge", "yesterday's"): lambda who: may_undo_merge(who, fresh),
        ("may_undo_merge", "undone"): lambda who: may_undo_merge(who, undone),
        ("may_undo_merge", "of two months ago"): lambda who: may_undo_merge(who, old),
        ("may_note_consent", "Ben's"): lambda who: may_note_consent(who, home, cast.ben),
        ("may_note_consent", "Kim's, who withdrew it"): lambda who: may_note_consent(who, home, kim),
        ("may_note_consent", "Dora's, from outside"): lambda who: may_note_consent(who, home, cast.dora),
        ("may_withdraw_consent", "Ben's"): lambda who: may_withdraw_consent(who, home, cast.ben),
        ("may_do_for_another", "a comment"): lambda who: may_do_for_another(is_ones_own=False),
        ("may_do_for_another", "a vote"): lambda who: may_do_for_another(is_ones_own=True),
        ("may_act_for", "Berta"): lambda who: may_act_for(who, home, berta),
        ("may_act_for", "Ben, who did not ask"): lambda who: may_act_for(who, home, cast.ben),
        ("may_act_for", "Uta, who asked"): lambda who: may_act_for(who, home, uta),
        ("may_act_for", "Eli, who holds an office"): lambda who: may_act_for(who, home, cast.eli),
    }
