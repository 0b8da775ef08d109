"""Who may do what on the way in, by address: written by hand from the rules, a row for each route.

Ben nominated Noor (open), Gil (waits for the curators), Lou (admitted), Kai (declined); Kim asks to be nominated; Finn was asked
to vouch for Noor, and said something to the one that is called `spoken`. Ada hosts the team and sets its way in; in the community she is a member like others.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.spaces.testing import make_member, make_space
from allmende.foundation.keys import sign
from allmende.identity.accounts.testing import make_person
from allmende.people.nominations.commands import make_link, nominate, set_entry, vouch
from allmende.people.nominations.models import State, Way
from allmende.people.nominations.queries.invitations import STANDING
from allmende.people.nominations.testing import make_nomination, make_request, token_of
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route and method               | case           | guest stranger community member host curator
nominations:index GET          | meadow         | 403   403      200       200    200  200
nominations:new GET            | meadow         | 403   403      200       200    200  200
nominations:new POST           | Pia            | 403   403      302       422    302  302
nominations:new GET            | Kim's request  | 403   403      200       200    200  200
nominations:queue GET          | meadow         | 403   403      403       403    200  200
nominations:nomination GET     | open           | 404   404      200       200    200  200
nominations:nomination GET     | waits          | 404   404      200       404    404  200
nominations:nomination GET     | declined       | 404   404      200       404    404  200
nominations:vouching POST      | open           | 404   404      302       403    302  302
nominations:vouching POST      | waits          | 404   404      409       404    404  409
nominations:concern POST       | open           | 404   404      302       403    302  302
nominations:voice_removal POST | spoken         | 404   404      302       409    409  409
nominations:asking POST        | open           | 404   404      403       302    403  302
nominations:withdrawal POST    | open           | 404   404      403       302    403  403
nominations:decision POST      | waits          | 404   404      403       404    404  302
nominations:appeal POST        | declined       | 404   404      403       404    404  403
nominations:renewal POST       | admitted       | 404   404      403       404    404  302
nominations:standing GET       | declined       | 200   200      200       200    200  200
nominations:standing POST      | declined       | 302   302      302       302    302  302
nominations:standing GET       | forged         | 404   404      404       404    404  404
nominations:invitation GET     | admitted       | 200   200      200       200    200  200
nominations:invitation GET     | forged         | 404   404      404       404    404  404
nominations:acceptance POST    | admitted       | 403   302      409       409    409  409
nominations:refusal POST       | admitted       | 302   302      302       302    302  302
nominations:request GET        | Kim's request  | 200   200      200       200    200  200
nominations:confirm POST       | Kim's request  | 302   302      302       302    302  302
nominations:link GET           | Eli's link     | 200   200      200       200    200  200
nominations:link_use POST      | Eli's link     | 403   302      409       409    409  409
nominations:ask GET            | meadow         | 200   200      409       409    409  409
nominations:ask POST           | meadow         | 302   302      409       409    409  409
nominations:ask GET            | orchard        | 404   404      409       409    409  409
nominations:apply GET          | apiary         | 404   404      200       200    200  409
nominations:apply POST         | apiary         | 404   404      302       302    302  409
nominations:apply GET          | meadow         | 409   409      409       409    409  409
nominations:asked GET          | meadow         | 200   200      200       200    200  200
nominations:door GET           | meadow         | 302   302      302       302    302  302
nominations:enter POST         | meadow         | 403   403      409       409    409  409
nominations:entry GET          | meadow         | 403   403      403       403    403  200
nominations:entry GET          | orchard        | 404   404      403       403    200  200
nominations:entry POST         | orchard        | 404   404      403       403    302  302
nominations:links POST         | orchard        | 404   404      403       403    200  200
nominations:link_removal POST  | Eli's link     | 403   403      403       403    403  302
nominations:plan GET           | meadow         | 403   403      403       403    403  200
nominations:plan GET           | orchard        | 404   404      403       403    200  200
nominations:plan POST          | meadow         | 403   403      403       403    403  302
follows:following POST         | the community  | 403   302      302       302    302  302
follows:following POST         | the team       | 403   404      302       302    302  302
follows:following_removal POST | the community  | 403   302      302       302    302  302
"""
ROUTES = routes_in(TABLE)

