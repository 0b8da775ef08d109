"""Who works at the team desk, whom one may ask, and who may ask for help. Nobody holds a duty: Eli, the curator, stands in."""

from __future__ import annotations

from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import Cast, make_member
from allmende.identity.accounts.testing import make_person
from allmende.people.desk.commands import answer_ask, answer_help, ask, ask_for_help
from allmende.people.desk.models import Help, HelpState, Step
from allmende.people.desk.rules import (
    may_answer_ask,
    may_answer_back,
    may_answer_help,
    may_ask,
    may_ask_as_guest,
    may_ask_for_help,
    may_close_help,
    may_hand_over_help,
    may_see_desk,
    may_take_help,
    may_write_tip,
)
from tests.matrix.tables import Ask

RULES = "allmende.people.desk.rules"
TABLE = """
rule             | case                            |  guest  stranger  community  member  host  curator
may_see_desk     | of the community                |  in     no        no         no      no    yes
may_ask          | Ben, for something              |  in     no        no         no      no    yes
may_ask          | Ben, what he rather not         |  in     no        no         no      no    409
may_ask          | Eli, for something              |  in     no        no         no      no    no
may_ask          | Dora, from elsewhere            |  in     no        no         no      no    409
may_answer_ask   | Ben's                           |  404    404       404        yes     404   404
may_answer_ask   | Ben's, answered                 |  404    404       404        409     404   404
may_ask_for_help | in the community                |  in     no        yes        yes     yes   yes
may_take_help    | Ben's call                      |  in     no        no         no      no    yes
may_take_help    | Eli's call                      |  in     no        no         no      no    no
may_take_help    | Ben's call, answered            |  in     no        no         no      no    409
may_answer_help  | Ben's call                      |  in     no        no         no      no    yes
may_answer_help  | Ben's call, answered            |  in     no        no         no      no    409
may_hand_over_help | Ben's call                    |  in     no        no         no      no    yes
may_hand_over_help | Eli's call                    |  in     no        no         no      no    no
may_answer_back  | Ben's call                      |  404    404       404        yes     404   404
may_answer_back  | a guest's, by its link          |  yes    yes       yes        yes     yes   yes
may_ask_as_guest | in the community                |  yes    409       409        409     409   409
may_write_tip    | of the community                |  in     no        no         no      no    yes
may_close_help   | Ben's call                      |  in     no        no         yes     no    yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    root = cast.community
    iris = make_member(root, make_person("Iris Feld"), Role.CURATOR)
    declined = answer_ask(
        cast.ben, ask(iris, root, cast.ben, Step.RETURN, "How are you?"), accepts=False, never_again=True
    )
    open_ask = ask(iris, root, cast.finn, Step.OTHER, "Will you?")
    open_ask.actor = cast.ben
    call, answered = ask_for_help(cast.ben, root, "How?"), ask_for_help(cast.ben, root, "And where?")
    answered, own = answer_help(iris, answered, "There."), ask_for_help(cast.eli, root, "Why?")
    noors = Help(space=root, text="May I visit?", email="noor@example.org", state=HelpState.OPEN)
    return {
        ("may_see_desk", "of the community"): lambda who: may_see_desk(who, root),
        ("may_ask", "Ben, for something"): lambda who: may_ask(who, root, cast.ben, Step.OTHER),
        ("may_ask", "Ben, what he rather not"): lambda who: may_ask(who, root, cast.ben, Step.RETURN),
        ("may_ask", "Eli, for something"): lambda who: may_ask(who, root, cast.eli, Step.OTHER),
        ("may_ask", "Dora, from elsewhere"): lambda who: may_ask(who, root, cast.dora, Step.OTHER),
        ("may_answer_ask", "Ben's"): lambda who: may_answer_ask(who, open_ask),
        ("may_answer_ask", "Ben's, answered"): lambda who: may_answer_ask(who, declined),
        ("may_ask_for_help", "in the community"): lambda who: may_ask_for_help(who, root),
        ("may_take_help", "Ben's call"): lambda who: may_take_help(who, call),
        ("may_take_help", "Eli's call"): lambda who: may_take_help(who, own),
        ("may_take_help", "Ben's call, answered"): lambda who: may_take_help(who, answered),
        ("may_answer_help", "Ben's call"): lambda who: may_answer_help(who, call),
        ("may_answer_help", "Ben's call, answered"): lambda who: may_answer_help(who, answered),
        ("may_hand_over_help", "Ben's call"): lambda who: may_hand_over_help(who, call),
        ("may_hand_over_help", "Eli's call"): lambda who: may_hand_over_help(who, own),
        ("may_answer_back", "Ben's call"): lambda who: may_answer_back(who, call),
        ("may_answer_back", "a guest's, by its link"): lambda who: may_answer_back(who, noors),
        ("may_ask_as_guest", "in the community"): lambda who: may_ask_as_guest(who, root),
        ("may_write_tip", "of the community"): lambda who: may_write_tip(who, root),
        ("may_close_help", "Ben's call"): lambda who: may_close_help(who, call),
    }
