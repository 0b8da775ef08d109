"""Who may do what in calls, and when. Ada holds them in the team for the whole community; Ben contributes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Verdict
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.commands import count_call, draft_call, draft_contribution, open_practice, tell_outcome
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.rules import (
    may_begin_for_real,
    may_change_call,
    may_change_vote,
    may_comment,
    may_contribute,
    may_count,
    may_draft_call,
    may_end_practice,
    may_import,
    may_publish_call,
    may_revise,
    may_tell_outcome,
    may_vote,
    may_withdraw,
)
from allmende.rooms.calls.testing import make_call, make_contribution, make_draft
from tests.matrix.tables import Ask

RULES = "allmende.rooms.calls.rules"
TABLE = """
rule             | case                           |  guest  stranger  community  member  host  curator
may_draft_call   | in the team                    |  in     no        no         no      yes   yes
may_draft_call   | in the community               |  in     no        no         no      no    yes
may_change_call  | Ada's draft                    |  404    404       404        404     yes   404
may_change_call  | while it is open               |  404    404       no         no      yes   yes
may_change_call  | once it is counted             |  404    404       no         no      409   409
may_change_vote  | before the vote                |  404    404       no         no      yes   yes
may_change_vote  | while people vote              |  404    404       no         no      409   409
may_publish_call | Ada's draft, complete          |  404    404       404        404     yes   404
may_publish_call | Ada's draft, without a brief   |  404    404       404        404     422   404
may_publish_call | one that is published          |  404    404       no         no      409   409
may_end_practice | Ada's practice in the team     |  404    404       404        no      yes   yes
may_end_practice | a call that counts             |  404    404       no         no      409   409
may_begin_for_real| Ada's practice in the team    |  404    404       404        no      yes   yes
may_begin_for_real| a call that counts            |  404    404       no         no      409   409
may_contribute   | to the practice                |  404    404       404        yes     yes   yes
may_comment      | the practice                   |  404    404       404        yes     yes   yes
may_contribute   | while contributions are taken  |  404    404       yes        yes     yes   yes
may_contribute   | while it is discussed          |  404    404       410        410     410   410
may_contribute   | to a call of the team          |  404    404       404        yes     yes   yes
may_revise       | Ben's draft, in time           |  404    404       404        yes     404   404
may_revise       | Ben's draft, too late          |  404    404       404        410     404   404
may_revise       | Ben's contribution, in time    |  404    404       no         yes     no    no
may_revise       | Ben's contribution, too late   |  404    404       no         410     no    no
may_withdraw     | Ben's draft                    |  404    404       404        409     404   404
may_withdraw     | Ben's contribution, in time    |  404    404       no         yes     no    no
may_withdraw     | Ben's contribution, too late   |  404    404       no         409     no    no
may_comment      | a call, while it is discussed  |  404    404       yes        yes     yes   yes
may_comment      | a contribution, with the result|  404    404       yes        yes     yes   yes
may_comment      | a call of the team             |  404    404       404        yes     yes   yes
may_vote         | before the vote                |  404    404       410        410     410   410
may_vote         | while people vote              |  404    404       yes        yes     yes   yes
may_vote         | after the vote                 |  404    404       410        410     410   410
may_count        | before the vote's end          |  404    404       no         no      409   409
may_count        | after the vote's end           |  404    404       no         no      yes   yes
may_count        | once it is counted             |  404    404       no         no      409   409
may_tell_outcome | before it is counted           |  404    404       no         no      409   409
may_tell_outcome | once it is counted             |  404    404       no         no      yes   yes
may_tell_outcome | once it is told                |  404    404       no         no      409   409
may_import       | into the team                  |  in     no        no         no      yes   yes
may_import       | into the community             |  in     no        no         no      no    yes
"""


def in_its_call(who: Reader, thing: Call | Contribution) -> Verdict:
    """Ask whether one may comment on a call, or on what was handed in to it."""
    return may_comment(who, thing, thing.call if isinstance(thing, Contribution) else thing)


def at(weeks: float, ask: Callable[..., Verdict], thing: Call | Contribution) -> Ask:
    """Ask so many weeks after the beginning: the first is for contributions, then a week's discussion, a week's vote."""

    def asked(who: Reader) -> Verdict:
        with clock.frozen(NOON + timedelta(weeks=weeks)):
            return ask(who, type(thing).objects.select_related("audience").get(id=thing.id))

    return asked


def ended(cast: Cast) -> tuple[Call, Call]:
    """Return a call that has been counted, and one whose outcome has been told."""
    calls = [make_call(cast.ada, cast.team, layer=Layer.COMMUNITY) for _ in range(2)]
    for call in calls:
        make_contribution(cast.ben, call)
    with clock.frozen(NOON + timedelta(weeks=3.5)):
        for call in calls:
            count_call(cast.ada, Call.objects.get(id=call.id))
        tell_outcome(cast.ada, Call.objects.get(id=calls[1].id), "The pond is dug. Thanks to you all!")
    return calls[0], calls[1]


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    team, community = cast.team, cast.community
    call, inside = make_call(cast.ada, team, layer=Layer.COMMUNITY), make_call(cast.ada, team)
    whole, bare = make_draft(cast.ada, team), draft_call(cast.ada, team, title="A cooler yard")
    pond, draft = make_contribution(cast.ben, call), draft_contribution(cast.ben, call, title="A brook")
    counted, told = ended(cast)
    practice = open_practice(cast.ada, make_draft(cast.ada, team))
    return {
        ("may_draft_call", "in the team"): lambda who: may_draft_call(who, team),
        ("may_draft_call", "in the community"): lambda who: may_draft_call(who, community),
        ("may_change_call", "Ada's draft"): at(0, may_change_call, whole),
        ("may_change_call", "while it is open"): at(0.5, may_change_call, call),
        ("may_change_call", "once it is counted"): at(3.6, may_change_call, counted),
        ("may_change_vote", "before the vote"): at(1.5, may_change_vote, call),
        ("may_change_vote", "while people vote"): at(2.5, may_change_vote, call),
        ("may_publish_call", "Ada's draft, complete"): at(0, may_publish_call, whole),
        ("may_publish_call", "Ada's draft, without a brief"): at(0, may_publish_call, bare),
        ("may_publish_call", "one that is published"): at(0.5, may_publish_call, call),
        ("may_end_practice", "Ada's practice in the team"): at(0.5, may_end_practice, practice),
        ("may_end_practice", "a call that counts"): at(0.5, may_end_practice, call),
        ("may_begin_for_real", "Ada's practice in the team"): at(0.5, may_begin_for_real, practice),
        ("may_begin_for_real", "a call that counts"): at(0.5, may_begin_for_real, call),
        ("may_contribute", "to the practice"): at(0.5, may_contribute, practice),
        ("may_comment", "the practice"): at(0.5, in_its_call, practice),
        ("may_contribute", "while contributions are taken"): at(0.5, may_contribute, call),
        ("may_contribute", "while it is discussed"): at(1.5, may_contribute, call),
        ("may_contribute", "to a call of the team"): at(0.5, may_contribute, inside),
        ("may_revise", "Ben's draft, in time"): at(0.5, may_revise, draft),
        ("may_revise", "Ben's draft, too late"): at(1.5, may_revise, draft),
        ("may_revise", "Ben's contribution, in time"): at(1.5, may_revise, pond),
        ("may_revise", "Ben's contribution, too late"): at(2.5, may_revise, pond),
        ("may_withdraw", "Ben's draft"): at(0.5, may_withdraw, draft),
        ("may_withdraw", "Ben's contribution, in time"): at(1.5, may_withdraw, pond),
        ("may_withdraw", "Ben's contribution, too late"): at(2.5, may_withdraw, pond),
        ("may_comment", "a call, while it is discussed"): at(1.5, in_its_call, call),
        ("may_comment", "a contribution, with the result"): at(3.5, in_its_call, pond),
        ("may_comment", "a call of the team"): at(0.5, in_its_call, inside),
        ("may_vote", "before the vote"): at(1.5, may_vote, call),
        ("may_vote", "while people vote"): at(2.5, may_vote, call),
        ("may_vote", "after the vote"): at(3.5, may_vote, call),
        ("may_count", "before the vote's end"): at(2.5, may_count, call),
        ("may_count", "after the vote's end"): at(3.5, may_count, call),
        ("may_count", "once it is counted"): at(3.6, may_count, counted),
        ("may_tell_outcome", "before it is counted"): at(3.5, may_tell_outcome, call),
        ("may_tell_outcome", "once it is counted"): at(3.6, may_tell_outcome, counted),
        ("may_tell_outcome", "once it is told"): at(3.6, may_tell_outcome, told),
        ("may_import", "into the team"): lambda who: may_import(who, team),
        ("may_import", "into the community"): lambda who: may_import(who, community),
    }
