"""What programs may do with spaces, things, talk, files, and what is their person's own: by hand from the rules.

Without a session or token what changes something, or is for members, is 401; then what one can't see is 404.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.files.commands import store_document
from allmende.commons.spaces.commands import open_space, set_gate, widen
from allmende.commons.spaces.models import Mode, SpaceKind
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.threads.commands import comment, hide_comments
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                   | case                 |  guest  stranger  community  member  host  curator
api:listSpaces GET             |                      |  200    200       200        200     200   200
api:createSpace POST           | a group              |  401    403       201        201     201   201
api:getSpace GET               | the team             |  404    404       200        200     200   200
api:patchSpace PATCH           | the team             |  401    404       403        403     200   200
api:patchSpace PATCH           | without If-Match     |  401    404       403        403     428   428
api:readArchive GET            | the team             |  401    404       403        403     200   200
api:archiveSpace PUT           | the team             |  401    404       403        403     204   204
api:reopenSpace DELETE         | the team, open       |  401    404       403        403     409   409
api:joinSpace PUT              | the team             |  401    404       403        204     204   204
api:joinSpace PUT              | a group of Ben's     |  401    404       204        204     204   204
api:leaveSpace DELETE          | the team             |  401    404       409        204     204   204
api:listMembers GET            | the team             |  401    404       200        200     200   200
api:putMember PUT              | Finn into the team   |  401    404       403        403     204   204
api:putMember PUT              | Ben as host          |  401    404       403        403     204   204
api:removeMember DELETE        | Ben out of the team  |  401    404       403        403     204   204
api:listGates GET              | the team             |  401    404       403        403     403   200
api:putGate PUT                | the team             |  401    404       403        403     403   204
api:listBinOfSpace GET         | the team             |  401    404       403        403     403   200
api:getThing GET               | Ben's note           |  404    404       404        200     200   200
api:getLayer GET               | Ben's note           |  401    404       404        200     200   200
api:putLayer PUT               | outward              |  401    404       404        204     403   403
api:putLayer PUT               | inward               |  401    404       404        204     403   204
api:retractLayerRequest DELETE | Ben's, waiting       |  401    404       404        204     403   403
api:listWaiting GET            |                      |  401    403       403        403     403   200
api:decidePassage POST         | Ben's, waiting       |  401    403       403        403     403   204
api:putThingInBin PUT          | Ben's note           |  401    404       404        204     403   204
api:restoreThing DELETE        | what Ben put away    |  401    404       404        204     403   204
api:listComments GET           | Ben's note           |  404    404       404        200     200   200
api:addComment POST            | Ben's note           |  401    404       404        201     201   201
api:getComment GET             | Ben's                |  404    404       404        200     200   200
api:patchComment PATCH         | Ben's                |  401    404       404        200     403   403
api:removeComment DELETE       | Ben's                |  401    404       404        204     204   204
api:listReplies GET            | Ben's                |  404    404       404        200     200   200
api:closeDiscussion PUT        | Ben's note           |  401    404       404        403     204   204
api:reopenDiscussion DELETE    | Ben's note           |  401    404       404        403     204   204
api:markCommentsRead PUT       | Ben's note           |  401    404       404        204     204   204
api:listHandlings GET          | Ben's note           |  401    404       404        403     200   200
api:hideComments POST          | Ben's note           |  401    404       404        403     201   201
api:showComment DELETE         | Ben's, hidden        |  401    404       404        403     204   204
api:correctComment POST        | Ben's                |  401    404       404        403     204   204
api:moveComments POST          | Ben's note           |  401    404       404        403     409   409
api:undoHandling DELETE        | on Ben's note        |  401    404       404        403     204   204
api:listFiles GET              | Ben's note           |  404    404       404        200     200   200
api:addFile POST               | Ben's note           |  401    404       404        201     201   201
api:patchFile PATCH            | on Ben's note        |  401    404       404        204     204   204
api:removeFile DELETE          | on Ben's note        |  401    404       404        204     204   204
api:followThing PUT            | Ben's note           |  401    404       404        204     204   204
api:unfollowThing DELETE       | Ben's note           |  401    404       404        204     204   204
api:search GET                 |                      |  200    200       200        200     200   200
api:listFeed GET               |                      |  200    200       200        200     200   200
api:listFeed GET               | of the team          |  404    404       200        200     200   200
api:listNotices GET            |                      |  401    200       200        200     200   200
api:markNoticesRead PUT        |                      |  401    204       204        204     204   204
api:markNewsRead PUT           |                      |  401    204       204        204     204   204
api:listDrafts GET             |                      |  401    200       200        200     200   200
api:listMyBin GET              |                      |  401    200       200        200     200   200
"""
ROUTES = routes_in(TABLE)
JSON = "application/json"
KEY = {"Idempotency-Key": "matrix"}
ANY = {"If-Match": "*"}


