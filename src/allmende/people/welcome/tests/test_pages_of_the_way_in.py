"""The pages of the way in, as people meet them: the path, the list, the queue, the home card; newcomers in lists and in calls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.commons.audiences.models import Layer
from allmende.commons.consent.models import Acceptance, Agreement
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.models import Membership, Role
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.people.profiles.commands import put
from allmende.people.profiles.commands.saying import Said
from allmende.people.profiles.models import Key
from allmende.people.welcome.commands import begin, report
from allmende.people.welcome.models import Commitment, Evidence, Form, Path, PathState
from allmende.people.welcome.testing import make_commitment, make_newcomer
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.testing import make_call, make_contribution


def text(answer: Any) -> str:
    return answer.content.decode()


def test_the_whole_way_from_agreements_to_full_membership_on_pages(sign_in: Any, cast: Any) -> None:
    Agreement.objects.filter(space=cast.community).update(ended=None)
    line = make_commitment(cast.community)
    begin(cast.dora, cast.community)
    dora, eli = sign_in(cast.dora), sign_in(cast.eli)

    page = text(dora.get("/welcome/"))
    assert "0 of 6 steps" in page
    assert "First the agreements above" in page
    assert dora.post("/welcome/commitments/", {"commitment": line.id}).status_code == 422
    keys = [str(one.versions.get().id) for one in Agreement.objects.filter(space=cast.community)]
    assert dora.post("/welcome/agreements/", {"agreement": keys[:1]}).status_code == 409
    assert not Acceptance.objects.filter(actor=cast.dora).exists()
    dora.post("/welcome/agreements/", {"agreement": keys})
    dora.post("/welcome/commitments/", {"commitment": line.id})
    assert "2 of 6 steps" in text(dora.get("/"))

    put(cast.dora, cast.dora, cast.community, Key.PICTURE, [Said(str(make_picture(cast.dora).id))], Layer.COMMUNITY)
    put(cast.dora, cast.dora, cast.community, Key.SHORT, [Said(text="Mends bicycles.")], Layer.COMMUNITY)
    assert "3 of 6 steps" in text(dora.get("/welcome/"))

    promise = Path.objects.get().promises.get()
    dora.post(f"/welcome/commitments/{promise.id}/report/")
    assert "1 commitment waits to be confirmed" in text(eli.get("/"))
    assert "Dora Weit" in text(eli.get("/welcome/queue/"))
    eli.post(f"/welcome/promises/{promise.id}/confirmation/")

    assert "You are a full member of Meadow" in text(dora.get("/welcome/"))
    assert "steps" not in text(dora.get("/"))


def test_newcomers_are_shown_warmly_among_the_members(sign_in: Any, cast: Any) -> None:
    make_newcomer(cast.dora, cast.community)

    page = text(sign_in(cast.finn).get("/spaces/meadow/members/"))

    assert "New here: say hello" in page


def test_nobody_is_made_a_newcomer_by_hand(sign_in: Any, cast: Any) -> None:
    assert sign_in(cast.eli).post("/spaces/meadow/members/finn-thal/role/", {"role": "newcomer"}).status_code in {
        404,
        422,
    }
    assert Membership.objects.get(actor=cast.finn, space=cast.community).role == Role.MEMBER


@pytest.mark.parametrize("bad", ["", "nonsense", "01990000-0000-7000-8000-000000000000", "../../etc/passwd"])
def test_a_commitment_that_is_none_is_told_so_at_the_form(sign_in: Any, cast: Any, bad: str) -> None:
    make_commitment(cast.community)
    begin(cast.dora, cast.community)

    assert sign_in(cast.dora).post("/welcome/commitments/", {"commitment": bad}).status_code == 422
    assert Path.objects.get().state == PathState.CHOOSING


def test_curators_write_change_order_and_retire_the_list(sign_in: Any, cast: Any) -> None:
    eli = sign_in(cast.eli)
    values = {"form": "hours", "hours": "4", "title_en": "Four hours", "title_de": "Vier Stunden", "opens": ["say"],
              "evidence": "confirmed", "days": "60", "reminders": "2"}  # fmt: skip
    eli.post("/spaces/meadow/commitments/new/", values)
    eli.post("/spaces/meadow/commitments/new/", {**values, "title_en": "Host", "form": "host", "hours": ""})
    first, second = Commitment.objects.order_by("position")
    assert (first.titles, first.rights) == ({"en": "Four hours", "de": "Vier Stunden"}, ("say",))

    eli.post(f"/spaces/meadow/commitments/{second.id}/move/", {"up": "1"})
    eli.post(f"/spaces/meadow/commitments/{first.id}/retirement/")

    page = text(eli.get("/spaces/meadow/commitments/"))
    assert page.index("Host") < page.index("Off the list")
    begin(cast.dora, cast.community)
    assert "Four hours" not in text(sign_in(cast.dora).get("/welcome/"))


@pytest.mark.parametrize(
    "wrong",
    [{"title_en": ""}, {"hours": "0"}, {"hours": ""}, {"days": "0"}, {"days": "9999"}, {"reminders": "7"}, {"form": "x"},
     {"opens": ["everything"]}, {"evidence": "hearsay"}, {"title_en": "x" * 121}],
)  # fmt: skip
def test_what_is_wrong_with_a_line_is_said(sign_in: Any, cast: Any, wrong: dict[str, Any]) -> None:
    values = {
        "form": "hours",
        "hours": "4",
        "title_en": "Four hours",
        "evidence": "confirmed",
        "days": "60",
        "reminders": "2",
    }

    assert sign_in(cast.eli).post("/spaces/meadow/commitments/new/", {**values, **wrong}).status_code == 422
    assert not Commitment.objects.exists()


def test_the_queue_asks_the_same_number_of_statements_for_one_and_for_three(sign_in: Any, cast: Any) -> None:
    line, eli, counts = make_commitment(cast.community), sign_in(cast.eli), []
    for names in (["Ida"], ["Jo", "Kim"]):
        for name in names:
            report((person := make_person(name)), make_newcomer(person, cast.community, line))
        eli.get("/welcome/queue/")
        with CaptureQueriesContext(connection) as asked:
            eli.get("/welcome/queue/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


NEWCOMERS = """
opens             contribute  vote
nothing           403         403
say               403         302
work              302         403
say work share    302         302
"""
"""What a newcomer may do in a call of the community, by what their commitment opens: written by hand."""


@pytest.mark.parametrize("line", NEWCOMERS.strip().splitlines()[1:])
def test_what_a_newcomer_may_do_in_a_call(sign_in: Any, cast: Any, line: str) -> None:
    *opens, may_contribute, may_vote = line.split()
    rights = {f"opens_{right}": right in opens for right in ("say", "work", "share")}
    make_newcomer(cast.dora, cast.community, make_commitment(cast.community, **rights))
    call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    pond = make_contribution(cast.ben, call)

    with clock.frozen(NOON + timedelta(days=3)):
        words = {"title": "A brook", "text": "A brook runs through the yard.", "cost": "7"}
        contributed = sign_in(cast.dora).post(f"/calls/{call.slug}/contributions/new/", words).status_code
        seen = sign_in(cast.dora).get(f"/calls/{call.slug}/").status_code
    with clock.frozen(NOON + timedelta(weeks=2.5)):
        voted = sign_in(cast.dora).post(f"/calls/{call.slug}/vote/", {"choices": [pond.ballot_key]}).status_code

    assert (seen, contributed, voted) == (200, int(may_contribute), int(may_vote))
    assert Contribution.objects.filter(author=cast.dora).exists() == (may_contribute == "302")


def test_a_first_contribution_that_the_house_sees_makes_a_full_member(sign_in: Any, cast: Any) -> None:
    from allmende.foundation.tasks.worker import run_due

    seen = make_commitment(
        cast.community, "Hand in an idea", form=Form.CONTRIBUTION, evidence=Evidence.SEEN, seen_kind="contribution"
    )
    make_newcomer(cast.dora, cast.community, seen)
    call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)

    with clock.frozen(NOON + timedelta(days=3)):
        make_contribution(cast.dora, call)
        run_due()

    assert Membership.objects.get(actor=cast.dora, space=cast.community).role == Role.MEMBER
