"""What programs may do with hubs, the desk, organisations, portfolios, searches, tours and web hooks that are cared for.

By hand from the rules: Eli runs the Mill, where Ben has a desk tomorrow and Ada waits for one; he curates the community and keeps a web
hook, another of his is paused. Ben asked for help, nominated Noor, has a piece of work, a link and a search, and represents Meadow with Ada;
Meadow belongs to a network of Eli's.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.files.commands import append, begin_upload, store_document
from allmende.commons.files.testing import make_mp4, make_picture, make_upload
from allmende.commons.spaces.commands import join_space, take_in
from allmende.commons.spaces.testing import Cast, make_note
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.observers.webhooks.commands.keeping import make_hook, pause_hook
from allmende.observers.webhooks.models import Delivery, DeliveryState
from allmende.people.desk.commands import ask_for_help, write_tip
from allmende.people.directory.commands import save_search
from allmende.people.directory.queries.search import Search
from allmende.people.nominations.testing import make_nomination
from allmende.people.organisations.testing import join, make_network, make_organisation
from allmende.people.profiles import commands as say
from allmende.people.profiles.models import Key
from allmende.people.welcome.commands import offer_tour
from allmende.rooms.hubs.commands import book
from allmende.rooms.hubs.models import Part, Wait
from allmende.rooms.hubs.queries import hub_of
from allmende.rooms.hubs.testing import make_hub
from tests.matrix.asking import Request, differences, routes_in
from tests.matrix.test_api import ANY, KEY, at

TABLE = """
route METHOD                      | case                        |  guest  stranger  community  member  host  curator
api:getHubSettings GET            | the Mill                    |  401    404       403        403     403   200
api:patchHubSettings PATCH        | the Mill                    |  401    404       403        403     403   200
api:patchHubSettings PATCH        | the Mill, without If-Match  |  401    404       403        403     403   428
api:patchHubSettings PATCH        | closes before it opens      |  401    404       403        403     403   422
api:patchHubSettings PATCH        | opens at no time of a clock |  401    422       422        422     422   422
api:addDesk POST                  | the Mill                    |  401    404       403        403     403   201
api:removeDesk DELETE             | Ben's desk                  |  401    404       403        403     403   204
api:setSpecialDay PUT             | tomorrow, closed            |  401    404       403        403     403   204
api:setSpecialDay PUT             | no day at all               |  401    422       422        422     422   422
api:unsetSpecialDay DELETE        | tomorrow                    |  401    404       403        403     403   204
api:listHubBookings GET           | the Mill                    |  401    404       403        403     403   200
api:waitForDesk POST              | a desk is free              |  401    404       403        409     409   409
api:listTurns GET                 |                             |  401    200       200        200     200   200
api:leaveLine DELETE              | Ada's                       |  401    404       404        404     204   404
api:listCallsForHelp GET          |                             |  401    403       403        403     403   200
api:takeHelp POST                 | Ben's call                  |  401    403       403        403     403   204
api:answerHelp POST               | Ben's call                  |  401    403       403        403     403   204
api:closeHelp POST                | Ben's call                  |  401    404       404        204     404   204
api:answerBack POST               | Ben's call                  |  401    403       404        204     404   404
api:handOverHelp POST             | Ben's call                  |  401    403       403        403     403   204
api:handOverHelp POST             | to no duty                  |  401    422       422        422     422   422
api:listHelpTexts GET             |                             |  401    403       403        403     403   200
api:writeHelpText POST            | of calls                    |  401    403       403        403     403   201
api:writeHelpText POST            | of no page                  |  401    403       403        403     403   422
api:removeHelpText DELETE         | Eli's                       |  401    403       403        403     403   204
api:listMutes GET                 |                             |  401    403       200        200     200   200
api:unmute DELETE                 | a step                      |  401    403       204        204     204   204
api:unmute DELETE                 | no step                     |  401    422       422        422     422   422
api:askToVouch POST               | Finn, for Ben's Noor        |  401    404       403        204     403   204
api:askToVouch POST               | nobody                      |  401    404       403        422     403   422
api:patchOrganisation PATCH       | Meadow                      |  401    404       403        200     403   200
api:patchOrganisation PATCH       | a script for a link         |  401    404       403        422     403   422
api:listJoiningsInto GET          | Meadow                      |  401    404       403        200     403   200
api:inviteIntoOrganisation POST   | Finn into Meadow            |  401    404       403        201     403   201
api:inviteIntoOrganisation POST   | nobody                      |  401    404       403        422     403   422
api:leaveNetwork DELETE           | Meadow                      |  401    404       403        204     403   204
api:listPortfolio GET             | Ben's                       |  404    404       200        200     200   200
api:addPiece POST                 | to Ben's                    |  401    404       403        201     403   403
api:getPiece GET                  | Ben's                       |  401    404       403        200     403   403
api:patchPiece PATCH              | Ben's                       |  401    404       403        200     403   403
api:removePiece DELETE            | Ben's                       |  401    404       403        204     403   403
api:showWork POST                 | Ben's note of the team      |  401    404       404        201     403   403
api:checkLink POST                | Ben's                       |  401    404       404        204     404   404
api:listSteps GET                 |                             |  401    403       200        200     200   200
api:tickStep PUT                  | the first offer             |  401    403       204        204     204   204
api:tickStep PUT                  | one that is done, not said  |  401    403       422        422     422   422
api:untickStep DELETE             | the first offer             |  401    403       204        204     204   204
api:listSearches GET              |                             |  401    403       200        200     200   200
api:keepSearch POST               |                             |  401    403       201        201     201   201
api:markSearchRead PUT            | Ben's                       |  401    403       404        204     404   404
api:removeSearch DELETE           | Ben's                       |  401    403       404        204     404   404
api:listTours GET                 |                             |  200    200       200        200     200   200
api:offerTour POST                | tomorrow                    |  401    403       403        403     403   201
api:offerTour POST                | yesterday                   |  401    403       403        403     403   422
api:cancelTour POST               | Eli's                       |  401    403       403        403     403   204
api:listHooks GET                 | the community               |  401    403       403        403     403   200
api:listHooks GET                 | the team                    |  401    404       403        403     403   200
api:getHook GET                   | Eli's                       |  401    404       404        404     404   200
api:listDeliveries GET            | Eli's                       |  401    404       404        404     404   200
api:testHook POST                 | Eli's                       |  401    404       404        404     404   204
api:testHook POST                 | paused                      |  401    404       404        404     404   409
api:pauseHook PUT                 | Eli's                       |  401    404       404        404     404   204
api:resumeHook DELETE             | paused                      |  401    404       404        404     404   204
api:resendFailed POST             | Eli's                       |  401    404       404        404     404   201
api:resendDelivery POST           | Eli's                       |  401    404       404        404     404   204
api:removeHook DELETE             | Eli's                       |  401    404       404        404     404   204
api:beginFile POST                | ten bytes                   |  401    201       201        201     201   201
api:beginFile POST                | of no size                  |  401    422       422        422     422   422
api:getOffset HEAD                | Ben's, ten of ten           |  401    404       404        200     404   404
api:sendPart PATCH                | Ben's, none of ten          |  401    404       404        204     404   404
api:dropFile DELETE               | Ben's, ten of ten           |  401    404       404        204     404   404
api:addUploadedFile POST          | to Ben's note of the team   |  401    404       404        201     404   404
api:keepFile POST                 | Ben's, ten of ten           |  401    404       404        201     404   404
api:putCaptions PUT               | of Ben's video in the team  |  401    404       404        204     204   204
api:removeCaptions DELETE         | of Ben's video in the team  |  401    404       404        204     204   204
api:cutPicture POST               | Ben's picture in the team   |  401    404       404        201     201   201
api:putTranscript PUT             | of Ben's video in the team  |  401    404       404        204     204   204
"""
ROUTES = routes_in(TABLE)


def of_hubs(cast: Cast) -> dict[tuple[str, str], Request]:
    """The Mill."""
    mill = make_hub(cast.eli, cast.community)
    for who in (cast.ben, cast.ada):
        join_space(who, mill)
    tomorrow = hub_of(mill).today + timedelta(days=1)
    booking = book(cast.ben, mill, tomorrow, Part.DAY)
    waits = Wait.objects.create(hub_id=mill.id, person=cast.ada, day=tomorrow, part=Part.DAY).id
    # Ben has a desk on that day, so for the others one is free and for him there is nothing to wait for either.
    here, day = f"/hubs/{mill.slug}", tomorrow.isoformat()
    early = {"hours": {"monday": {"opens": "18:00", "closes": "09:00"}}}
    never = {"hours": {"monday": {"opens": "08:00:00Z", "closes": "24:30"}}}
    return {
        ("api:getHubSettings GET", "the Mill"): at(f"{here}/settings"),
        ("api:patchHubSettings PATCH", "the Mill"): at(f"{here}/settings", {"address": "Mill Lane 1"}, ANY),
        ("api:patchHubSettings PATCH", "the Mill, without If-Match"): at(f"{here}/settings", {"days_ahead": 7}),
        ("api:patchHubSettings PATCH", "closes before it opens"): at(f"{here}/settings", early, ANY),
        ("api:patchHubSettings PATCH", "opens at no time of a clock"): at(f"{here}/settings", never, ANY),
        ("api:addDesk POST", "the Mill"): at(f"{here}/desks", {"name": "Under the roof"}, KEY),
        ("api:removeDesk DELETE", "Ben's desk"): at(f"{here}/desks/{booking.desk_id}"),
        ("api:setSpecialDay PUT", "tomorrow, closed"): at(f"{here}/days/{day}", {"note": "Inventory"}),
        ("api:setSpecialDay PUT", "no day at all"): at(f"{here}/days/0", {}),
        ("api:unsetSpecialDay DELETE", "tomorrow"): at(f"{here}/days/{day}"),
        ("api:listHubBookings GET", "the Mill"): at(f"{here}/bookings"),
        ("api:waitForDesk POST", "a desk is free"): at(f"{here}/line", {"day": day}, KEY),
        ("api:listTurns GET", ""): at("/turns"),
        ("api:leaveLine DELETE", "Ada's"): at(f"/turns/{waits}"),
    }


def of_people(cast: Cast) -> dict[tuple[str, str], Request]:
    """The desk, nominations, organisations."""
    call = ask_for_help(cast.ben, cast.community, "How do I begin?").id
    tip = write_tip(cast.eli, cast.community, "home", "What is this?", "Home.").id
    text = {"question": "Where is it?", "answer": "There."}
    noor = make_nomination(cast.ben, cast.community).id
    meadow, water = make_organisation(cast.ben, cast.community, "Meadow"), make_network(cast.eli, cast.community)
    take_in(cast.ben, meadow.space, cast.ada)
    join(water, meadow)
    body = f"/organisations/{meadow.space.slug}"
    return {
        ("api:listCallsForHelp GET", ""): at("/desk/help"),
        ("api:takeHelp POST", "Ben's call"): at(f"/desk/help/{call}/taking", {}, KEY),
        ("api:answerHelp POST", "Ben's call"): at(f"/desk/help/{call}/answer", {"answer": "Like this."}, KEY),
        ("api:closeHelp POST", "Ben's call"): at(f"/help/{call}/closure", {}, KEY),
        ("api:answerBack POST", "Ben's call"): at(f"/help/{call}/replies", {"text": "And then?"}, KEY),
        ("api:handOverHelp POST", "Ben's call"): at(f"/desk/help/{call}/handover", {"duty": "sales"}, KEY),
        ("api:handOverHelp POST", "to no duty"): at(f"/desk/help/{call}/handover", {"duty": "king"}, KEY),
        ("api:listHelpTexts GET", ""): at("/desk/help-texts"),
        ("api:writeHelpText POST", "of calls"): at("/desk/help-texts", text | {"page": "/calls/"}, KEY),
        ("api:writeHelpText POST", "of no page"): at("/desk/help-texts", text | {"page": "/nowhere/"}, KEY),
        ("api:removeHelpText DELETE", "Eli's"): at(f"/desk/help-texts/{tip}"),
        ("api:listMutes GET", ""): at("/asks/mutes"),
        ("api:unmute DELETE", "a step"): at("/asks/mutes/other"),
        ("api:unmute DELETE", "no step"): at("/asks/mutes/jump"),
        ("api:askToVouch POST", "Finn, for Ben's Noor"): at(
            f"/nominations/{noor}/asking", {"handle": "finn-thal"}, KEY
        ),
        ("api:askToVouch POST", "nobody"): at(f"/nominations/{noor}/asking", {"handle": "nobody"}, KEY),
        ("api:patchOrganisation PATCH", "Meadow"): at(body, {"fields": ["Bees"]}, ANY),
        ("api:patchOrganisation PATCH", "a script for a link"): at(body, {"links": ["javascript:alert(1)"]}, ANY),
        ("api:listJoiningsInto GET", "Meadow"): at(f"{body}/joinings"),
        ("api:inviteIntoOrganisation POST", "Finn into Meadow"): at(f"{body}/invitations", {"who": "finn-thal"}, KEY),
        ("api:inviteIntoOrganisation POST", "nobody"): at(f"{body}/invitations", {"who": "nobody"}, KEY),
        ("api:leaveNetwork DELETE", "Meadow"): at(f"{body}/networks/{water.space.slug}"),
    }


def of_ones_own(cast: Cast) -> dict[tuple[str, str], Request]:
    """Portfolio, path, searches."""
    ben, root = cast.ben, cast.community
    piece = say.add_piece(ben, ben, root, title="A shed", layer=Layer.COMMUNITY).id
    (link,) = say.put(ben, ben, root, Key.LINK, [say.link("https://ben.example.org", "")])
    note, search = make_note(cast.team, ben), save_search(ben, root, "All", Search())
    work, path, kept = "/people/ben-roth/portfolio", "/path-to-paid-work", f"/searches/{search.id}"
    return {
        ("api:listPortfolio GET", "Ben's"): at(work),
        ("api:addPiece POST", "to Ben's"): at(work, {"title": "A gate"}, KEY),
        ("api:getPiece GET", "Ben's"): at(f"{work}/{piece}"),
        ("api:patchPiece PATCH", "Ben's"): at(f"{work}/{piece}", {"title": "A large shed"}, ANY),
        ("api:removePiece DELETE", "Ben's"): at(f"{work}/{piece}"),
        ("api:showWork POST", "Ben's note of the team"): at(f"{work}/of/{note.id}", {}, KEY),
        ("api:checkLink POST", "Ben's"): at(f"/profile/links/{link.id}/check", {}, KEY),
        ("api:listSteps GET", ""): at(path),
        ("api:tickStep PUT", "the first offer"): at(f"{path}/offer"),
        ("api:tickStep PUT", "one that is done, not said"): at(f"{path}/skills"),
        ("api:untickStep DELETE", "the first offer"): at(f"{path}/offer"),
        ("api:listSearches GET", ""): at("/searches"),
        ("api:keepSearch POST", ""): at("/searches", {"name": "Joiners", "q": "joinery"}, KEY),
        ("api:markSearchRead PUT", "Ben's"): at(f"{kept}/reading"),
        ("api:removeSearch DELETE", "Ben's"): at(kept),
    }


def of_offices(cast: Cast) -> dict[tuple[str, str], Request]:
    """Tours and web hooks."""
    slot = offer_tour(cast.eli, cast.community, begins=NOON + timedelta(days=2)).id
    values = {"url": "https://example.org/", "names": ["CommentAdded"], "layer": Layer.PUBLIC}
    hook, paused = (make_hook(cast.eli, cast.community, **values)[0] for _time in range(2))  # type: ignore[arg-type]
    pause_hook(cast.eli, paused)
    delivery = Delivery.objects.create(hook=hook, name="Test", state=DeliveryState.FAILED).id
    one, other = f"/hooks/{hook.id}", f"/hooks/{paused.id}"
    return {
        ("api:listTours GET", ""): at("/tours"),
        ("api:offerTour POST", "tomorrow"): at("/tours", {"begins": (NOON + timedelta(days=1)).isoformat()}, KEY),
        ("api:offerTour POST", "yesterday"): at("/tours", {"begins": (NOON - timedelta(days=1)).isoformat()}, KEY),
        ("api:cancelTour POST", "Eli's"): at(f"/tours/{slot}/cancellation", {}, KEY),
        ("api:listHooks GET", "the community"): at("/hooks"),
        ("api:listHooks GET", "the team"): at(f"/hooks?space={cast.team.slug}"),
        ("api:getHook GET", "Eli's"): at(one),
        ("api:listDeliveries GET", "Eli's"): at(f"{one}/deliveries"),
        ("api:testHook POST", "Eli's"): at(f"{one}/test", {}, KEY),
        ("api:testHook POST", "paused"): at(f"{other}/test", {}, KEY),
        ("api:pauseHook PUT", "Eli's"): at(f"{one}/pause"),
        ("api:resumeHook DELETE", "paused"): at(f"{other}/pause"),
        ("api:resendFailed POST", "Eli's"): at(f"{one}/resending", {}, KEY),
        ("api:resendDelivery POST", "Eli's"): at(f"{one}/deliveries/{delivery}/resending", {}, KEY),
        ("api:removeHook DELETE", "Eli's"): at(one),
    }


def of_uploads(cast: Cast) -> dict[tuple[str, str], Request]:
    """A file of Ben's that has come in parts."""
    upload, note = begin_upload(cast.ben, size=10, name="plan.txt"), make_note(cast.team, cast.ben)
    append(upload, 0, BytesIO(b"Dig here.\n"))
    tus, place = {"Tus-Resumable": "1.0.0"}, f"/api/v1/uploads/{upload.id}"
    begun = f"/api/v1/uploads/{begin_upload(cast.ben, size=10, name='plan.txt').id}"
    video = f"/files/{store_document(cast.ben, make_upload(make_mp4(), 'pond.mp4'), thing=note).id}"
    more = Request(begun, "Dig", "application/offset+octet-stream", tus | {"Upload-Offset": "0"})
    return {
        ("api:beginFile POST", "ten bytes"): at("/uploads", None, tus | {"Upload-Length": "10"}),
        ("api:beginFile POST", "of no size"): at("/uploads", None, tus | {"Upload-Length": "many"}),
        ("api:getOffset HEAD", "Ben's, ten of ten"): Request(place, headers=tus),
        ("api:sendPart PATCH", "Ben's, none of ten"): more,
        ("api:dropFile DELETE", "Ben's, ten of ten"): Request(place, headers=tus),
        ("api:addUploadedFile POST", "to Ben's note of the team"): at(
            f"/things/{note.id}/files/of/{upload.id}", {}, KEY
        ),
        ("api:keepFile POST", "Ben's, ten of ten"): Request(f"{place}/file"),
        ("api:putCaptions PUT", "of Ben's video in the team"): at(
            f"{video}/captions/en", {"text": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"}
        ),
        ("api:removeCaptions DELETE", "of Ben's video in the team"): at(f"{video}/captions/en"),
        ("api:cutPicture POST", "Ben's picture in the team"): at(
            f"/files/{make_picture(cast.ben, note).id}/cut", {"left": 0.5, "top": 0, "width": 0.5, "height": 1}, KEY
        ),
        ("api:putTranscript PUT", "of Ben's video in the team"): at(f"{video}/transcript", {"text": "Hello"}),
    }


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    with clock.frozen(NOON):
        requests = of_hubs(cast) | of_people(cast) | of_ones_own(cast) | of_offices(cast) | of_uploads(cast)
        assert "\n".join(differences(TABLE, cast, requests)) == ""
