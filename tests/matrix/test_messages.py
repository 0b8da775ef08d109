"""Who reads and writes which conversation over HTTP. The same people as in `rules/messages.py`."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.limits.quotas import forget_all
from allmende.foundation.testing import NOON
from allmende.people.organisations.testing import make_organisation
from allmende.rooms.messages.commands import open_hook, open_outlet, open_space_talk, take_in_outside, write_to_body
from allmende.rooms.messages.models import OutsideKey
from allmende.rooms.messages.queries.finding import digest_of
from allmende.rooms.messages.queries.outside import stop_key
from allmende.rooms.messages.testing import make_talk
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                       | case                  |  guest  stranger  community  member  host  curator
messages:index GET                 |                       |  403    200       200        200     200   200
messages:new GET                   |                       |  403    403       200        200     200   200
messages:new POST                  | Ada to Ben            |  403    403       302        409     302   302
messages:requests GET              |                       |  403    200       200        200     200   200
messages:badge GET                 |                       |  403    200       200        200     200   200
messages:manner GET                |                       |  403    200       200        200     200   200
messages:manner POST               |                       |  403    302       302        302     302   302
messages:space_talk POST           | the team              |  403    404       403        302     302   302
messages:body GET                  | Meadow Ltd            |  403    404       200        200     200   200
messages:body POST                 | Meadow Ltd            |  403    404       302        302     302   302
messages:conversation GET          | Ben to Ada            |  403    404       404        200     200   404
messages:conversation GET          | the team              |  403    404       404        200     200   200
messages:conversation GET          | Finn to Meadow Ltd    |  403    404       200        404     200   404
messages:messages POST             | Ben to Ada            |  403    404       404        302     302   404
messages:messages POST             | nothing said          |  403    404       404        422     422   404
messages:messages POST             | Finn to Ada           |  403    404       409        404     302   404
messages:news GET                  | Ben to Ada            |  403    404       404        302     302   404
messages:changes GET               | Ben to Ada            |  403    404       404        302     302   404
messages:reading POST              | Ben to Ada            |  403    404       404        302     302   404
messages:draft POST                | Ben to Ada            |  403    404       404        302     302   404
messages:message GET               | Ben's words           |  403    404       404        200     403   404
messages:message POST              | Ben's words           |  403    404       404        302     403   404
messages:removal POST              | Ben's words           |  403    404       404        302     403   404
messages:message_answers GET       | Ben's words           |  403    404       404        200     200   404
messages:message_pin POST          | Ben's words           |  403    404       404        302     302   404
messages:message_pin_removal POST  | Ben's words           |  403    404       404        302     302   404
messages:acceptance POST           | Finn to Ada           |  403    404       403        404     302   404
messages:refusal POST              | Finn to Ada           |  403    404       403        404     302   404
messages:pin POST                  | Ben to Ada            |  403    404       404        302     302   404
messages:pin_removal POST          | Ben to Ada            |  403    404       404        302     302   404
messages:silence POST              | Ben to Ada            |  403    404       404        302     302   404
messages:silence_removal POST      | Ben to Ada            |  403    404       404        302     302   404
messages:channel POST              | Ben to Ada            |  403    404       404        302     302   404
messages:leaving POST              | the three             |  403    404       404        302     302   302
messages:name POST                 | the three             |  403    404       404        302     302   302
messages:people POST               | Finn, to the three    |  403    404       404        403     403   302
messages:person_removal POST       | Ben, from the three   |  403    404       404        403     403   302
messages:carer POST                | the team's, to Ben    |  403    404       404        302     302   302
messages:hooks GET                 | the team              |  403    404       404        403     200   200
messages:hooks POST                | the team              |  403    404       404        403     200   200
messages:hook_removal POST         | the team              |  403    404       404        403     302   302
messages:hook POST                 | by its address        |  200    200       200        200     200   200
messages:hook POST                 | by no address         |  404    404       404        404     404   404
messages:outlets POST              | the team              |  403    404       404        403     302   302
messages:outlet_removal POST       | the team's            |  403    404       404        403     302   302
messages:outsiders GET             | the team              |  403    404       404        403     200   200
messages:outsiders GET             | Ben to Ada            |  403    404       404        409     409   404
messages:outsiders POST            | the team              |  403    404       404        403     302   302
messages:outsider_renewal POST     | the team's            |  403    404       404        403     302   302
messages:outsider_removal POST     | the team's            |  403    404       404        403     302   302
messages:outside GET               | by the link           |  200    200       200        200     200   200
messages:outside GET               | by no link            |  404    404       404        404     404   404
messages:outside POST              | by the link           |  302    302       302        302     302   302
messages:outside POST              | by no link            |  404    404       404        404     404   404
messages:outside_copy GET          | by the link           |  200    200       200        200     200   200
messages:outside_copy GET          | by no link            |  404    404       404        404     404   404
messages:outside_leaving POST      | by the link           |  200    200       200        200     200   200
messages:outside_leaving POST      | by no link            |  404    404       404        404     404   404
messages:outside_account POST      | another's link        |  403    403       403        403     403   403
messages:outside_stop GET          | by the mail's address |  200    200       200        200     200   200
messages:outside_stop POST         | by the mail's address |  200    200       200        200     200   200
messages:outside_stop POST         | by no address         |  404    404       404        404     404   404
api:listConversations GET          |                       |  401    200       200        200     200   200
api:listMessageRequests GET        |                       |  401    200       200        200     200   200
api:beginConversation POST         | Ada to Ben            |  401    403       201        409     201   201
api:openSpaceConversation POST     | the team              |  401    404       403        201     201   201
api:writeToOrganisation POST       | Meadow Ltd            |  401    404       201        201     201   201
api:getConversation GET            | Ben to Ada            |  401    404       404        200     200   404
api:listMessages GET               | Ben to Ada            |  401    404       404        200     200   404
api:writeMessage POST              | Ben to Ada            |  401    404       404        201     201   404
api:editMessage PUT                | Ben's words           |  401    404       404        204     403   404
api:pinMessage PUT                 | Ben's words           |  401    404       404        204     204   404
api:unpinMessage DELETE            | Ben's words           |  401    404       404        204     204   404
api:removeMessage DELETE           | Ben's words           |  401    404       404        204     403   404
api:readConversation PUT           | Ben to Ada            |  401    404       404        204     204   404
api:keepDraft PUT                  | Ben to Ada            |  401    404       404        204     204   404
api:acceptMessageRequest PUT       | Finn to Ada           |  401    404       403        404     204   404
api:refuseMessageRequest PUT       | Finn to Ada           |  401    404       403        404     204   404
api:pinConversation PUT            | Ben to Ada            |  401    404       404        204     204   404
api:unpinConversation DELETE       | Ben to Ada            |  401    404       404        204     204   404
api:muteConversation PUT           | Ben to Ada            |  401    404       404        204     204   404
api:unmuteConversation DELETE      | Ben to Ada            |  401    404       404        204     204   404
api:chooseMessageChannel PUT       | Ben to Ada            |  401    404       404        204     204   404
api:nameConversation PUT           | the three             |  401    404       404        204     204   204
api:addToConversation PUT          | Finn, to the three    |  401    403       404        403     403   204
api:takeOutOfConversation DELETE   | Ben, from the three   |  401    404       404        204     403   204
api:listOutsiders GET              | the team              |  401    404       404        403     200   200
api:askOutsider POST               | the team              |  401    404       404        403     201   201
api:renewOutsiderLink PUT          | the team's            |  401    404       404        403     204   204
api:takeOutOutsider DELETE         | the team's            |  401    404       404        403     204   204
api:handConversationOver PUT       | the team's, to Ben    |  401    404       404        204     204   204
api:getMessageSettings GET         |                       |  401    200       200        200     200   200
api:setMessageSettings PUT         |                       |  401    204       204        204     204   204
"""
ROUTES = routes_in(TABLE)
KEY = {"Idempotency-Key": "once-for-this-row"}