SENT: dict[str, dict[str, Any]] = {
    "nominations:new POST": {
        "place": "meadow", "name": "Pia", "email": "pia@example.org", "why": "Yes.", "tie": "weak", "language": "en", "knows": "on",
    },
    "nominations:vouching POST": {"text": "Yes.", "tie": "weak"},
    "nominations:concern POST": {"c-text": "Hm."},
    "nominations:asking POST": {"person": "@vera"},
    "nominations:decision POST": {"outcome": "admit"},
    "nominations:appeal POST": {"a-reason": "Look again."},
    "nominations:standing POST": {"reason": "Look again."},
    "nominations:ask POST": {"name": "Pia", "email": "pia@example.org", "about": "Hello."},
    "nominations:apply POST": {"name": "Pia", "email": "pia@example.org"},
    "nominations:entry POST": {"way": "hosts", "vouches": 2, "quorum": 2, "days": 14, "shown_to": "involved"},
    "nominations:links POST": {"l-most_uses": 2, "l-days": 2},
    "nominations:plan POST": {"places": 3},
}  # fmt: skip


@pytest.fixture
def addresses(cast: Any) -> dict[tuple[str, str], str]:
    """Where each case of each route leads."""
    vera, zoe, uli = (make_member(cast.community, make_person(name)) for name in ("Vera", "Zoe", "Uli"))
    made = {
        "open": make_nomination(cast.ben, cast.community),
        "waits": make_nomination(zoe, cast.community, State.REVIEW, email="gil@example.org", vouchers=[cast.finn, vera]),
        "admitted": make_nomination(vera, cast.community, State.ADMITTED, email="lou@example.org", vouchers=[cast.finn, zoe]),
    }  # fmt: skip
    made["declined"] = make_nomination(
        vera, cast.community, State.DECLINED, email="kai@example.org", vouchers=[cast.finn, zoe]
    )
    made["spoken"] = nominate(uli, cast.community, name="Una", email="una@example.org", why="Yes.")
    vouch(cast.finn, made["spoken"])
    asked = make_request(cast.community)
    apiary = open_apiary(cast)
    link, token = make_link(cast.eli, cast.community)
    found = {}
    for key, about in made.items():
        for name in (
            "nomination",
            "vouching",
            "concern",
            "voice_removal",
            "asking",
            "withdrawal",
            "decision",
            "appeal",
            "renewal",
        ):
            found[f"nominations:{name}", key] = reverse(f"nominations:{name}", args=[about.id])
    for name in ("ask", "apply", "asked", "door", "enter", "entry", "links", "plan"):
        for slug in ("meadow", "orchard", apiary):
            found[f"nominations:{name}", slug] = reverse(f"nominations:{name}", args=[slug])
    invitation, request = token_of("lou@example.org", "invitations"), token_of("kim@example.org", "requests")
    declined = made["declined"].id
    return found | {
        ("nominations:index", "meadow"): "/nominations/", ("nominations:queue", "meadow"): "/nominations/queue/",
        ("nominations:new", "meadow"): "/nominations/new/", ("nominations:new", "Pia"): "/nominations/new/",
        ("nominations:new", "Kim's request"): f"/nominations/new/?request={asked.id}",
        ("nominations:standing", "declined"): reverse("nominations:standing", args=[declined, sign(STANDING, str(declined))]),
        ("nominations:standing", "forged"): reverse("nominations:standing", args=[declined, sign("other", str(declined))]),
        ("nominations:invitation", "admitted"): f"/invitations/{invitation}/", ("nominations:invitation", "forged"): "/invitations/x/",
        ("nominations:acceptance", "admitted"): f"/invitations/{invitation}/acceptance/",
        ("nominations:refusal", "admitted"): f"/invitations/{invitation}/refusal/",
        ("nominations:request", "Kim's request"): f"/requests/{request}/",
        ("nominations:confirm", "Kim's request"): f"/requests/{request}/confirmation/",
        ("nominations:link", "Eli's link"): f"/doors/{token}/", ("nominations:link_use", "Eli's link"): f"/doors/{token}/entrance/",
        ("nominations:link_removal", "Eli's link"): reverse("nominations:link_removal", args=["meadow", link.id]),
        ("follows:following", "the community"): reverse("follows:following", args=[cast.community.id]),
        ("follows:following", "the team"): reverse("follows:following", args=[cast.team.id]),
        ("follows:following_removal", "the community"): reverse("follows:following_removal", args=[cast.community.id]),
    }  # fmt: skip


def open_apiary(cast: Any) -> str:
    """A team that Eli opened, and that the others apply for."""
    apiary = make_space(make_person("Yara"), cast.community, "Apiary")
    set_entry(cast.eli, apiary, way=Way.APPLICATION)
    return str(apiary.slug)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Any, addresses: dict[tuple[str, str], str]) -> None:
    lines = [line.split("|") for line in TABLE.strip().splitlines()[1:]]
    rows = [(verb.strip(), case.strip()) for verb, case, _cells in lines]
    requests = {(verb, case): Request(addresses[verb.split()[0], case], SENT.get(verb)) for verb, case in rows}

    assert "\n".join(differences(TABLE, cast, requests)) == ""
