"""A space ends and comes back: archived it is read and found, and refuses whatever would change it; reopened it is as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from allmende.commons.audiences.models import Layer
from allmende.commons.ballots.models import Ballot
from allmende.commons.bulk.models import Batch
from allmende.commons.files.commands import attach
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.activities import RoleChanged
from allmende.commons.spaces.commands import archive_space, open_space, reopen_space, widen
from allmende.commons.spaces.models import Membership, Space, SpaceKind
from allmende.commons.spaces.queries import my_spaces, passage_count
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, at_once
from allmende.foundation.verdicts import Refused
from allmende.observers.search.queries import search
from allmende.rooms.calls.commands import draft_contribution
from allmende.rooms.calls.commands.turns import turn_due_calls
from allmende.rooms.calls.models import CallState
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution
from tests.matrix.asking import Browsers
from tests.matrix.tables import asked

VOTE = NOON + 2 * WEEK + timedelta(days=1)
SENTENCE = "Orchard is archived: everything in it can be read, and nothing changes. Its hosts can reopen it."


@pytest.fixture
def orchard(cast: Any) -> dict[str, Any]:
    """A team in the middle of a vote, with a draft, a comment, a thing at the gate, a group inside; all as it was archived."""
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
        pond = make_contribution(cast.ben, call)
        draft = draft_contribution(cast.ben, call, title="A bench", text="", cost=100)
        said = comment(cast.ben, pond, "Frogs like shade.")
        bees = open_space(cast.ben, cast.team, name="Bees", purpose=SpaceKind.GROUP)
        waits = widen(cast.ben, make_note(cast.team, cast.ben), cast.team, Layer.PUBLIC)
    with clock.frozen(VOTE):
        archive_space(cast.ada, cast.team)
    pull_all()
    return {"call": call, "pond": pond, "draft": draft, "said": said, "bees": bees, "waits": waits}


MEMBERS = ("finn", "ben", "ada", "eli")
"""Of the community only; of the team; its host; the community's curator. Others see as little of it as before."""

OTHERWISE = {"leaving", "join of a group", "autosave"}
"""What is refused for another reason, by another name, or as JSON."""

WHAT_CHANGES = """
space page            GET   200 200 200 200
call                  GET   200 200 200 200
contribution          GET   200 200 200 200
comments              POST  409 409 409 409
edit of a comment     POST  403 409 403 403
removal of a comment  POST  409 409 409 409
vote                  POST  409 409 409 409
begin                 POST  409 409 409 409
autosave              POST  404 409 404 404
withdrawal            POST  403 409 403 403
bin of contribution   POST  409 409 409 409
call's brief          POST  403 403 409 409
new call              POST  403 403 409 409
name                  POST  403 403 409 409
taking in             POST  403 403 409 409
a space inside        POST  422 422 422 422
join of a group       POST  409 409 409 409
ladder, outward       POST  404 409 403 403
ladder, back          POST  404 302 403 302
gate                  POST  403 403 403 409
leaving               POST  409 302 302 302
"""