def at(path: str, sent: Any = None, headers: dict[str, str] | None = None) -> Request:
    """A request to the API; what is sent goes as JSON."""
    return Request(f"/api/v1{path}", sent, JSON if sent is not None else "", headers)


def of_spaces(cast: Cast) -> dict[tuple[str, str], Request]:
    """The team, and a group of Ben's."""
    bees = open_space(cast.ben, cast.community, name="Bees", purpose=SpaceKind.GROUP)
    orchard = f"/spaces/{cast.team.slug}"
    frogs = {"name": "Frogs", "kind": "group", "inside": cast.community.slug}
    return {
        ("api:listSpaces GET", ""): at("/spaces"),
        ("api:createSpace POST", "a group"): at("/spaces", frogs, KEY),
        ("api:getSpace GET", "the team"): at(orchard),
        ("api:patchSpace PATCH", "the team"): at(orchard, {"summary": "Old trees."}, ANY),
        ("api:patchSpace PATCH", "without If-Match"): at(orchard, {"summary": "Old trees."}),
        ("api:readArchive GET", "the team"): at(f"{orchard}/archive"),
        ("api:archiveSpace PUT", "the team"): at(f"{orchard}/archive"),
        ("api:reopenSpace DELETE", "the team, open"): at(f"{orchard}/archive"),
        ("api:joinSpace PUT", "the team"): at(f"{orchard}/membership"),
        ("api:joinSpace PUT", "a group of Ben's"): at(f"/spaces/{bees.slug}/membership"),
        ("api:leaveSpace DELETE", "the team"): at(f"{orchard}/membership"),
        ("api:listMembers GET", "the team"): at(f"{orchard}/members"),
        ("api:putMember PUT", "Finn into the team"): at(f"{orchard}/members/{cast.finn.handle}", {"role": "member"}),
        ("api:putMember PUT", "Ben as host"): at(f"{orchard}/members/{cast.ben.handle}", {"role": "host"}),
        ("api:removeMember DELETE", "Ben out of the team"): at(f"{orchard}/members/{cast.ben.handle}"),
        ("api:listGates GET", "the team"): at(f"{orchard}/gates"),
        ("api:putGate PUT", "the team"): at(f"{orchard}/gates/community", {"mode": "closed"}),
        ("api:listBinOfSpace GET", "the team"): at(f"{orchard}/bin"),
    }


def of_things(cast: Cast) -> dict[tuple[str, str], Request]:
    """Ben's notes on the ladder and in the bin; what is found."""
    note, waiting, binned = (make_note(cast.team, cast.ben, title=title) for title in ("A pond", "A brook", "A well"))
    set_gate(cast.eli, cast.community, Layer.COMMUNITY, Mode.REVIEWED)
    passage = widen(cast.ben, waiting, cast.team, Layer.COMMUNITY)
    set_gate(cast.eli, cast.team, Layer.COMMUNITY, Mode.FREE)
    put_in_bin(cast.ben, binned)
    thing = f"/things/{note.id}"
    return {
        ("api:getThing GET", "Ben's note"): at(thing),
        ("api:getLayer GET", "Ben's note"): at(f"{thing}/layer"),
        ("api:putLayer PUT", "outward"): at(f"{thing}/layer", {"layer": "community"}),
        ("api:putLayer PUT", "inward"): at(f"{thing}/layer", {"layer": "private"}),
        ("api:retractLayerRequest DELETE", "Ben's, waiting"): at(f"/things/{waiting.id}/layer/request"),
        ("api:listWaiting GET", ""): at("/gates"),
        ("api:decidePassage POST", "Ben's, waiting"): at(f"/gates/{passage.id}/decision", {"passes": True}, KEY),
        ("api:putThingInBin PUT", "Ben's note"): at(f"{thing}/bin"),
        ("api:restoreThing DELETE", "what Ben put away"): at(f"/things/{binned.id}/bin"),
        ("api:search GET", ""): Request("/api/v1/search", {"q": "pond"}),
        ("api:listFeed GET", ""): at("/feed"),
        ("api:listFeed GET", "of the team"): Request("/api/v1/feed", {"space": cast.team.slug}),
        ("api:listNotices GET", ""): at("/notices"),
        ("api:markNoticesRead PUT", ""): at("/notices/reading", {}),
        ("api:markNewsRead PUT", ""): at("/feed/reading", {"upto": 1}),
        ("api:listDrafts GET", ""): at("/drafts"),
        ("api:listMyBin GET", ""): at("/bin"),
    }


