"""Each mail has a link that ends its like, without signing in: by a press or by the mail program, never by a look."""

import re

import pytest
from django.test import Client

from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.foundation.journal.occasions import OWN, TALK
from allmende.observers.notices.commands.wishing import choose_here, take_preset
from allmende.observers.notices.models import Notice, Preset, Wishes
from allmende.observers.notices.presets import Here
from allmende.observers.notices.queries.told import occasions_here, told_of
from allmende.observers.notices.stopping import ALL, DIGESTS, stop_path

pytestmark = pytest.mark.django_db
STRICT = {"SERVER_NAME": "localhost", "enforce_csrf_checks": True}


@pytest.fixture
def link(cast, post):
    """A discussion, a question of Ben's in it, and the link of the mail about its answer."""
    note = make_note(cast.team, cast.ada)
    question = comment(cast.ben, note, "How deep?")
    comment(cast.ada, note, "Two metres.", parent=question)
    (letter,) = post(cast.ben)
    return note, question, re.search(r"https?://[^/]+(/notices/mails/\S+)", letter.body)[1]


def test_looking_at_the_link_ends_nothing(cast, link, post):
    note, question, path = link

    page = Client(**STRICT).get(path)
    comment(cast.ada, note, "Or three.", parent=question)

    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert len(post(cast.ben)) == 1


def test_a_mail_program_ends_mails_of_a_discussion_by_one_post_and_the_app_still_tells(cast, link, post):
    note, question, path = link

    answer = Client(**STRICT).post(path, {"List-Unsubscribe": "One-Click"})
    comment(cast.ada, note, "Or three.", parent=question)

    assert answer.status_code == 200
    assert post(cast.ben) == []
    assert Notice.objects.filter(actor=cast.ben, in_app=True).count() == 2

    other = make_note(cast.team, cast.ada, title="A hedge")
    asked = comment(cast.ben, other, "How high?")
    comment(cast.ada, other, "Low.", parent=asked)
    assert [letter.subject for letter in post(cast.ben)] == ["Re: A hedge"]


def test_a_press_by_mistake_is_taken_back_on_the_same_page(cast, link, post):
    note, question, path = link
    browser = Client(**STRICT)

    assert "No more mails about this discussion come to you" in browser.post(path, follow=True).content.decode()
    assert browser.post(f"{path}removal/", follow=True).status_code == 200
    comment(cast.ada, note, "Or three.", parent=question)

    assert len(post(cast.ben)) == 1


def test_all_mails_of_notices_end_by_one_press_too(cast, link, post):
    note, question, path = link

    Client(**STRICT).post(path, {"what": "all"})
    comment(cast.ada, note, "Or three.", parent=question)

    assert post(cast.ben) == []
    assert Wishes.objects.get(actor=cast.ben).mails is False
    Client(**STRICT).post(f"{path}removal/", {"what": "all"})
    assert Wishes.objects.get(actor=cast.ben).mails is True


@pytest.mark.parametrize("preset", Preset)
def test_the_link_of_a_digest_ends_all_that_comes_in_digests(cast, preset):
    take_preset(cast.ben, preset)
    choose_here(cast.ben, cast.team.id, Here.DAILY)

    Client(**STRICT).post(stop_path(cast.ben.id, DIGESTS), {"List-Unsubscribe": "One-Click"})

    told = told_of([cast.ben.id])[cast.ben.id]
    mails = {told.everywhere(occasion).mail for occasion in occasions_here()}
    assert not mails & {"daily", "weekly"}
    assert told.ways(OWN, [cast.team.id]).mail == "never"


def test_a_link_about_an_occasion_counts_in_every_space(cast):
    choose_here(cast.ben, cast.team.id, Here.AT_ONCE)

    Client(**STRICT).post(stop_path(cast.ben.id, "talk"))

    told = told_of([cast.ben.id])[cast.ben.id]
    assert told.ways(TALK, [cast.team.id]).mail == "never"
    assert told.ways(OWN, [cast.team.id]).mail == "mail"
    assert told.ways(TALK).push is True


def test_a_link_of_ones_own_making_leads_nowhere(cast, link):
    path = link[2]
    key = path.rstrip("/").rpartition("/")[2]
    others = [
        path.replace(key, "0" * 32), path.replace(str(cast.ben.id), str(cast.ada.id)),
        path.replace(path.split("/")[4], "talk"), path.replace(path.split("/")[4], ALL),
    ]  # fmt: skip

    assert [Client(**STRICT).post(other).status_code for other in others] == [404] * 4
    assert not Wishes.objects.exists()
