"""No page asks more than twelve statements, whoever looks and however much waits, once what is the same for all is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.commons.spaces.testing import Cast, make_cast, make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.people.connections.commands import ask as ask_for_contact
from allmende.people.desk.commands import ask as ask_for_a_step
from allmende.people.desk.commands import ask_for_help
from allmende.people.desk.models import Step
from allmende.people.organisations.testing import make_organisation
from allmende.people.profiles.testing import make_hub
from allmende.rooms.calls.testing import make_call, make_contribution
from allmende.rooms.posts.testing import TEA, make_post
from tools.statements import asked

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 12
MORE = {("eli", "/people/ben-roth/work/"): 13, ("eli", "/"): 13}
"""What those on duty can do about someone asks who is on duty today besides, and that is never kept."""


@pytest.fixture
def cast() -> Iterator[Cast]:
    """A curator with all duties, for whom much waits; a member of a team and a hub; calls, talk, an organisation."""
    with clock.frozen(NOON - timedelta(weeks=8)):
        cast = make_cast()
        for duty in Duty:
            assign(cast.eli, cast.community, duty, cast.eli)
        make_hub(cast.eli, cast.community)
        make_note(make_organisation(cast.eli, cast.community, "Meadow Ltd").space, cast.eli, Layer.TEAM)
    with clock.frozen(NOON):
        for number in range(3):
            call = make_call(cast.eli, cast.community, title=f"Call {number}", layer=Layer.COMMUNITY)
            comment(cast.ada, make_contribution(cast.ben, call, title=f"Pond {number}"), "A word")
            ask_for_help(cast.finn, cast.community, f"Where is room {number}?")
        comment(cast.ada, make_post(cast.finn, cast.community, layer=Layer.COMMUNITY, poll=TEA), "Mint")
        ask_for_contact(cast.ben, cast.eli, cast.community, line="Let us talk")
        ask_for_a_step(cast.eli, cast.community, cast.ben, Step.OTHER, "Would you look at it?")
        run_due()
        yield cast


def pages(cast: Cast) -> list[str]:
    """What one looks at every day."""
    return [
        "/", "/spaces/", "/people/", "/people/ada-berg/", "/people/ben-roth/work/", "/notices/", "/search/?q=pond", "/calls/",
        "/calls/call-1/", "/calls/call-1/contributions/", "/calls/call-1/discussion/", "/trust/", "/profile/", "/nominations/",
        "/organisations/", "/spaces/meadow-ltd/", "/hubs/", "/hubs/wool-mill/", "/asked/", "/help/ask/", "/path-to-paid-work/",
        reverse("duties:index", args=[cast.community.slug]),
    ]  # fmt: skip


OF_CURATORS = ["/desk/", "/gates/", "/nominations/queue/", "/welcome/queue/", "/organisations/meadow-ltd/layers/", "/hubs/wool-mill/desks/",
               "/calls/call-1/publication/", "/backoffice/"]  # fmt: skip


@pytest.mark.parametrize("who", ["eli", "ben"])
def test_no_page_asks_more(cast: Cast, who: str) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(getattr(cast, who).account)
    counts = {}
    for page in pages(cast) + (OF_CURATORS if who == "eli" else []):
        client.get(page)
        with asked() as statements:
            answer = client.get(page)
        counts[page] = (answer.status_code, len(statements))

    assert {
        page: found for page, found in counts.items() if found[0] != 200 or found[1] > MORE.get((who, page), MOST)
    } == {}
    assert counts["/"][1] > 5, "what is one's own is asked each time"


def test_what_waits_is_told_in_one_statement(cast: Cast) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.eli.account)

    home, desk = (client.get(page).content.decode() for page in ("/", "/desk/"))

    assert "Ben Roth would like to be in contact" in home
    assert "3 people ask for help" in home
    assert desk.count("Where is room") == 3
