"""Profiles and contacts over the web and the API: Ben's profile; Moss has no account and is in Eli's care.

Finn has endorsed a skill of Ben's and asked Ada; Ben and Ada are contacts; Dora claims the profile of Moss.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.testing import Cast, make_note
from allmende.foundation.keys import sign
from allmende.people.connections.commands import ask
from allmende.people.connections.testing import make_contact
from allmende.people.profiles import commands as say
from allmende.people.profiles.commands.care import PURPOSE
from allmende.people.profiles.models import Key, Managed
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route METHOD                          | case                     |  guest  stranger  community  member  host  curator
profiles:mine GET                     |                          |  403    200       200        200     200   200
profiles:skills_import GET            |                          |  403    403       403        403     403   200
profiles:skills_import POST           | no file                  |  403    403       403        403     403   422
profiles:skills GET                   |                          |  403    200       200        200     200   200
profiles:new GET                      |                          |  403    403       403        403     403   200
profiles:new POST                     | empty                    |  403    403       403        403     403   422
profiles:edit GET                     | Ben's                    |  404    404       403        200     403   403
profiles:edit GET                     | that of Moss             |  404    404       403        403     403   200
profiles:part POST                    | Ben's, without a name    |  404    404       403        422     403   403
profiles:part POST                    | Ben's, no such part      |  404    404       403        404     403   403
profiles:removal POST                 | Ben's skill              |  404    404       403        302     403   403
profiles:link_check POST              | Ben's link               |  404    404       403        302     403   403
profiles:picture POST                 | Ben's, nothing sent      |  404    404       403        422     403   403
profiles:picture_removal POST         | Ben's                    |  404    404       403        302     403   403
profiles:vcard GET                    | Ben's                    |  404    404       200        200     200   200
profiles:piece_new GET                | Ben's                    |  404    404       403        200     403   403
profiles:piece_new POST               | Ben's, empty             |  404    404       403        422     403   403
profiles:piece GET                    | Ben's, the community     |  404    404       200        200     200   200
profiles:piece GET                    | Ben's, his circle        |  404    404       404        200     200   200
profiles:piece GET                    | Ben's, he alone          |  404    404       404        200     404   404
profiles:piece_edit GET               | Ben's                    |  404    404       403        200     403   403
profiles:piece_edit POST              | Ben's, empty             |  404    404       403        422     403   403
profiles:files POST                   | Ben's, nothing sent      |  404    404       403        422     403   403
profiles:file_removal POST            | Ben's                    |  404    404       403        302     403   403
profiles:piece_removal POST           | Ben's                    |  404    404       403        302     403   403
profiles:from_work POST               | Ben's note of the team   |  404    404       404        302     403   403
profiles:endorse GET                  | Ben's skill              |  404    404       200        403     200   200
profiles:endorse POST                 | Ben's skill, one word    |  404    404       422        403     422   422
profiles:endorsement_acceptance POST  | Finn's of Ben            |  404    404       403        302     404   404
profiles:endorsement_removal POST     | Finn's of Ben            |  404    404       302        302     404   404
profiles:claim GET                    | that of Moss             |  404    404       200        200     200   200
profiles:claim POST                   | that of Moss             |  404    404       302        302     302   302
profiles:claim_acceptance POST        | Dora's of Moss           |  404    403       404        404     404   302
profiles:claim_refusal POST           | Dora's of Moss           |  404    403       404        404     404   302
profiles:managed_removal POST         | that of Moss             |  404    404       403        403     403   302
profiles:erasure GET                  | that of Moss             |  200    200       200        200     200   200
profiles:erasure GET                  | forged                   |  404    404       404        404     404   404
profiles:erasure POST                 | that of Moss             |  200    200       200        200     200   200
profiles:erasure POST                 | forged                   |  404    404       404        404     404   404
connections:index GET                 |                          |  403    200       200        200     200   200
connections:ask GET                   | Ben                      |  404    404       200        409     409   200
connections:ask POST                  | Ben                      |  404    404       302        409     409   302
connections:acceptance POST           | Finn's, to Ada           |  403    404       403        404     302   404
connections:refusal POST              | Finn's, to Ada           |  403    404       403        404     302   404
connections:withdrawal POST           | Finn's, to Ada           |  403    404       302        404     403   404
connections:removal POST              | Ben and Ada              |  403    404       404        302     302   404
connections:note POST                 | Ben and Ada              |  403    404       404        302     302   404
connections:path GET                  |                          |  403    403       200        200     200   200
connections:rate GET                  |                          |  403    403       200        200     200   200
connections:rate POST                 | empty                    |  403    403       422        422     422   422
connections:step POST                 | one's own to tick        |  403    403       302        302     302   302
connections:step POST                 | ticked by deeds          |  403    403       422        422     422   422
connections:step_removal POST         | one's own to tick        |  403    403       302        302     302   302
api:getPerson GET                     | Ben                      |  404    404       200        200     200   200
api:getProfile GET                    |                          |  401    200       200        200     200   200
api:patchProfile PATCH                | pronouns                 |  401    200       200        200     200   200
api:patchProfile PATCH                | nonsense                 |  401    422       422        422     422   422
"""
ROUTES = routes_in(TABLE)
JSON = "application/json"