def to(route: str, *args: object, **sent: object) -> Request:
    return Request(reverse(f"messages:{route}", args=args), sent)


def at(path: str, sent: Any = None, headers: dict[str, str] | None = None) -> Request:
    return Request(f"/api/v1{path}", sent, "" if sent is None else "application/json", headers)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    with clock.frozen(NOON):
        forget_all()
        assert "\n".join(differences(TABLE, cast, requests_to(cast))) == ""


def requests_to(cast: Cast) -> dict[tuple[str, str], Request]:
    """Make what the table speaks of, and say what each line sends."""
    root, team, body = cast.community, cast.team.slug, make_organisation(cast.ada, cast.community).space
    two = make_talk(root, cast.ben, cast.ada)
    three, asking = make_talk(root, cast.eli, cast.ada, cast.ben), make_talk(root, cast.finn, cast.ada)
    ours = open_space_talk(cast.ada, cast.team)
    theirs = write_to_body(cast.finn, body, "Do you lend a digger?").conversation
    said = two.messages.get().pk
    named = {"people": "ben-roth", "text": "Hello"}
    return {
        ("messages:index GET", ""): to("index"),
        ("messages:new GET", ""): to("new"),
        ("messages:new POST", "Ada to Ben"): to("new", **named),
        ("messages:requests GET", ""): to("requests"),
        ("messages:badge GET", ""): to("badge"),
        ("messages:manner GET", ""): to("manner"),
        ("messages:manner POST", ""): to("manner"),
        ("messages:space_talk POST", "the team"): to("space_talk", team),
        ("messages:body GET", "Meadow Ltd"): to("body", body.slug),
        ("messages:body POST", "Meadow Ltd"): to("body", body.slug, text="Hello"),
        ("messages:conversation GET", "Ben to Ada"): to("conversation", two.pk),
        ("messages:conversation GET", "the team"): to("conversation", ours.pk),
        ("messages:conversation GET", "Finn to Meadow Ltd"): to("conversation", theirs.pk),
        **of_one(two.pk, said),
        ("messages:messages POST", "Finn to Ada"): to("messages", asking.pk, text="Yes."),
        ("messages:acceptance POST", "Finn to Ada"): to("acceptance", asking.pk),
        ("messages:refusal POST", "Finn to Ada"): to("refusal", asking.pk),
        ("messages:leaving POST", "the three"): to("leaving", three.pk),
        ("messages:name POST", "the three"): to("name", three.pk, title="Pond"),
        ("messages:people POST", "Finn, to the three"): to("people", three.pk, people="finn-thal"),
        ("messages:person_removal POST", "Ben, from the three"): to("person_removal", three.pk, "ben-roth"),
        **of_hooks(cast, ours),
        **of_outsiders(cast, ours),
        ("messages:carer POST", "the team's, to Ben"): to("carer", ours.pk, person="ben-roth"),
        **of_programs(team, body.slug, said, two.pk, three.pk, asking.pk, ours.pk),
    }


