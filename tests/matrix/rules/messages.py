"""Who may write to whom. Ada, Ben and Eli are of the team, Eli curates, Finn only belongs to the community.

Ben wrote to Ada; Ada, Ben and Eli talk together, which Eli began; Finn, whom Ada doesn't know, asks her; the team has its conversation; Finn writes
with Meadow Ltd, which Ada represents.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from allmende.commons.audiences.kept import outdate
from allmende.commons.mutes.commands import block
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation.verdicts import Verdict
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.commands import make_actor
from allmende.identity.actors.models import Kind, Reader
from allmende.people.organisations.testing import make_organisation
from allmende.rooms.messages.commands import open_space_talk, write_to_body
from allmende.rooms.messages.models import Conversation, Message
from allmende.rooms.messages.rules import (
    may_add,
    may_answer_request,
    may_begin,
    may_close,
    may_edit,
    may_gather,
    may_hand_over,
    may_host_outsiders,
    may_leave,
    may_let_outlets,
    may_message,
    may_open_space_talk,
    may_pin_message,
    may_react_among,
    may_remove,
    may_rename,
    may_send,
    may_set_hooks,
    may_take_in_outsiders,
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
may_begin           | Yuna, below 18              |  in     no        no         no      no    yes
may_begin           | Yuna, of Ben's team         |  in     no        no         yes     yes   yes
may_begin           | Berta, without an account   |  in     no        no         no      no    no
may_begin           | Finn, who blocked Ben       |  in     no        409        yes     yes   yes
may_write_at_once   | Finn, who blocked Ben       |  in     no        409        no      no    yes
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
may_pin_message     | Ben's words to Ada          |  in     404       404        yes     yes   404
may_react_among     | Ben's words to Ada          |  in     404       404        yes     yes   404
may_react_among     | Finn's words to Ada         |  in     404       409        404     409   404
may_rename          | the three                   |  in     404       404        yes     yes   yes
may_rename          | Ben to Ada                  |  in     404       404        409     409   404
may_leave           | the three                   |  in     404       404        yes     yes   yes
may_leave           | the team                    |  in     404       404        409     409   409
may_take_out        | Ben, from the three         |  in     404       404        no      no    yes
may_add             | Finn, to the three          |  409    409       409        no      no    yes
may_set_hooks       | the team                    |  in     404       404        no      yes   yes
may_set_hooks       | Ben to Ada                  |  in     404       404        409     409   404
may_let_outlets     | the team, someone young     |  in     404       404        no      no    no
may_let_outlets     | Ben to Ada                  |  in     404       404        409     409   404
may_host_outsiders  | the team                    |  in     404       404        no      yes   yes
may_host_outsiders  | the three                   |  in     404       404        no      no    yes
may_host_outsiders  | Ben to Ada                  |  in     404       404        409     409   404
may_take_in_outsiders | the team, someone young   |  in     404       404        no      no    no
may_take_in_outsiders | the three                 |  in     404       404        no      no    yes
may_open_space_talk | the team                    |  in     no        no         yes     yes   yes
may_open_space_talk | the community               |  in     no        409        409     409   409
may_write_to_body   | Meadow Ltd                  |  in     no        yes        yes     yes   yes
may_write_to_body   | the team                    |  in     no        no         yes     yes   yes
may_hand_over       | the team's, to Ben          |  in     404       404        yes     yes   yes
may_hand_over       | Meadow's, to Ada            |  in     404       no         404     yes   404
may_hand_over       | the three, to Ben           |  in     404       404        409     409   409
"""


def of(rule: Callable[..., Verdict], talk: Conversation) -> Ask:
    """Ask a rule about a conversation."""
    return lambda who: rule(who, talk)


def of_spaces(two: Conversation, three: Conversation, ours: Conversation) -> dict[tuple[str, str], Ask]:
    """What differs between conversations of people and of spaces."""
    return {
        ("may_set_hooks", "the team"): of(may_set_hooks, ours),
        ("may_set_hooks", "Ben to Ada"): of(may_set_hooks, two),
        ("may_let_outlets", "the team, someone young"): of(may_let_outlets, ours),
        ("may_let_outlets", "Ben to Ada"): of(may_let_outlets, two),
        ("may_host_outsiders", "the team"): of(may_host_outsiders, ours),
        ("may_host_outsiders", "the three"): of(may_host_outsiders, three),
        ("may_host_outsiders", "Ben to Ada"): of(may_host_outsiders, two),
        ("may_take_in_outsiders", "the team, someone young"): of(may_take_in_outsiders, ours),
        ("may_take_in_outsiders", "the three"): of(may_take_in_outsiders, three),
        ("may_leave", "the three"): of(may_leave, three),
        ("may_leave", "the team"): of(may_leave, ours),
    }


def with_others(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Writing to the young, to those whom others care for, and to who blocked someone."""
    root, finn, ben = cast.community, cast.finn, cast.ben
    yuna, young = (make_member(root, make_person(name)) for name in ("Yuna Klein", "Yuna Team"))
    for one in (yuna, young):
        one.account.age_band = AgeBand.UNDER_18
        one.account.save()
    make_member(cast.team, young)
    berta = make_member(root, make_actor("Berta Alt", kind=Kind.MANAGED))

    def blocked(rule: Callable[..., Verdict], who: Reader) -> Verdict:
        with transaction.atomic():
            block(finn, ben)
            verdict = rule(who, finn, root)
            transaction.set_rollback(True)
        outdate()
        return verdict

    return {
        ("may_begin", "Yuna, below 18"): lambda who: may_begin(who, yuna, root),
        ("may_begin", "Yuna, of Ben's team"): lambda who: may_begin(who, young, root),
        ("may_begin", "Berta, without an account"): lambda who: may_begin(who, berta, root),
        ("may_begin", "Finn, who blocked Ben"): lambda who: blocked(may_begin, who),
        ("may_write_at_once", "Finn, who blocked Ben"): lambda who: blocked(may_write_at_once, who),
    }


def of_messages(said: Message, theirs: UUID) -> dict[tuple[str, str], Ask]:
    """What one may do with a message."""
    return {
        ("may_edit", "Ben's words to Ada"): lambda who: may_edit(who, said),
        ("may_remove", "Ben's words to Ada"): lambda who: may_remove(who, said),
        ("may_pin_message", "Ben's words to Ada"): lambda who: may_pin_message(who, said),
        ("may_react_among", "Ben's words to Ada"): lambda who: may_react_among(who, said.pk),
        ("may_react_among", "Finn's words to Ada"): lambda who: may_react_among(who, theirs),
    }


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
        **of_messages(said, asking.messages.get().pk),
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
        ("may_message", "the community"): lambda who: may_message(who, root),
        ("may_begin", "Ben"): lambda who: may_begin(who, cast.ben, root),
        **with_others(cast),
        **of_spaces(two, three, ours),
        ("may_begin", "Dora, of nowhere"): lambda who: may_begin(who, cast.dora, root),
        ("may_write_at_once", "Ben"): lambda who: may_write_at_once(who, cast.ben, root),
        ("may_write_at_once", "Finn"): lambda who: may_write_at_once(who, cast.finn, root),
        ("may_gather", "Ben and Finn"): lambda who: may_gather(who, [cast.ben, cast.finn], root),
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