def address_of(what: str, orchard: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Where each act of the table leads, and what is sent."""
    call, pond = orchard["call"].slug, orchard["pond"]
    note = orchard["waits"].thing_id
    return {
        "space page": ("/spaces/orchard/", {}),
        "call": (f"/calls/{call}/", {}),
        "contribution": (f"/calls/{call}/contributions/{pond.number}-a-pond/", {}),
        "comments": (reverse("comments", args=[pond.id]), {"text": "Who digs?", "intent": "question"}),
        "edit of a comment": (reverse("comment_edit", args=[orchard["said"].id]), {"text": "Ice.", "intent": "comment"}),
        "removal of a comment": (reverse("comment_removal", args=[orchard["said"].id]), {}),
        "vote": (f"/calls/{call}/vote/", {"choices": ["0001"]}),
        "begin": (f"/calls/{call}/contributions/new/", {"title": "A swing", "text": "High.", "cost": "10"}),
        "autosave": (f"/calls/{call}/contributions/{orchard['draft'].number}/draft/", {"title": "A bench", "version": "0"}),
        "withdrawal": (f"/calls/{call}/contributions/{pond.number}/withdrawal/", {}),
        "bin of contribution": (reverse("bin_put", args=[pond.id]), {}),
        "call's brief": (f"/calls/{call}/edit/", {"title": "Other"}),
        "new call": ("/calls/new/?space=orchard", {"title": "Next", "summary": "?", "ballot": "knapsack", "rule": "equal-shares"}),
        "name": ("/spaces/orchard/settings/", {"name": "Other"}),
        "taking in": ("/spaces/orchard/members/", {"person": "@finn-thal", "role": "member"}),
        "a space inside": ("/spaces/new/", {"name": "Cellar", "purpose": "group", "parent": "orchard"}),
        "join of a group": ("/spaces/bees/membership/", {}),
        "ladder, outward": (reverse("ladder", args=[note]), {"to": "3"}),
        "ladder, back": (reverse("ladder", args=[note]), {"to": "1"}),
        "gate": (reverse("gate_decision", args=[orchard["waits"].id]), {"passes": "yes"}),
        "leaving": ("/spaces/orchard/membership/removal/", {}),
    }[what]  # fmt: skip


def test_everything_can_be_read_and_nothing_changes(cast: Any, orchard: dict[str, Any]) -> None:
    wrong, browsers = [], Browsers(cast)
    with clock.frozen(VOTE):
        for line in WHAT_CHANGES.strip().splitlines():
            what, method, *cells = line[:22].strip(), *line[22:].split()
            url, sent = address_of(what, orchard)
            for who, written in asked(cells, MEMBERS):
                with browsers.undone(who) as client:
                    answer = client.get(url) if method == "GET" else client.post(url, sent)
                if str(answer.status_code) != written:
                    wrong.append(f"{what}, {who}: written {written}, answered {answer.status_code}")
                reads_why = written != "409" or what in OTHERWISE or escape(SENTENCE) in answer.content.decode()
                if not reads_why:
                    wrong.append(f"{what}, {who}: the reason is missing")
    assert wrong == []


def test_who_writes_or_votes_meanwhile_reads_why_and_keeps_what_was_typed(
    cast: Any, orchard: dict[str, Any], client: Client
) -> None:
    client.force_login(cast.ben.account)
    call = orchard["call"].slug
    with clock.frozen(VOTE):
        said = client.post(
            reverse("comments", args=[orchard["pond"].id]), {"text": "Toads like it too.", "intent": "comment"}
        )
        voted = client.post(f"/calls/{call}/vote/", {"choices": ["0001"]})
        begun = client.post(
            f"/calls/{call}/contributions/new/", {"title": "A long swing", "text": "High.", "cost": "10"}
        )

    assert "Toads like it too." in said.content.decode()
    assert "You chose this" in voted.content.decode()
    assert "A long swing" in begun.content.decode()
    assert not Ballot.objects.exists()
    assert Comment.objects.count() == 1


def test_whatever_a_rule_forgets_to_ask_the_journal_refuses(cast: Any, orchard: dict[str, Any]) -> None:
    team = Space.objects.get(id=cast.team.id)
    picture = make_picture(cast.ben)
    with pytest.raises(Refused, match="archived"):
        attach(cast.ben, picture, orchard["pond"])
    with pytest.raises(Refused, match="archived") as refused:
        record(RoleChanged(actor=cast.ada.id, thing=team.id, space=team.id, member=cast.ben.id, role="host"))

    assert refused.value.status == 409


def test_before_anyone_archives_it_they_read_in_numbers_what_rests(
    cast: Any, orchard: dict[str, Any], client: Client
) -> None:
    with clock.frozen(VOTE):
        reopen_space(cast.ada, Space.objects.get(id=cast.team.id))
        client.force_login(cast.ada.account)
        page = client.get("/spaces/orchard/archive/").content.decode()
        told = client.get("/api/v1/spaces/orchard/archive").json()["rests"]

    for line in ("3 members", "1 space inside it", "1 thing that waits", "1 vote is running", "Their dates stay"):
        assert line in page
        assert any(line in sentence for sentence in told)


def test_it_leaves_choosers_and_queues_and_is_still_found_as_archived(
    cast: Any, orchard: dict[str, Any], client: Client
) -> None:
    assert list(my_spaces(cast.ben, cast.community)) == []
    assert passage_count(cast.eli, cast.community) == 0
    client.force_login(cast.ben.account)
    with clock.frozen(VOTE):
        assert "Orchard" not in client.get("/spaces/").content.decode().partition("<main")[2]
        listed = client.get("/spaces/?show=archived").content.decode()
        assert "Orchard" in listed
        assert "Bees" in listed
        assert orchard["call"].title not in client.get("/calls/?show=open").content.decode()
        assert orchard["call"].title in client.get("/calls/").content.decode()
        found = {hit.kind: hit.is_archived for hit in search(cast.ben, "Orchard").hits + search(cast.ben, "pond").hits}
        assert "Archived" in client.get("/search/?q=pond").content.decode()
        banner = client.get(f"/calls/{orchard['call'].slug}/").content.decode()
        program = client.get("/api/v1/spaces/orchard").json()

    assert found == {"space": True, "contribution": True, "note": True} or found == {
        "space": True,
        "contribution": True,
    }
    assert "can be read, and nothing changes in it" in banner
    assert "Reopen" not in banner, "Ben is no host"
    assert program["archived"]


def test_the_house_counts_nothing_meanwhile_and_makes_up_for_it_on_reopening(
    cast: Any, orchard: dict[str, Any]
) -> None:
    call = orchard["call"]
    with clock.frozen(NOON + 4 * WEEK):
        turn_due_calls()
        call.refresh_from_db()
        assert call.state == CallState.OPEN
        reopen_space(cast.ada, Space.objects.get(id=cast.team.id))
        turn_due_calls()

    call.refresh_from_db()
    assert call.state == CallState.COUNTED


def test_reopened_it_is_exactly_as_it_was(cast: Any) -> None:
    attic, loft = (open_space(cast.ada, cast.team, name=name, purpose=SpaceKind.GROUP) for name in ("Attic", "Loft"))
    archive_space(cast.ada, loft)
    before = list(Space.objects.order_by("id").values()), list(Membership.objects.order_by("id").values())

    archive_space(cast.ada, Space.objects.get(id=cast.team.id))
    taken = {space.slug for space in Space.objects.filter(archived__isnull=False)}
    with pytest.raises(Refused, match="Orchard"):
        reopen_space(cast.ada, Space.objects.get(id=attic.id))
    with pytest.raises(Refused, match="Orchard"):
        reopen_space(cast.ada, Space.objects.get(id=loft.id))
    reopen_space(cast.ada, Space.objects.get(id=cast.team.id))

    assert taken == {"orchard", "attic", "loft"}
    assert (list(Space.objects.order_by("id").values()), list(Membership.objects.order_by("id").values())) == before
    last = list(Entry.objects.order_by("-id").values_list("name", "payload"))[:2]
    assert [*reversed(last)] == [("SpaceArchived", {"inside": 1}), ("SpaceReopened", {"inside": 1})]


def test_many_are_archived_in_the_office_with_a_preview(cast: Any, client: Client) -> None:
    client.force_login(cast.eli.account)
    spaces = [cast.team.id, cast.community.id]
    client.post(reverse("backoffice:bulk"), {"deed": "spaces.archive", "key": [str(key) for key in spaces]})
    run_due()
    batch = Batch.objects.get()
    page = client.get(reverse("backoffice:batch", args=[batch.id])).content.decode()
    client.post(reverse("backoffice:batch_doing", args=[batch.id]))
    run_due()

    assert "1 space will be archived" in page
    assert "A community isn" in page
    assert Space.objects.get(id=cast.team.id).archived
    assert not Space.objects.get(id=cast.community.id).archived


def test_a_program_archives_and_reopens_within_its_reach(cast: Any, client: Client) -> None:
    client.force_login(cast.ada.account)

    assert client.put("/api/v1/spaces/orchard/archive").status_code == 204
    refused = client.put("/api/v1/spaces/orchard/archive")
    assert client.delete("/api/v1/spaces/orchard/archive").status_code == 204

    assert (refused.status_code, refused.json()["detail"]) == (409, SENTENCE)


@pytest.mark.django_db(transaction=True)
def test_archived_twice_at_once_it_is_archived_once(cast: Any) -> None:
    def archive() -> str:
        try:
            archive_space(cast.ada, Space.objects.get(id=cast.team.id))
        except Refused as refused:
            return str(refused.status)
        finally:
            connection.close()
        return "done"

    assert sorted(at_once(archive, archive)) == ["409", "done"]
    assert Entry.objects.filter(name="SpaceArchived").count() == 1
