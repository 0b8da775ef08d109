"""Who may write to whom. Ada, Ben and Eli are of the team, Eli curates, Finn only belongs to the community.

Ben wrote to Ada; Ada, Ben and Eli talk together, which Eli began; Finn, whom Ada doesn't know, asks her; the team has its conversation; Finn writes
with Meadow Ltd, which Ada represents.
"""

from __future__ import annotations

from collections.abc import Callable

from allmende.commons.spaces.testing import Cast
from allmende.foundation.verdicts import Verdict
from allmende.people.organisations.testing import make_organisation
from allmende.rooms.messages.commands import open_space_talk, write_to_body
from allmende.rooms.messages.models import Conversation
from allmende.rooms.messages.rules import (
    may_add,
    may_answer_request,
    may_begin,
    may_close,
    may_edit,
    may_gather,
    may_hand_over,
    may_leave,
    may_message,
    may_open_space_talk,
    may_remove,
    may_rename,
    may_send,
    may_take_out,
    may_write_at_once,
    may_write_to_body,
    people_in,
)
from allmende.rooms.messages.testing import make_talk
from tests.matrix.tables import Ask

RULES = "allmende.rooms.messages.rules"
TABLE = """
rule                | case                        |  guest  stranger  community  member  host  curator
may_message         | the community               |  in     no        yes        yes     yes   yes
may_begin           | Ben                         |  in     no        yes        409     yes   yes
may_begin           | Dora, of nowhere            |  in     no        no         no      no    no
may_write_at_once   | Ben                         |  in     no        no         409     yes   yes
may_write_at_once   | Finn                        |  in     no        409        no      no    yes
may_gather          | Ben and Finn                |  in     no        no         409     no    yes
may_send            | Ben to Ada                  |  in     404       404        yes     yes   404
may_send            | the three                   |  in     404       404        yes     yes   yes
may_send            | Finn to Ada                 |  in     404       409        404     yes   404
may_send            | the team                    |  in     404       404        yes     yes   yes
may_send            | Finn to Meadow Ltd          |  in     404       yes        404     yes   404
may_answer_request  | Finn to Ada                 |  in     404       no         404     yes   404
may_answer_request  | Ben to Ada                  |  in     404       404        409     409   404
may_close           | Ben to Ada                  |  in     404       404        yes     yes   404
may_edit            | Ben's words to Ada          |  in     404       404        yes     no    404
may_remove          | Ben's words to Ada          |  in     404       404        yes     no    404
may_rename          | the three                   |  in     404       404        yes     yes   yes
may_rename          | Ben to Ada                  |  in     404       404        409     409   404
may_leave           | the three                   |  in     404       404        yes     yes   yes
may_leave           | the team                    |  in     404       404        409     409   409
may_take_out        | Ben, from the three         |  in     404       404        no      no    yes
may_add             | Finn, to the three          |  409    409       409        no      no    yes
may_open_space_talk | the team                    |  in     no        no         yes     yes   yes
may_open_space_talk | the community               |  in     no        409        409     409   409
may_write_to_body   | Meadow Ltd                  |  in     no        yes        yes     yes   yes
may_write_to_body   | the team                    |  409    409       409        409     409   409
may_hand_over       | the team's, to Ben          |  in     404       404        yes     yes   yes
may_hand_over       | Meadow's, to Ada            |  in     404       no         404     yes   404
may_hand_over       | the three, to Ben           |  in     404       404        409     409   409
"""


def of(rule: Callable[..., Verdict], talk: Conversation) -> Ask:
    """Ask a rule about a conversation."""
    return lambda who: rule(who, talk)


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    root, team, body = cast.community, cast.team, make_organisation(cast.ada, cast.community).space
    two = make_talk(root, cast.ben, cast.ada)
    three = make_talk(root, cast.eli, cast.ada, cast.ben)
    asking = make_talk(root, cast.finn, cast.ada)
    ours = open_space_talk(cast.ada, team)
    theirs = write_to_body(cast.finn, body, "Do you lend a digger?").conversation
    said = two.messages.select_related("conversation__audience", "author").get()
    there = list(people_in(three))

    return {
        ("may_send", "Ben to Ada"): of(may_send, two),
        ("may_send", "the three"): of(may_send, three),
        ("may_send", "Finn to Ada"): of(may_send, asking),
        ("may_send", "the team"): of(may_send, ours),
        ("may_send", "Finn to Meadow Ltd"): of(may_send, theirs),
        ("may_answer_request", "Finn to Ada"): of(may_answer_request, asking),
        ("may_answer_request", "Ben to Ada"): of(may_answer_request, two),
        ("may_close", "Ben to Ada"): of(may_close, two),
        ("may_rename", "the three"): of(may_rename, three),
        ("may_rename", "Ben to Ada"): of(may_rename, two),
        ("may_leave", "the three"): of(may_leave, three),
        ("may_leave", "the team"): of(may_leave, ours),
        ("may_message", "the community"): lambda who: may_message(who, root),
        ("may_begin", "Ben"): lambda who: may_begin(who, cast.ben, root),
        ("may_begin", "Dora, of nowhere"): lambda who: may_begin(who, cast.dora, root),
        ("may_write_at_once", "Ben"): lambda who: may_write_at_once(who, cast.ben, root),
        ("may_write_at_once", "Finn"): lambda who: may_write_at_once(who, cast.finn, root),
        ("may_gather", "Ben and Finn"): lambda who: may_gather(who, [cast.ben, cast.finn], root),
        ("may_edit", "Ben's words to Ada"): lambda who: may_edit(who, said),
        ("may_remove", "Ben's words to Ada"): lambda who: may_remove(who, said),
        ("may_take_out", "Ben, from the three"): lambda who: may_take_out(who, three, cast.ben),
        ("may_add", "Finn, to the three"): lambda who: may_add(who, three, [cast.finn], there),
        ("may_open_space_talk", "the team"): lambda who: may_open_space_talk(who, team),
        ("may_open_space_talk", "the community"): lambda who: may_open_space_talk(who, root),
        ("may_write_to_body", "Meadow Ltd"): lambda who: may_write_to_body(who, body),
        ("may_write_to_body", "the team"): lambda who: may_write_to_body(who, team),
        ("may_hand_over", "the team's, to Ben"): lambda who: may_hand_over(who, ours, cast.ben),
        ("may_hand_over", "Meadow's, to Ada"): lambda who: may_hand_over(who, theirs, cast.ada),
        ("may_hand_over", "the three, to Ben"): lambda who: may_hand_over(who, three, cast.ben),
    }
