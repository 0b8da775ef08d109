"""Who may do what in calls, and when. Ada holds them in the team for the whole community; Ben contributes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allmende.commons.agreements.models import Licence
from allmende.commons.agreements.testing import make_agreement
from allmende.commons.agreements.words import TermsText
from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Verdict
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.commands import (
    count_call,
    draft_call,
    draft_contribution,
    open_practice,
    publish_call,
    set_rights,
    tell_outcome,
)
from allmende.rooms.calls.commands.asking import ask, set_round
from allmende.rooms.calls.commands.inviting import invite, publish_to_invited
from allmende.rooms.calls.commands.people import give_part
from allmende.rooms.calls.models import Call, Contribution, IdeaImport, PartKind, Round
from allmende.rooms.calls.rules import (
    may_accept_invitation,
    may_agree_anew,
    may_answer,
    may_answer_invitation,
    may_ask,
    may_begin_for_real,
    may_bring_ideas,
    may_change_call,
    may_change_vote,
    may_comment,
    may_contribute,
    may_count,
    may_draft_call,
    may_dry_run,
    may_edit_templates,
    may_end_part,
    may_end_practice,
    may_give_part,
    may_import,
    may_invite,
    may_practise,
    may_publish_call,
    may_remove_question,
    may_revise,
    may_see_invitations,
    may_see_result,
    may_see_signatures,
    may_set_rights,
    may_set_round,
    may_sign_for,
    may_tell_news,
    may_tell_outcome,
    may_undo_ideas,
    may_vote,
    may_withdraw,
    may_withdraw_invitation,
)
from allmende.rooms.calls.testing import make_call, make_contribution, make_draft
from tests.matrix.tables import Ask

RULES = "allmende.rooms.calls.rules"
TABLE = """
rule             | case                           |  guest  stranger  community  member  host  curator
may_draft_call   | in the team                    |  in     no        no         no      yes   yes
may_draft_call   | in the community               |  in     no        no         no      no    yes
may_dry_run      | Ada's draft                    |  404    404       404        404     yes   404
may_dry_run      | while it is open               |  404    404       no         no      yes   yes
may_dry_run      | once it is counted             |  404    404       no         no      yes   yes
may_edit_templates| of the community              |  in     no        no         no      no    yes
may_change_call  | Ada's draft                    |  404    404       404        404     yes   404
may_change_call  | while it is open               |  404    404       no         no      yes   yes
may_change_call  | once it is counted             |  404    404       no         no      409   409
may_change_vote  | before the vote                |  404    404       no         no      yes   yes
may_change_vote  | while people vote              |  404    404       no         no      409   409
may_give_part    | in Ada's draft                 |  404    404       404        404     yes   404
may_give_part    | while it is open               |  404    404       no         no      yes   yes
may_give_part    | once its outcome is told       |  404    404       no         no      409   409
may_end_part     | Ben's                          |  404    404       no         yes     yes   yes
may_bring_ideas  | Ada's draft                    |  404    404       404        404     409   404
may_bring_ideas  | while contributions are taken  |  404    404       no         no      yes   yes
may_bring_ideas  | while people vote              |  404    404       no         no      409   409
may_undo_ideas   | within thirty days             |  404    404       no         no      yes   yes
may_undo_ideas   | later                          |  404    404       no         no      410   410
may_ask          | while questions are taken      |  404    404       yes        yes     yes   yes
may_ask          | once the round is over         |  404    404       410        410     410   410
may_ask          | where none are taken           |  404    404       410        410     410   410
may_answer       | a call with an expert          |  404    404       no         yes     yes   yes
may_remove_question| Ben's, unanswered            |  404    404       no         yes     yes   yes
may_set_round    | while it is open               |  404    404       no         no      yes   yes
may_tell_news    | while it is open               |  404    404       no         no      yes   yes
may_tell_news    | Ada's draft                    |  404    404       404        404     409   404
may_invite       | to a call by invitation        |  404    404       no         404     yes   yes
may_invite       | to a call for all              |  404    404       no         no      409   409
may_see_invitations| to a call by invitation      |  404    404       no         404     yes   yes
may_answer_invitation| Finn's                     |  404    404       yes        404     404   404
may_accept_invitation| Finn's                     |  404    404       yes        404     404   404
may_withdraw_invitation| Finn's                   |  404    404       no         404     yes   yes
may_publish_call | Ada's draft, complete          |  404    404       404        404     yes   404
may_publish_call | Ada's draft, without a brief   |  404    404       404        404     422   404
may_publish_call | one that is published          |  404    404       no         no      409   409
may_practise     | Ada's draft, complete          |  404    404       404        404     yes   404
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
may_see_result   | once it is told                |  404    404       yes        yes     yes   yes
may_vote         | before the vote                |  404    404       410        410     410   410
may_vote         | while people vote              |  404    404       yes        yes     yes   yes
may_vote         | after the vote                 |  404    404       410        410     410   410
may_count        | before the vote's end          |  404    404       no         no      409   409
may_count        | after the vote's end           |  404    404       no         no      yes   yes
may_count        | once it is counted             |  404    404       no         no      409   409
may_tell_outcome | before it is counted           |  404    404       no         no      409   409
may_tell_outcome | once it is counted             |  404    404       no         no      yes   yes
may_tell_outcome | once it is told                |  404    404       no         no      409   409
may_set_rights   | Ada's draft                    |  404    404       404        404     yes   404
may_set_rights   | while contributions are taken  |  404    404       no         no      yes   yes
may_set_rights   | while it is discussed          |  404    404       no         no      409   409
may_see_signatures| while it is open              |  404    404       no         no      yes   yes
may_sign_for     | a call that is signed for      |  404    404       yes        yes     yes   yes
may_sign_for     | Ada's draft                    |  404    404       404        404     409   404
may_agree_anew   | Ben's, other terms since       |  404    404       no         yes     no    no
may_agree_anew   | Ben's, no other terms          |  404    404       409        409     409   409
may_import       | into the team                  |  in     no        no         no      yes   yes
may_import       | into the community             |  in     no        no         no      no    yes
"""


def in_its_call(who: Reader, thing: Call | Contribution) -> Verdict:
    """Ask whether one may comment on a call, or on what was handed in to it."""
    return may_comment(who, thing, thing.call if isinstance(thing, Contribution) else thing)


def at(weeks: float, ask: Callable[..., Verdict], thing: Call | Contribution | IdeaImport) -> Ask:
    """Ask so many weeks after the beginning: the first is for contributions, then a week's discussion, a week's vote."""

    def asked(who: Reader) -> Verdict:
        with clock.frozen(NOON + timedelta(weeks=weeks)):
            return ask(who, type(thing)._default_manager.get(id=thing.id))

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


def with_rights(cast: Cast) -> tuple[Call, Contribution]:
    """Return a call that is read by those who signed, and Ben's contribution to one that has another licence since."""
    secret = make_draft(cast.ada, cast.team)
    set_rights(cast.ada, secret, terms=TermsText(Licence.STAYS), nda=make_agreement(cast.eli, cast.community).id)
    draft = make_draft(cast.ada, cast.team)
    set_rights(cast.ada, draft, terms=TermsText(Licence.STAYS))
    call = publish_call(cast.ada, draft, Layer.COMMUNITY)
    contribution = make_contribution(cast.ben, call)
    set_rights(cast.ada, call, terms=TermsText(Licence.BY))
    return publish_call(cast.ada, secret, Layer.COMMUNITY), contribution


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    team, community = cast.team, cast.community
    call, inside = make_call(cast.ada, team, layer=Layer.COMMUNITY), make_call(cast.ada, team)
    whole, bare = make_draft(cast.ada, team), draft_call(cast.ada, team, title="A cooler yard")
    pond, draft = make_contribution(cast.ben, call), draft_contribution(cast.ben, call, title="A brook")
    counted, told = ended(cast)
    asked_about = make_call(cast.ada, team, layer=Layer.COMMUNITY)
    set_round(cast.ada, asked_about, Round.HOSTS, NOON + timedelta(weeks=1))
    question = ask(cast.ben, Call.objects.get(id=asked_about.id), "May it stand on the lawn?")
    chosen = publish_to_invited(cast.ada, make_draft(cast.ada, team))
    (finns,) = invite(cast.ada, chosen, [cast.finn])
    part = give_part(cast.ada, call, cast.ben, PartKind.EXPERT)
    practice = open_practice(cast.ada, make_draft(cast.ada, team))
    brought = IdeaImport.objects.create(
        actor=cast.ada, call=make_call(cast.ada, team, layer=Layer.COMMUNITY, vote=False), name="a", digest="a", size=1
    )
    secret, offered = with_rights(cast)
    return {
        ("may_draft_call", "in the team"): lambda who: may_draft_call(who, team),
        ("may_draft_call", "in the community"): lambda who: may_draft_call(who, community),
        ("may_dry_run", "Ada's draft"): at(0, may_dry_run, whole),
        ("may_dry_run", "while it is open"): at(0.5, may_dry_run, call),
        ("may_dry_run", "once it is counted"): at(3.6, may_dry_run, counted),
        ("may_edit_templates", "of the community"): lambda who: may_edit_templates(who, community),
        ("may_change_call", "Ada's draft"): at(0, may_change_call, whole),
        ("may_change_call", "while it is open"): at(0.5, may_change_call, call),
        ("may_change_call", "once it is counted"): at(3.6, may_change_call, counted),
        ("may_change_vote", "before the vote"): at(1.5, may_change_vote, call),
        ("may_change_vote", "while people vote"): at(2.5, may_change_vote, call),
        ("may_give_part", "in Ada's draft"): at(0, may_give_part, whole),
        ("may_give_part", "while it is open"): at(0.5, may_give_part, call),
        ("may_give_part", "once its outcome is told"): at(3.6, may_give_part, told),
        ("may_end_part", "Ben's"): lambda who: may_end_part(who, call, part),
        ("may_bring_ideas", "Ada's draft"): at(0, may_bring_ideas, whole),
        ("may_bring_ideas", "while contributions are taken"): at(0.5, may_bring_ideas, call),
        ("may_bring_ideas", "while people vote"): at(2.5, may_bring_ideas, call),
        ("may_undo_ideas", "within thirty days"): at(0.5, may_undo_ideas, brought),
        ("may_undo_ideas", "later"): at(5, may_undo_ideas, brought),
        ("may_ask", "while questions are taken"): at(0.5, may_ask, asked_about),
        ("may_ask", "once the round is over"): at(1.5, may_ask, asked_about),
        ("may_ask", "where none are taken"): at(0.5, may_ask, call),
        ("may_answer", "a call with an expert"): at(0.5, may_answer, call),
        ("may_remove_question", "Ben's, unanswered"): lambda who: may_remove_question(who, asked_about, question),
        ("may_set_round", "while it is open"): at(0.5, may_set_round, call),
        ("may_tell_news", "while it is open"): at(0.5, may_tell_news, call),
        ("may_tell_news", "Ada's draft"): at(0, may_tell_news, whole),
        ("may_invite", "to a call by invitation"): at(0.5, may_invite, chosen),
        ("may_invite", "to a call for all"): at(0.5, may_invite, call),
        ("may_see_invitations", "to a call by invitation"): at(0.5, may_see_invitations, chosen),
        ("may_accept_invitation", "Finn's"): lambda who: may_accept_invitation(who, chosen, finns),
        ("may_answer_invitation", "Finn's"): lambda who: may_answer_invitation(who, chosen, finns),
        ("may_withdraw_invitation", "Finn's"): lambda who: may_withdraw_invitation(who, chosen, finns),
        ("may_publish_call", "Ada's draft, complete"): at(0, may_publish_call, whole),
        ("may_publish_call", "Ada's draft, without a brief"): at(0, may_publish_call, bare),
        ("may_publish_call", "one that is published"): at(0.5, may_publish_call, call),
        ("may_practise", "Ada's draft, complete"): at(0, may_practise, whole),
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
        ("may_see_result", "once it is told"): at(3.6, may_see_result, told),
        ("may_vote", "before the vote"): at(1.5, may_vote, call),
        ("may_vote", "while people vote"): at(2.5, may_vote, call),
        ("may_vote", "after the vote"): at(3.5, may_vote, call),
        ("may_count", "before the vote's end"): at(2.5, may_count, call),
        ("may_count", "after the vote's end"): at(3.5, may_count, call),
        ("may_count", "once it is counted"): at(3.6, may_count, counted),
        ("may_tell_outcome", "before it is counted"): at(3.5, may_tell_outcome, call),
        ("may_tell_outcome", "once it is counted"): at(3.6, may_tell_outcome, counted),
        ("may_tell_outcome", "once it is told"): at(3.6, may_tell_outcome, told),
        ("may_set_rights", "Ada's draft"): at(0, may_set_rights, whole),
        ("may_set_rights", "while contributions are taken"): at(0.5, may_set_rights, call),
        ("may_set_rights", "while it is discussed"): at(1.5, may_set_rights, call),
        ("may_see_signatures", "while it is open"): at(0.5, may_see_signatures, call),
        ("may_sign_for", "a call that is signed for"): lambda who: may_sign_for(who, secret, secret.teaser),
        ("may_sign_for", "Ada's draft"): lambda who: may_sign_for(who, whole, None),
        ("may_agree_anew", "Ben's, other terms since"): at(0.5, may_agree_anew, offered),
        ("may_agree_anew", "Ben's, no other terms"): at(0.5, may_agree_anew, pond),
        ("may_import", "into the team"): lambda who: may_import(who, team),
        ("may_import", "into the community"): lambda who: may_import(who, community),
    }