def of_talk(cast: Cast) -> dict[tuple[str, str], Request]:
    """A note of Ben's with a comment and a file of his."""
    note = make_note(cast.team, cast.ben, title="A hedge")
    said, rude = comment(cast.ben, note, "Who digs?"), comment(cast.ben, note, "Rude words")
    hidden = hide_comments(cast.ada, note, [rude.id], "So")
    file = store_document(cast.ben, SimpleUploadedFile("plan.txt", b"Dig here."), thing=note)
    thing = f"/things/{note.id}"
    return {
        ("api:listComments GET", "Ben's note"): at(f"{thing}/comments"),
        ("api:addComment POST", "Ben's note"): at(f"{thing}/comments", {"text": "I do."}, KEY),
        ("api:getComment GET", "Ben's"): at(f"/comments/{said.id}"),
        ("api:patchComment PATCH", "Ben's"): at(f"/comments/{said.id}", {"text": "Who digs, and when?"}, ANY),
        ("api:removeComment DELETE", "Ben's"): at(f"/comments/{said.id}", None, ANY),
        ("api:listReplies GET", "Ben's"): at(f"/comments/{said.id}/replies"),
        ("api:listHandlings GET", "Ben's note"): at(f"{thing}/comments/handlings"),
        ("api:hideComments POST", "Ben's note"): at(
            f"{thing}/comments/hiding", {"comments": [str(said.id)], "reason": "So"}, KEY
        ),
        ("api:showComment DELETE", "Ben's, hidden"): at(f"/comments/{rude.id}/hiding"),
        ("api:correctComment POST", "Ben's"): at(
            f"/comments/{said.id}/correction", {"text": "Who?", "reason": "So"}, KEY
        ),
        ("api:moveComments POST", "Ben's note"): at(
            f"{thing}/comments/moves", {"comments": [str(said.id)], "target": str(note.id)}, KEY
        ),
        ("api:undoHandling DELETE", "on Ben's note"): at(f"/handlings/{hidden.id}"),
        ("api:closeDiscussion PUT", "Ben's note"): at(f"{thing}/comments/closure"),
        ("api:reopenDiscussion DELETE", "Ben's note"): at(f"{thing}/comments/closure"),
        ("api:markCommentsRead PUT", "Ben's note"): at(f"{thing}/comments/reading", {}),
        ("api:listFiles GET", "Ben's note"): at(f"{thing}/files"),
        ("api:addFile POST", "Ben's note"): Request(
            f"/api/v1{thing}/files", lambda: {"file": SimpleUploadedFile("more.txt", b"And here.")}, "", KEY
        ),
        ("api:patchFile PATCH", "on Ben's note"): at(f"/files/{file.id}", {"alt": "A plan."}),
        ("api:removeFile DELETE", "on Ben's note"): at(f"/files/{file.id}"),
        ("api:followThing PUT", "Ben's note"): at(f"{thing}/follow"),
        ("api:unfollowThing DELETE", "Ben's note"): at(f"{thing}/follow"),
    }


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    assert differences(TABLE, cast, of_spaces(cast) | of_things(cast) | of_talk(cast)) == []