def told(cast: Cast) -> dict[str, Any]:
    """Make what the table speaks of."""
    ben, root = cast.ben, cast.community
    skill, praised = say.put(ben, ben, root, Key.SKILL, [say.skill("Joinery", "en"), say.skill("Sails", "en")])
    moss = say.make_managed(cast.eli, root, name="Moss")
    piece = say.add_piece(ben, ben, root, title="A chair", layer=Layer.COMMUNITY)
    return {
        "skill": skill.id, "praise": say.endorse(cast.finn, praised, root, "Made the sails of our boat.").id,
        "link": say.put(ben, ben, root, Key.LINK, [say.link("https://ben.example")])[0].id,
        "piece": piece.id, "file": make_picture(ben, piece).id, "note": make_note(cast.team, ben).id,
        "circle": say.add_piece(ben, ben, root, title="A stool", layer=Layer.TEAM).id,
        "alone": say.add_piece(ben, ben, root, title="A plan", layer=Layer.PRIVATE).id,
        "moss": moss.id, "claim": say.claim(cast.dora, Managed.objects.get(actor=moss)).id,
        "made": make_contact(ben, cast.ada, root).id, "asked": ask(cast.finn, cast.ada, root).id,
    }  # fmt: skip


def of_profiles(made: dict[str, Any]) -> dict[tuple[str, str], Request]:
    def bens(route: str, *args: Any, **sent: str) -> Request:
        return Request(reverse(f"profiles:{route}", args=["ben-roth", *args]), sent)

    key = sign(PURPOSE, str(made["moss"]))
    erasure = Request(reverse("profiles:erasure", args=[made["moss"], key]))
    forged = Request(reverse("profiles:erasure", args=[made["moss"], key[::-1]]))
    return {
        ("profiles:mine GET", ""): Request(reverse("profiles:mine")),
        ("profiles:skills_import GET", ""): Request(reverse("profiles:skills_import")),
        ("profiles:skills_import POST", "no file"): Request(reverse("profiles:skills_import"), {"language": "de"}),
        ("profiles:skills GET", ""): Request(reverse("profiles:skills"), {"text": "joi"}),
        ("profiles:new GET", ""): Request(reverse("profiles:new")),
        ("profiles:new POST", "empty"): Request(reverse("profiles:new")),
        ("profiles:edit GET", "Ben's"): bens("edit"),
        ("profiles:edit GET", "that of Moss"): Request(reverse("profiles:edit", args=["moss"])),
        ("profiles:part POST", "Ben's, without a name"): bens("part", "about"),
        ("profiles:part POST", "Ben's, no such part"): bens("part", "shoes"),
        ("profiles:removal POST", "Ben's skill"): bens("removal", made["skill"]),
        ("profiles:link_check POST", "Ben's link"): bens("link_check", made["link"]),
        ("profiles:picture POST", "Ben's, nothing sent"): bens("picture"),
        ("profiles:picture_removal POST", "Ben's"): bens("picture_removal"),
        ("profiles:vcard GET", "Ben's"): bens("vcard"),
        ("profiles:piece_new GET", "Ben's"): bens("piece_new"),
        ("profiles:piece_new POST", "Ben's, empty"): bens("piece_new", title=""),
        ("profiles:piece GET", "Ben's, the community"): bens("piece", made["piece"]),
        ("profiles:piece GET", "Ben's, his circle"): bens("piece", made["circle"]),
        ("profiles:piece GET", "Ben's, he alone"): bens("piece", made["alone"]),
        ("profiles:piece_edit GET", "Ben's"): bens("piece_edit", made["piece"]),
        ("profiles:piece_edit POST", "Ben's, empty"): bens("piece_edit", made["piece"], title=""),
        ("profiles:files POST", "Ben's, nothing sent"): bens("files", made["piece"]),
        ("profiles:file_removal POST", "Ben's"): bens("file_removal", made["piece"], made["file"]),
        ("profiles:piece_removal POST", "Ben's"): bens("piece_removal", made["piece"]),
        ("profiles:from_work POST", "Ben's note of the team"): bens("from_work", made["note"]),
        ("profiles:endorse GET", "Ben's skill"): bens("endorse", made["skill"]),
        ("profiles:endorse POST", "Ben's skill, one word"): bens("endorse", made["skill"], sentence="Good"),
        **{
            (f"profiles:{route} POST", "Finn's of Ben"): Request(reverse(f"profiles:{route}", args=[made["praise"]]))
            for route in ("endorsement_acceptance", "endorsement_removal")
        },
        ("profiles:claim GET", "that of Moss"): Request(reverse("profiles:claim", args=["moss"])),
        ("profiles:claim POST", "that of Moss"): Request(reverse("profiles:claim", args=["moss"]), {"words": "Me"}),
        **{
            (f"profiles:{route} POST", "Dora's of Moss"): Request(reverse(f"profiles:{route}", args=[made["claim"]]))
            for route in ("claim_acceptance", "claim_refusal")
        },
        ("profiles:managed_removal POST", "that of Moss"): Request(reverse("profiles:managed_removal", args=["moss"])),
        ("profiles:erasure GET", "that of Moss"): erasure, ("profiles:erasure POST", "that of Moss"): erasure,
        ("profiles:erasure GET", "forged"): forged, ("profiles:erasure POST", "forged"): forged,
    }  # fmt: skip


