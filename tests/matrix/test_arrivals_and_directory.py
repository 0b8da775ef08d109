"""Who may do what on the pages of arrivals and of the directory. Eli imports and saved a merge; the saved search is Ben's."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, encode_multipart
from django.urls import reverse

from allmende.commons.spaces.testing import make_member
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.commands import make_actor
from allmende.identity.actors.models import Kind
from allmende.people.arrivals.commands.imports import read_file, take_file
from allmende.people.arrivals.commands.mailings import invite_many
from allmende.people.arrivals.commands.merging import merge
from allmende.people.arrivals.tasks import read_people_file
from allmende.people.directory.commands import save_search
from allmende.people.directory.queries.search import Search
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                           | case          |  guest  stranger  community  member  host  curator
people GET                      | the community |  403    403       200        200     200   200
people_choice GET               | Ada           |  403    403       200        200     200   200
people_searches GET             | one's own     |  403    403       200        200     200   200
people_searches POST            | one's own     |  403    403       302        302     302   302
people_search GET               | Ben's         |  403    403       404        302     404   404
people_search_read POST         | Ben's         |  403    403       404        302     404   404
people_search_removal POST      | Ben's         |  403    403       404        302     404   404
arrivals:index GET              | the community |  403    403       403        403     403   200
arrivals:imports GET            | the community |  403    403       403        403     403   200
arrivals:imports POST           | a file        |  403    403       403        403     403   302
arrivals:import GET             | Eli's         |  403    403       403        403     403   200
arrivals:columns POST           | Eli's         |  403    403       403        403     403   302
arrivals:confirmation POST      | Eli's         |  403    403       403        403     403   302
arrivals:removal POST           | Eli's         |  403    403       403        403     403   302
arrivals:invitations GET        | the community |  403    403       403        403     403   200
arrivals:invitations POST       | an address    |  403    403       403        403     403   302
arrivals:mailing GET            | Eli's         |  403    403       403        403     403   200
arrivals:mailing_stop POST      | Eli's         |  403    403       403        403     403   302
arrivals:merges GET             | the community |  403    403       403        403     403   200
arrivals:comparison GET         | Kim and Lou   |  403    403       403        403     403   200
arrivals:comparison POST        | Kim and Lou   |  403    403       403        403     403   302
arrivals:merge GET              | a merge       |  403    403       403        403     403   200
arrivals:merge_removal POST     | a merge       |  403    403       403        403     403   302
arrivals:acting GET             | the community |  403    403       403        403     403   200
arrivals:acting_begun POST      | for Berta     |  403    403       403        403     403   302
arrivals:acting_end POST        | one's own     |  403    302       302        302     302   302
arrivals:consents GET           | one's own     |  403    200       200        200     200   200
arrivals:consents POST          | Ben's         |  403    403       403        302     403   302
arrivals:consent_removal POST   | Ben's         |  403    403       403        302     403   302
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    home = cast.community
    kim, lou, uta, ulf = (make_member(home, make_person(name)) for name in ("Kim Ott", "Lou Ott", "Uta Ott", "Ulf Ott"))
    make_member(home, make_actor("Berta Alt", kind=Kind.MANAGED))
    search = save_search(cast.ben, home, "All", Search())
    row = take_file(cast.eli, home, "people.csv", [b"Name\nZoe Neu\n"], then=read_people_file.enqueue)
    read_file(row.id)
    mailing = invite_many(cast.eli, home, ["new@example.org"], words="", language="en")
    made = merge(cast.eli, home, uta, ulf)
    table = SimpleUploadedFile("people.csv", b"Name\nZoe Neu\n")
    pair = f"?kept={kim.handle}&gone={lou.handle}"

    def at(name: str, *args: Any) -> str:
        return reverse(name, args=args)

    requests = {
        ("people GET", "the community"): Request(at("people")),
        ("people_choice GET", "Ada"): Request(at("people_choice", "members"), {"q": "ada"}),
        ("people_searches GET", "one's own"): Request(at("people_searches")),
        ("people_searches POST", "one's own"): Request(at("people_searches"), {"name": "Joiners", "q": "joinery"}),
        ("people_search GET", "Ben's"): Request(at("people_search", search.id)),
        ("people_search_read POST", "Ben's"): Request(at("people_search_read", search.id)),
        ("people_search_removal POST", "Ben's"): Request(at("people_search_removal", search.id)),
        ("arrivals:index GET", "the community"): Request(at("arrivals:index")),
        ("arrivals:imports GET", "the community"): Request(at("arrivals:imports")),
        ("arrivals:imports POST", "a file"): Request(
            at("arrivals:imports"),
            encode_multipart(BOUNDARY, {"file": table}),
            f"multipart/form-data; boundary={BOUNDARY}",
        ),
        ("arrivals:import GET", "Eli's"): Request(at("arrivals:import", row.id)),
        ("arrivals:columns POST", "Eli's"): Request(at("arrivals:columns", row.id), {"column": "name"}),
        ("arrivals:confirmation POST", "Eli's"): Request(at("arrivals:confirmation", row.id)),
        ("arrivals:removal POST", "Eli's"): Request(at("arrivals:removal", row.id)),
        ("arrivals:invitations GET", "the community"): Request(at("arrivals:invitations")),
        ("arrivals:invitations POST", "an address"): Request(
            at("arrivals:invitations"), {"addresses": "zoe@example.org", "language": "en"}
        ),
        ("arrivals:mailing GET", "Eli's"): Request(at("arrivals:mailing", mailing.id)),
        ("arrivals:mailing_stop POST", "Eli's"): Request(at("arrivals:mailing_stop", mailing.id)),
        ("arrivals:merges GET", "the community"): Request(at("arrivals:merges")),
        ("arrivals:comparison GET", "Kim and Lou"): Request(at("arrivals:comparison") + pair),
        ("arrivals:comparison POST", "Kim and Lou"): Request(
            at("arrivals:comparison"), {"kept": kim.handle, "gone": lou.handle}
        ),
        ("arrivals:merge GET", "a merge"): Request(at("arrivals:merge", made.id)),
        ("arrivals:merge_removal POST", "a merge"): Request(at("arrivals:merge_removal", made.id)),
        ("arrivals:acting GET", "the community"): Request(at("arrivals:acting")),
        ("arrivals:acting_begun POST", "for Berta"): Request(
            at("arrivals:acting_begun"), {"person": "berta-alt", "reason": "Her idea"}
        ),
        ("arrivals:acting_end POST", "one's own"): Request(at("arrivals:acting_end")),
        ("arrivals:consents GET", "one's own"): Request(at("arrivals:consents")),
        ("arrivals:consents POST", "Ben's"): Request(at("arrivals:consents"), {"person": "ben-roth", "words": "Phone"}),
        ("arrivals:consent_removal POST", "Ben's"): Request(at("arrivals:consent_removal", "ben-roth")),
    }
    assert differences(TABLE, cast, requests) == []