def of_hooks(cast: Cast, ours: Any) -> dict[tuple[str, str], Request]:
    """What programs do, and those who let them."""
    _hook, token = open_hook(cast.ada, ours, "Weather")
    gone, _token = open_hook(cast.ada, ours, "Gone")
    told = open_outlet(cast.ada, ours, name="Chat", url="https://chat.example.org/y")
    said = {"text": "Frost tonight"}
    return {
        ("messages:hooks GET", "the team"): to("hooks", ours.pk),
        ("messages:hooks POST", "the team"): to("hooks", ours.pk, name="Shop"),
        ("messages:hook_removal POST", "the team"): to("hook_removal", ours.pk, gone.pk),
        ("messages:outlets POST", "the team"): to("outlets", ours.pk, name="Slack", url="https://chat.example.org/x"),
        ("messages:outlet_removal POST", "the team's"): to("outlet_removal", ours.pk, told.pk),
        ("messages:hook POST", "by its address"): Request(
            reverse("messages:hook", args=[token]), said, "application/json"
        ),
        ("messages:hook POST", "by no address"): Request(
            reverse("messages:hook", args=["none"]), said, "application/json"
        ),
    }


def of_outsiders(cast: Cast, ours: Any) -> dict[tuple[str, str], Request]:
    """What someone from outside does, and those who let them."""
    karl = {"name": "Karl", "email": "karl@example.org", "language": "de", "why": "You know the pump."}
    lena = take_in_outside(cast.ada, ours, **karl | {"email": "lena@example.org"})
    OutsideKey.objects.create(outsider=lena, digest=digest_of("open"))
    stop, talk = stop_key(lena), f"/conversations/{ours.pk}/outsiders"
    return {
        ("messages:outsiders GET", "the team"): to("outsiders", ours.pk),
        ("messages:outsiders POST", "the team"): to("outsiders", ours.pk, **karl),
        ("messages:outsider_renewal POST", "the team's"): to("outsider_renewal", ours.pk, lena.pk),
        ("messages:outsider_removal POST", "the team's"): to("outsider_removal", ours.pk, lena.pk),
        ("messages:outside GET", "by the link"): to("outside", "open"),
        ("messages:outside GET", "by no link"): to("outside", "none"),
        ("messages:outside POST", "by the link"): to("outside", "open", text="Gladly."),
        ("messages:outside POST", "by no link"): to("outside", "none", text="Gladly."),
        ("messages:outside_copy GET", "by the link"): to("outside_copy", "open"),
        ("messages:outside_copy GET", "by no link"): to("outside_copy", "none"),
        ("messages:outside_leaving POST", "by the link"): to("outside_leaving", "open"),
        ("messages:outside_leaving POST", "by no link"): to("outside_leaving", "none"),
        ("messages:outside_account POST", "another's link"): to("outside_account", "open"),
        ("messages:outside_stop GET", "by the mail's address"): to("outside_stop", lena.pk, stop),
        ("messages:outside_stop POST", "by the mail's address"): to("outside_stop", lena.pk, stop),
        ("messages:outside_stop POST", "by no address"): to("outside_stop", lena.pk, "none"),
        ("api:listOutsiders GET", "the team"): at(talk),
        ("api:askOutsider POST", "the team"): at(talk, karl, KEY),
        ("api:renewOutsiderLink PUT", "the team's"): at(f"{talk}/{lena.pk}/link"),
        ("api:takeOutOutsider DELETE", "the team's"): at(f"{talk}/{lena.pk}"),
    }


