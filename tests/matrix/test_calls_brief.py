"""What stands around a call's brief, over the web and the API: Ada holds the call in the team, Ben is its expert."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands.asking import answer, ask, set_round
from allmende.rooms.calls.commands.inviting import invite, publish_to_invited
from allmende.rooms.calls.commands.people import give_part
from allmende.rooms.calls.commands.workshops import cancel_workshop, come
from allmende.rooms.calls.models import Call, PartKind, Round
from allmende.rooms.calls.testing import make_call, make_draft, make_workshop
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                     | case                       |  guest  stranger  community  member  host  curator
calls:people GET                 |                            |  404    404       200        200     200   200
calls:people POST                | nobody                     |  404    404       403        403     422   422
calls:part_removal POST          | Ben's                      |  404    404       403        302     302   302
calls:questions GET              |                            |  404    404       200        200     200   200
calls:questions POST             | empty                      |  404    404       422        422     422   422
calls:question_round POST        | none                       |  404    404       403        403     302   302
calls:question_answer POST       | Ben's                      |  404    404       404        302     302   302
calls:question_answer POST       | answered, empty            |  404    404       403        422     422   422
calls:question_removal POST      | Ben's                      |  404    404       404        302     302   302
calls:updates GET                |                            |  404    404       200        200     200   200
calls:updates POST               | empty                      |  404    404       403        403     422   422
api:listBriefQuestions GET            |                            |  404    404       200        200     200   200
api:askAboutBrief POST             |                            |  401    404       201        201     201   201
api:answerAboutBrief PUT           | Ben's                      |  401    404       404        204     204   204
api:removeBriefQuestion DELETE        | Ben's                      |  401    404       404        204     204   204
api:setQuestionRound PUT         |                            |  401    404       403        403     204   204
api:listCallUpdates GET              |                            |  404    404       200        200     200   200
api:tellCallUpdate POST              |                            |  401    404       403        403     201   201
calls:publication_to_invited POST| open already               |  404    404       403        403     409   409
calls:invitations GET            | the secret call            |  404    404       403        404     200   200
calls:invite GET                 | the secret call            |  404    404       403        404     200   200
calls:invite POST                | nobody                     |  404    404       403        404     422   422
calls:invitation_reminders POST  |                            |  404    404       403        404     302   302
calls:invitation_removal POST    | Finn's                     |  404    404       403        404     302   302
calls:invitation GET             | Finn's                     |  404    404       200        404     404   404
calls:invitation POST            | Finn declines              |  404    404       302        404     404   404
api:publishToInvited POST        | open already               |  401    404       403        403     409   409
api:listInvitations GET          |                            |  401    404       403        404     200   200
api:inviteToCall POST            | Ben                        |  401    404       403        404     201   201
api:remindInvited POST           |                            |  401    404       403        404     201   201
api:withdrawInvitation DELETE    | Finn's                     |  401    404       403        404     204   204
api:answerInvitation PUT         | Finn accepts               |  401    404       204        404     404   404
calls:workshops GET              |                            |  404    404       200        200     200   200
calls:workshops POST             | empty                      |  404    404       403        403     422   422
calls:workshop GET               |                            |  404    404       403        403     200   200
calls:workshop POST              | empty                      |  404    404       403        403     422   422
calls:workshop_removal POST      |                            |  404    404       403        403     302   302
calls:workshop_calendar GET      |                            |  404    404       200        200     200   200
calls:seat POST                  |                            |  404    404       302        302     302   302
calls:seat POST                  | called off                 |  404    404       410        410     410   410
calls:seat_removal POST          | Ben's                      |  404    404       302        302     302   302
api:listWorkshops GET            |                            |  404    404       200        200     200   200
api:offerWorkshop POST           |                            |  401    404       403        403     201   201
api:changeWorkshop PUT           |                            |  401    404       403        403     204   204
api:cancelWorkshop DELETE        |                            |  401    404       403        403     204   204
api:comeToWorkshop POST          |                            |  401    404       201        201     201   201
api:stayAwayFromWorkshop DELETE  | Ben's                      |  401    404       204        204     204   204
api:listPeopleOfCall GET         |                            |  404    404       200        200     200   200
api:givePartInCall POST          | Ben guides                 |  401    404       403        403     204   204
api:endPartInCall DELETE         | Ben's                      |  401    404       403        204     204   204
"""
ROUTES = routes_in(TABLE)


@pytest.fixture
def now() -> Iterator[None]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield


def to(call: Call, route: str, sent: Any = None, *more: Any) -> Request:
    """A page of a call."""
    return Request(reverse(f"calls:{route}", args=[call.slug, *more]), sent)


def on(call: Call, path: str, sent: Any = None) -> Request:
    """An operation on a call."""
    url, key = f"/api/v1/calls/{call.slug}{path}", {"Idempotency-Key": "matrix"}
    return Request(url) if sent is None else Request(url, sent, "application/json", key)


