"""Who may do what on the way in. Ben nominated some, others nominated the rest (“Zoe's”); Finn vouched for what waits, Eli declined what was declined."""

from __future__ import annotations

from allmende.commons.spaces.testing import Cast, make_member, make_space
from allmende.identity.accounts.testing import make_person
from allmende.people.nominations.commands import make_link, set_entry, vouch
from allmende.people.nominations.models import Nomination, State, Way
from allmende.people.nominations.queries.invitations import invitation_by
from allmende.people.nominations.rules import (
    may_accept,
    may_appeal,
    may_apply,
    may_ask,
    may_ask_to_vouch,
    may_decide,
    may_enter,
    may_enter_by,
    may_make_link,
    may_nominate,
    may_plan,
    may_refuse,
    may_renew,
    may_set_entry,
    may_speak,
    may_take_back,
    may_take_up,
    may_withdraw,
)
from allmende.people.nominations.testing import make_nomination, make_request, token_of
from tests.matrix.tables import Ask

RULES = "allmende.people.nominations.rules"
TABLE = """
rule             | case                       |  guest  stranger  community  member  host  curator
may_set_entry    | the community              |  in     no        no         no      no    yes
may_set_entry    | the team                   |  in     no        no         no      yes   yes
may_make_link    | the community              |  in     no        no         no      no    yes
may_plan         | the community              |  in     no        no         no      no    yes
may_plan         | the team                   |  in     no        no         no      yes   yes
may_enter        | by nomination              |  in     no        409        409     409   409
may_enter_by     | a link of the community    |  in     yes       409        409     409   409
may_enter_by     | a link of the team         |  in     in        yes        409     409   409
may_ask          | by nomination              |  yes    yes       409        409     409   409
may_apply        | the team                   |  in     no        409        409     409   409
may_apply        | Eli's, by application      |  in     no        yes        yes     yes   409
may_nominate     | the community              |  in     no        yes        yes     yes   yes
may_nominate     | the team, taken in         |  in     no        no         409     409   409
may_take_up      | Kim's request              |  in     no        yes        yes     yes   yes
may_speak        | Ben's, open                |  in     no        yes        no      yes   yes
may_speak        | Zoe's, waiting             |  in     no        409        409     409   409
may_take_back    | Zoe's, to which Finn spoke |  in     409       yes        409     409   409
may_ask_to_vouch | Ben's, open                |  in     no        no         yes     no    yes
may_withdraw     | Ben's, open                |  in     no        no         yes     no    no
may_decide       | Zoe's, waiting             |  in     no        no         no      no    yes
may_decide       | Eli's own                  |  in     no        no         no      no    no
may_decide       | declined by Eli, appealed  |  in     no        no         no      no    no
may_decide       | Ben's, open                |  in     no        no         no      no    409
may_appeal       | Ben's, declined            |  in     no        no         yes     no    no
may_appeal       | Ben's, open                |  in     no        no         409     no    no
may_renew        | Ben's, admitted            |  in     no        no         yes     no    yes
may_accept       | Ben's, admitted            |  in     yes       409        409     409   409
may_refuse       | Ben's, admitted            |  yes    yes       yes        yes     yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    community, team = cast.community, cast.team
    zoe, yan = (make_member(community, make_person(name)) for name in ("Zoe", "Yan"))
    both = [cast.finn, yan]

    def made(state: State, email: str, by: object = cast.ben) -> Nomination:
        return make_nomination(by, community, state, email=email, vouchers=both, curator=cast.eli)  # type: ignore[arg-type]

    declined = made(State.DECLINED, "d@example.org")
    admitted = made(State.ADMITTED, "a@example.org")
    appealed = made(State.APPEALED, "p@example.org", zoe)
    waiting = made(State.REVIEW, "w@example.org", make_member(community, make_person("Zed")))
    own, opened = made(State.REVIEW, "e@example.org", cast.eli), made(State.OPEN, "o@example.org")
    spoken = made(State.OPEN, "s@example.org", make_member(community, make_person("Zed")))
    vouch(cast.finn, spoken)
    apiary = make_space(make_member(community, make_person("Yara")), community, "Apiary")
    set_entry(cast.eli, apiary, way=Way.APPLICATION)
    link, inner = make_link(cast.eli, community)[0], make_link(cast.ada, team)[0]
    request, invitation = make_request(community), invitation_by(token_of("a@example.org", "invitations"))
    assert invitation is not None
    return {
        ("may_set_entry", "the community"): lambda who: may_set_entry(who, community),
        ("may_set_entry", "the team"): lambda who: may_set_entry(who, team),
        ("may_make_link", "the community"): lambda who: may_make_link(who, community),
        ("may_plan", "the community"): lambda who: may_plan(who, community),
        ("may_plan", "the team"): lambda who: may_plan(who, team),
        ("may_enter", "by nomination"): lambda who: may_enter(who, community),
        ("may_enter_by", "a link of the community"): lambda who: may_enter_by(who, link),
        ("may_enter_by", "a link of the team"): lambda who: may_enter_by(who, inner),
        ("may_ask", "by nomination"): lambda who: may_ask(who, community),
        ("may_apply", "the team"): lambda who: may_apply(who, team),
        ("may_apply", "Eli's, by application"): lambda who: may_apply(who, apiary),
        ("may_nominate", "the community"): lambda who: may_nominate(who, community),
        ("may_nominate", "the team, taken in"): lambda who: may_nominate(who, team),
        ("may_take_up", "Kim's request"): lambda who: may_take_up(who, request),
        ("may_speak", "Ben's, open"): lambda who: may_speak(who, opened),
        ("may_speak", "Zoe's, waiting"): lambda who: may_speak(who, waiting),
        ("may_take_back", "Zoe's, to which Finn spoke"): lambda who: may_take_back(who, spoken),
        ("may_ask_to_vouch", "Ben's, open"): lambda who: may_ask_to_vouch(who, opened),
        ("may_withdraw", "Ben's, open"): lambda who: may_withdraw(who, opened),
        ("may_decide", "Zoe's, waiting"): lambda who: may_decide(who, waiting),
        ("may_decide", "Eli's own"): lambda who: may_decide(who, own),
        ("may_decide", "declined by Eli, appealed"): lambda who: may_decide(who, appealed),
        ("may_decide", "Ben's, open"): lambda who: may_decide(who, opened),
        ("may_appeal", "Ben's, declined"): lambda who: may_appeal(who, declined),
        ("may_appeal", "Ben's, open"): lambda who: may_appeal(who, opened),
        ("may_renew", "Ben's, admitted"): lambda who: may_renew(who, admitted),
        ("may_accept", "Ben's, admitted"): lambda who: may_accept(who, invitation),
        ("may_refuse", "Ben's, admitted"): lambda who: may_refuse(who, invitation),
    }
