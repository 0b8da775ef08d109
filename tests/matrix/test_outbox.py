"""Who writes to many, looks at it, stops it and answers over HTTP. Eli wrote to the community; Ben got it and answered; Eli curates, and nobody has a duty."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.limits.quotas import forget_all
from allmende.foundation.testing import NOON
from allmende.rooms.messages.commands import (
    Words,
    answer_announcement,
    draft_announcement,
    pause,
    release,
    send_out,
    sending,
)
from allmende.rooms.messages.models import Announcement, AnnouncementState
from allmende.rooms.messages.queries import Chosen
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                               | case                  |  guest  stranger  community  member  host  curator
messages:announcements GET          |                       |  403    200       200        200     200   200
messages:announcement GET           | it went out           |  403    404       200        200     200   302
messages:announcement GET           | a draft               |  403    404       404        404     404   302
messages:answers POST               | it went out           |  403    404       302        302     302   404
messages:outbox GET                 | the community         |  403    403       403        403     403   200
messages:outbox GET                 | the team              |  403    404       403        403     403   200
messages:outbox_new GET             | the community         |  403    403       403        403     403   200
messages:outbox_new POST            | the community         |  403    403       403        403     403   302
messages:queue GET                  | the community         |  403    403       403        403     403   200
messages:outbox_announcement GET    | a draft               |  403    404       404        404     404   200
messages:outbox_change GET          | a draft               |  403    404       404        404     404   200
messages:outbox_change POST         | a draft               |  403    404       404        404     404   302
messages:outbox_change GET          | it went out           |  403    404       404        404     404   409
messages:outbox_mail GET            | a draft               |  403    404       404        404     404   200
messages:outbox_trial POST          | a draft               |  403    404       404        404     404   302
messages:outbox_release POST        | a draft               |  403    404       404        404     404   302
messages:outbox_review POST         | Eli's own, waiting    |  403    404       404        404     404   403
messages:outbox_pause POST          | it is going out       |  403    404       404        404     404   302
messages:outbox_pause_removal POST  | it is paused          |  403    404       404        404     404   302
messages:outbox_withdrawal POST     | it went out           |  403    404       404        404     404   302
messages:outbox_removal POST        | a draft               |  403    404       404        404     404   302
messages:taking POST                | Ben's answer          |  403    404       404        404     404   302
api:listAnnouncements GET           |                       |  401    200       200        200     200   200
api:getAnnouncement GET             | it went out           |  401    404       200        200     200   404
api:answerAnnouncement POST         | it went out           |  401    404       201        201     201   404
api:listOutbox GET                  | the community         |  401    403       403        403     403   200
api:draftAnnouncement POST          | the community         |  401    403       403        403     403   201
api:listWhoWaits GET                | the community         |  401    403       403        403     403   200
api:getOutboxAnnouncement GET       | a draft               |  401    404       404        404     404   200
api:wordAnnouncement PUT            | a draft               |  401    404       404        404     404   204
api:dropAnnouncement DELETE         | a draft               |  401    404       404        404     404   204
api:tryAnnouncement PUT             | a draft               |  401    404       404        404     404   204
api:releaseAnnouncement PUT         | a draft               |  401    404       404        404     404   204
api:reviewAnnouncement PUT          | Eli's own, waiting    |  401    404       404        404     404   403
api:pauseAnnouncement PUT           | it is going out       |  401    404       404        404     404   204
api:resumeAnnouncement DELETE       | it is paused          |  401    404       404        404     404   204
api:takeBackAnnouncement PUT        | it went out           |  401    404       404        404     404   204
api:takeConversation PUT            | Ben's answer          |  401    404       404        404     404   204
"""
ROUTES = routes_in(TABLE)
KEY = {"Idempotency-Key": "once-for-this-row"}
WORDS = {"en": Words("Summer feast", "We celebrate on Saturday.")}
SENT = {"words": {"en": {"title": "Feast", "text": "On Saturday."}}}


def to(route: str, *args: object, **sent: object) -> Request:
    return Request(reverse(f"messages:{route}", args=args), sent)


def at(path: str, sent: Any = None, headers: dict[str, str] | None = None) -> Request:
    return Request(f"/api/v1{path}", sent, "" if sent is None else "application/json", headers)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    with clock.frozen(NOON):
        forget_all()
        assert "\n".join(differences(TABLE, cast, requests_to(cast))) == ""


def drafted(cast: Cast) -> Announcement:
    return draft_announcement(cast.eli, cast.community, WORDS, Chosen())