def of_contacts(made: dict[str, Any]) -> dict[tuple[str, str], Request]:
    asked = {"acceptance", "refusal", "withdrawal"}
    return {
        **{(f"connections:{name} GET", ""): Request(reverse(f"connections:{name}")) for name in ("index", "path", "rate")},
        ("connections:ask GET", "Ben"): Request(reverse("connections:ask", args=["ben-roth"])),
        ("connections:ask POST", "Ben"): Request(reverse("connections:ask", args=["ben-roth"]), {"line": "Hello"}),
        **{
            (f"connections:{name} POST", "Finn's, to Ada" if name in asked else "Ben and Ada"): Request(
                reverse(f"connections:{name}", args=[made["asked" if name in asked else "made"]])
            )
            for name in (*asked, "removal", "note")
        },
        ("connections:rate POST", "empty"): Request(reverse("connections:rate")),
        ("connections:step POST", "one's own to tick"): Request(reverse("connections:step", args=["job"])),
        ("connections:step POST", "ticked by deeds"): Request(reverse("connections:step", args=["mentor"])),
        ("connections:step_removal POST", "one's own to tick"): Request(reverse("connections:step_removal", args=["job"])),
    }  # fmt: skip


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    made = told(cast)
    api = {
        ("api:getPerson GET", "Ben"): Request("/api/v1/people/ben-roth"),
        ("api:getProfile GET", ""): Request("/api/v1/profile"),
        ("api:patchProfile PATCH", "pronouns"): Request(
            "/api/v1/profile", {"pronouns": "xe/xem"}, JSON, {"If-Match": "*"}
        ),
        ("api:patchProfile PATCH", "nonsense"): Request("/api/v1/profile", {"shoes": 43}, JSON, {"If-Match": "*"}),
    }

    assert differences(TABLE, cast, of_profiles(made) | of_contacts(made) | api) == []