def of_one(two: Any, said: Any) -> dict[tuple[str, str], Request]:
    """What one does in the conversation of two."""
    return {
        ("messages:outsiders GET", "Ben to Ada"): to("outsiders", two),
        ("messages:messages POST", "Ben to Ada"): to("messages", two, text="Yes."),
        ("messages:messages POST", "nothing said"): to("messages", two),
        ("messages:news GET", "Ben to Ada"): to("news", two),
        ("messages:changes GET", "Ben to Ada"): to("changes", two),
        ("messages:reading POST", "Ben to Ada"): to("reading", two, upto=str(said)),
        ("messages:draft POST", "Ben to Ada"): to("draft", two, text="I think"),
        ("messages:message GET", "Ben's words"): to("message", said),
        ("messages:message POST", "Ben's words"): to("message", said, text="Shall they?"),
        ("messages:message_answers GET", "Ben's words"): to("message_answers", said),
        ("messages:message_pin POST", "Ben's words"): to("message_pin", said),
        ("messages:message_pin_removal POST", "Ben's words"): to("message_pin_removal", said),
        ("messages:removal POST", "Ben's words"): to("removal", said),
        ("messages:pin POST", "Ben to Ada"): to("pin", two),
        ("messages:pin_removal POST", "Ben to Ada"): to("pin_removal", two),
        ("messages:channel POST", "Ben to Ada"): to("channel", two, channel="mail"),
        ("messages:silence POST", "Ben to Ada"): to("silence", two),
        ("messages:silence_removal POST", "Ben to Ada"): to("silence_removal", two),
    }