def requests_to(cast: Cast) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say where each line leads."""
    call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    give_part(cast.ada, call, cast.ben, PartKind.EXPERT, does="Knows ponds.")
    set_round(cast.ada, call, Round.HOSTS, None)
    mine = ask(cast.ben, Call.objects.get(id=call.id), "May it stand on the lawn?")
    known = answer(cast.ada, call, ask(cast.finn, Call.objects.get(id=call.id), "How deep may it be?"), "A metre.")
    return (
        by_invitation(cast, call)
        | of_workshops(cast, call)
        | {
            ("calls:people GET", ""): to(call, "people"),
            ("calls:people POST", "nobody"): to(call, "people", {"person": "nobody-at-all", "part": "jury"}),
            ("calls:part_removal POST", "Ben's"): to(call, "part_removal", None, "ben-roth", "expert"),
            ("calls:questions GET", ""): to(call, "questions"),
            ("calls:questions POST", "empty"): to(call, "questions", {"text": ""}),
            ("calls:question_round POST", "none"): to(call, "question_round", {"round": "none"}),
            ("calls:question_answer POST", "Ben's"): to(call, "question_answer", {"answer": "Yes, it may."}, mine.id),
            ("calls:question_answer POST", "answered, empty"): to(call, "question_answer", {"answer": ""}, known.id),
            ("calls:question_removal POST", "Ben's"): to(call, "question_removal", None, mine.id),
            ("calls:updates GET", ""): to(call, "updates"),
            ("calls:updates POST", "empty"): to(call, "updates", {"title": ""}),
            ("api:listBriefQuestions GET", ""): on(call, "/questions"),
            ("api:askAboutBrief POST", ""): on(call, "/questions", {"text": "Who waters it?"}),
            ("api:answerAboutBrief PUT", "Ben's"): on(call, f"/questions/{mine.id}/answer", {"answer": "Yes, it may."}),
            ("api:removeBriefQuestion DELETE", "Ben's"): on(call, f"/questions/{mine.id}"),
            ("api:setQuestionRound PUT", ""): on(call, "/question-round", {"round": "all"}),
            ("api:listCallUpdates GET", ""): on(call, "/updates"),
            ("api:tellCallUpdate POST", ""): on(call, "/updates", {"title": "A visit", "text": "On Friday at four."}),
            ("calls:publication_to_invited POST", "open already"): to(call, "publication_to_invited", {}),
            ("api:listPeopleOfCall GET", ""): on(call, "/people"),
            ("api:givePartInCall POST", "Ben guides"): on(call, "/people", {"person": "ben-roth", "part": "guide"}),
            ("api:endPartInCall DELETE", "Ben's"): on(call, "/people/ben-roth/expert"),
        }
    )


def of_workshops(cast: Cast, call: Call) -> dict[tuple[str, str], Request]:
    """A workshop to which Ben comes, and one that was called off."""
    film, off = make_workshop(cast.ada, call), make_workshop(cast.ada, call, title="Cut it")
    come(cast.ben, film)
    cancel_workshop(cast.ada, off)
    begins, ends = film.begins.isoformat(), film.ends.isoformat()
    sent = {"title": "Film", "begins": begins, "ends": ends, "seats": 5, "place": "Room 4"}
    return {
        ("calls:workshops GET", ""): to(call, "workshops"),
        ("calls:workshops POST", "empty"): to(call, "workshops", {"title": ""}),
        ("calls:workshop GET", ""): to(call, "workshop", None, film.id),
        ("calls:workshop POST", "empty"): to(call, "workshop", {"title": ""}, film.id),
        ("calls:workshop_removal POST", ""): to(call, "workshop_removal", None, film.id),
        ("calls:workshop_calendar GET", ""): to(call, "workshop_calendar", None, film.id),
        ("calls:seat POST", ""): to(call, "seat", None, film.id),
        ("calls:seat POST", "called off"): to(call, "seat", None, off.id),
        ("calls:seat_removal POST", "Ben's"): to(call, "seat_removal", None, film.id),
        ("api:listWorkshops GET", ""): on(call, "/workshops"),
        ("api:offerWorkshop POST", ""): on(call, "/workshops", sent),
        ("api:changeWorkshop PUT", ""): on(call, f"/workshops/{film.id}", sent),
        ("api:cancelWorkshop DELETE", ""): on(call, f"/workshops/{film.id}"),
        ("api:comeToWorkshop POST", ""): on(call, f"/workshops/{film.id}/seat", {}),
        ("api:stayAwayFromWorkshop DELETE", "Ben's"): on(call, f"/workshops/{film.id}/seat"),
    }


def by_invitation(cast: Cast, call: Call) -> dict[tuple[str, str], Request]:
    """The same of a call by invitation, to which Finn is invited."""
    secret = publish_to_invited(cast.ada, make_draft(cast.ada, cast.team, title="By invitation"))
    (finns,) = invite(cast.ada, secret, [cast.finn])
    return {
        ("calls:invitations GET", "the secret call"): to(secret, "invitations"),
        ("calls:invite GET", "the secret call"): to(secret, "invite"),
        ("calls:invite POST", "nobody"): to(secret, "invite", {"word": "Come"}),
        ("calls:invitation_reminders POST", ""): to(secret, "invitation_reminders"),
        ("calls:invitation_removal POST", "Finn's"): to(secret, "invitation_removal", None, finns.id),
        ("calls:invitation GET", "Finn's"): to(secret, "invitation"),
        ("calls:invitation POST", "Finn declines"): to(secret, "invitation", {"answer": "decline"}),
        ("api:publishToInvited POST", "open already"): on(call, "/publication/invited", {}),
        ("api:listInvitations GET", ""): on(secret, "/invitations"),
        ("api:inviteToCall POST", "Ben"): on(secret, "/invitations", {"people": ["ben-roth"]}),
        ("api:remindInvited POST", ""): on(secret, "/invitations/reminders", {}),
        ("api:withdrawInvitation DELETE", "Finn's"): on(secret, f"/invitations/{finns.id}"),
        ("api:answerInvitation PUT", "Finn accepts"): on(secret, "/invitation", {"accepts": True}),
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    assert differences(TABLE, cast, requests_to(cast)) == []
