"""Who may do what on the pages where lists are taken along. The file is Ben's, of his own bin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse

from allmende.commons.sheets.commands import write_export
from allmende.commons.sheets.models import Export
from allmende.foundation import clock
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                    | case          |  guest  stranger  community  member  host  curator
sheets:sheet GET         | people        |  403    403       403        403     403   200
sheets:sheet GET         | one's own bin |  403    200       200        200     200   200
sheets:sheet GET         | the team's    |  403    404       403        403     403   200
sheets:sheet GET         | unknown       |  404    404       404        404     404   404
sheets:exports POST      | people        |  403    403       403        403     403   200
sheets:exports POST      | one's own bin |  403    200       200        200     200   200
sheets:export GET        | Ben's         |  404    404       404        200     404   404
sheets:export_file GET   | Ben's         |  404    404       404        200     404   404
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    row = Export.objects.create(
        actor=cast.ben, root=cast.community, sheet="bin", columns=["title"], form="csv", language="en",
        expires=clock.now() + timedelta(hours=1),
    )  # fmt: skip
    write_export(row.id)

    def at(name: str, *args: Any) -> str:
        return reverse(f"sheets:{name}", args=args)

    requests = {
        ("sheets:sheet GET", "people"): Request(at("sheet", "people")),
        ("sheets:sheet GET", "one's own bin"): Request(at("sheet", "bin")),
        ("sheets:sheet GET", "the team's"): Request(at("sheet", "members") + f"?space={cast.team.slug}"),
        ("sheets:sheet GET", "unknown"): Request(at("sheet", "secrets")),
        ("sheets:exports POST", "people"): Request(at("exports", "people"), {"form": "csv", "columns": ["name"]}),
        ("sheets:exports POST", "one's own bin"): Request(at("exports", "bin"), {"form": "xlsx", "columns": ["title"]}),
        ("sheets:export GET", "Ben's"): Request(at("export", row.id)),
        ("sheets:export_file GET", "Ben's"): Request(at("export_file", row.id)),
    }
    assert differences(TABLE, cast, requests) == []