def of_programs(team: str, body: str, said: Any, two: Any, three: Any, asking: Any, ours: Any) -> dict[tuple[str, str], Request]:  # fmt: skip
    """The same for the API."""
    talk = f"/conversations/{two}"
    return {
        ("api:listConversations GET", ""): at("/conversations"),
        ("api:listMessageRequests GET", ""): at("/conversations/requests"),
        ("api:beginConversation POST", "Ada to Ben"): at(
            "/conversations", {"people": ["ben-roth"], "text": "Hello"}, KEY
        ),
        ("api:openSpaceConversation POST", "the team"): at(f"/spaces/{team}/conversation", {}, KEY),
        ("api:writeToOrganisation POST", "Meadow Ltd"): at(f"/organisations/{body}/messages", {"text": "Hello"}, KEY),
        ("api:getConversation GET", "Ben to Ada"): at(talk),
        ("api:listMessages GET", "Ben to Ada"): at(f"{talk}/messages"),
        ("api:writeMessage POST", "Ben to Ada"): at(f"{talk}/messages", {"text": "Yes."}, KEY),
        ("api:editMessage PUT", "Ben's words"): at(f"/messages/{said}", {"text": "Shall they?"}),
        ("api:pinMessage PUT", "Ben's words"): at(f"/messages/{said}/pin", {}),
        ("api:unpinMessage DELETE", "Ben's words"): at(f"/messages/{said}/pin"),
        ("api:removeMessage DELETE", "Ben's words"): at(f"/messages/{said}"),
        ("api:readConversation PUT", "Ben to Ada"): at(f"{talk}/reading", {"upto": str(said)}),
        ("api:keepDraft PUT", "Ben to Ada"): at(f"{talk}/draft", {"text": "I think"}),
        ("api:acceptMessageRequest PUT", "Finn to Ada"): at(f"/conversations/{asking}/acceptance"),
        ("api:refuseMessageRequest PUT", "Finn to Ada"): at(f"/conversations/{asking}/refusal"),
        ("api:pinConversation PUT", "Ben to Ada"): at(f"{talk}/pin"),
        ("api:unpinConversation DELETE", "Ben to Ada"): at(f"{talk}/pin"),
        ("api:muteConversation PUT", "Ben to Ada"): at(f"{talk}/silence"),
        ("api:unmuteConversation DELETE", "Ben to Ada"): at(f"{talk}/silence"),
        ("api:chooseMessageChannel PUT", "Ben to Ada"): at(f"{talk}/channel", {"channel": "mail"}),
        ("api:nameConversation PUT", "the three"): at(f"/conversations/{three}/name", {"title": "Pond"}),
        ("api:addToConversation PUT", "Finn, to the three"): at(
            f"/conversations/{three}/people", {"person": "finn-thal"}
        ),
        ("api:takeOutOfConversation DELETE", "Ben, from the three"): at(f"/conversations/{three}/people/ben-roth"),
        ("api:handConversationOver PUT", "the team's, to Ben"): at(
            f"/conversations/{ours}/carer", {"person": "ben-roth"}
        ),
        ("api:getMessageSettings GET", ""): at("/me/message-settings"),
        ("api:setMessageSettings PUT", ""): at("/me/message-settings", {"shows_reading": False}),
    }