def requests_to(cast: Cast) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say what each line sends."""
    root, team = cast.community.slug, cast.team.slug
    out = release(cast.eli, drafted(cast))
    send_out()
    answered = answer_announcement(cast.ben, out, "I come.").conversation_id
    draft, going, paused, waiting = drafted(cast), drafted(cast), drafted(cast), drafted(cast)
    for one in (going, paused):
        release(cast.eli, one)
        sending.begin_sending(one.pk)
    pause(cast.eli, paused)
    waiting.state = AnnouncementState.REVIEW
    waiting.save()
    return of_pages(root, team, out.pk, draft.pk, going.pk, paused.pk, waiting.pk, answered) | of_programs(
        root, out.pk, draft.pk, going.pk, paused.pk, waiting.pk, answered
    )


def of_pages(root: str, team: str, out: Any, draft: Any, going: Any, paused: Any, waiting: Any, answered: Any) -> dict[tuple[str, str], Request]:  # fmt: skip
    """What browsers send."""
    form = {"title_en": "Feast", "text_en": "On Saturday.", "level": "0"}
    return {
        ("messages:announcements GET", ""): to("announcements"),
        ("messages:announcement GET", "it went out"): to("announcement", out),
        ("messages:announcement GET", "a draft"): to("announcement", draft),
        ("messages:answers POST", "it went out"): to("answers", out, text="I come."),
        ("messages:outbox GET", "the community"): to("outbox", root),
        ("messages:outbox GET", "the team"): to("outbox", team),
        ("messages:outbox_new GET", "the community"): to("outbox_new", root),
        ("messages:outbox_new POST", "the community"): to("outbox_new", root, **form),
        ("messages:queue GET", "the community"): to("queue", root),
        ("messages:outbox_announcement GET", "a draft"): to("outbox_announcement", draft),
        ("messages:outbox_change GET", "a draft"): to("outbox_change", draft),
        ("messages:outbox_change POST", "a draft"): to("outbox_change", draft, **form),
        ("messages:outbox_change GET", "it went out"): to("outbox_change", out),
        ("messages:outbox_mail GET", "a draft"): to("outbox_mail", draft, "en"),
        ("messages:outbox_trial POST", "a draft"): to("outbox_trial", draft, language="en"),
        ("messages:outbox_release POST", "a draft"): to("outbox_release", draft),
        ("messages:outbox_review POST", "Eli's own, waiting"): to("outbox_review", waiting, says="yes"),
        ("messages:outbox_pause POST", "it is going out"): to("outbox_pause", going),
        ("messages:outbox_pause_removal POST", "it is paused"): to("outbox_pause_removal", paused),
        ("messages:outbox_withdrawal POST", "it went out"): to("outbox_withdrawal", out),
        ("messages:outbox_removal POST", "a draft"): to("outbox_removal", draft),
        ("messages:taking POST", "Ben's answer"): to("taking", answered),
    }


def of_programs(root: str, out: Any, draft: Any, going: Any, paused: Any, waiting: Any, answered: Any) -> dict[tuple[str, str], Request]:  # fmt: skip
    """The same for the API."""
    return {
        ("api:listAnnouncements GET", ""): at("/announcements"),
        ("api:getAnnouncement GET", "it went out"): at(f"/announcements/{out}"),
        ("api:answerAnnouncement POST", "it went out"): at(f"/announcements/{out}/answers", {"text": "I come."}, KEY),
        ("api:listOutbox GET", "the community"): at(f"/spaces/{root}/outbox"),
        ("api:draftAnnouncement POST", "the community"): at(f"/spaces/{root}/outbox", SENT, KEY),
        ("api:listWhoWaits GET", "the community"): at(f"/spaces/{root}/waiting"),
        ("api:getOutboxAnnouncement GET", "a draft"): at(f"/outbox/{draft}"),
        ("api:wordAnnouncement PUT", "a draft"): at(f"/outbox/{draft}", SENT),
        ("api:dropAnnouncement DELETE", "a draft"): at(f"/outbox/{draft}"),
        ("api:tryAnnouncement PUT", "a draft"): at(f"/outbox/{draft}/trial", {"language": "en"}),
        ("api:releaseAnnouncement PUT", "a draft"): at(f"/outbox/{draft}/release", {}),
        ("api:reviewAnnouncement PUT", "Eli's own, waiting"): at(f"/outbox/{waiting}/review", {"approved": True}),
        ("api:pauseAnnouncement PUT", "it is going out"): at(f"/outbox/{going}/pause"),
        ("api:resumeAnnouncement DELETE", "it is paused"): at(f"/outbox/{paused}/pause"),
        ("api:takeBackAnnouncement PUT", "it went out"): at(f"/outbox/{out}/withdrawal", {"note": "Wrong date."}),
        ("api:takeConversation PUT", "Ben's answer"): at(f"/conversations/{answered}/taking"),
    }
