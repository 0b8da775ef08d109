"""People keep for later what they see, for their own eyes."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.bookmarks.commands import let_go, save
from allmende.commons.bookmarks.queries import saved
from allmende.commons.spaces.commands import narrow, widen
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.personal import holdings
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.testing import make_call, make_contribution


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


def titles(reader, after=None, limit=20):
    return [line.title for line in saved(reader, after, limit)[0]]


def test_what_was_saved_last_stands_first_also_what_was_said(cast):
    call = make_call(cast.ada, cast.team)
    contribution = make_contribution(cast.ben, call)
    before = Entry.objects.count()

    save(cast.eli, call)
    save(cast.eli, contribution)
    save(cast.eli, call)

    assert titles(cast.eli) == ["A pond", "A cooler schoolyard"]
    assert titles(cast.ada) == []
    assert Entry.objects.count() == before
    save(cast.eli, comment(cast.ada, contribution, "How deep is it?"))
    assert titles(cast.eli)[0] == "How deep is it?"
    let_go(cast.eli, call.id)
    assert titles(cast.eli) == ["How deep is it?", "A pond"]


def test_what_goes_inside_is_left_out_until_one_sees_it_again(cast):
    call = make_call(cast.ada, cast.team)
    widen(cast.ada, call, cast.team, Layer.COMMUNITY)
    save(cast.finn, call)
    assert titles(cast.finn) == ["A cooler schoolyard"]

    narrow(cast.ada, call, cast.team, Layer.TEAM)
    assert titles(cast.finn) == []
    with pytest.raises(Refused):
        save(cast.finn, make_note(cast.team, cast.ada))


def test_pages_follow_each_other(cast):
    for n in range(3):
        save(cast.ben, make_call(cast.ada, cast.team, title=f"Call {n}"))

    first, following = saved(cast.ben, limit=2)
    rest, end = saved(cast.ben, following, limit=2)

    assert [line.title for line in (*first, *rest)] == ["Call 2", "Call 1", "Call 0"]
    assert end is None


@pytest.mark.parametrize("things", [1, 3])
def test_the_page_takes_the_same_statements_for_one_as_for_three(cast, sign_in, things, django_assert_num_queries):
    for n in range(things):
        save(cast.ben, make_call(cast.ada, cast.team, title=f"Call {n}"))
    browser = sign_in(cast.ben)
    browser.get("/saved/")

    with django_assert_num_queries(9):
        page = browser.get("/saved/").content.decode()

    assert page.count('class="hit') == things


def test_the_pages_save_and_let_go(cast, sign_in):
    call = make_call(cast.ada, cast.team)
    browser = sign_in(cast.ben)

    browser.post(f"/id/{call.id}/saving/")
    assert "A cooler schoolyard" in browser.get("/saved/").content.decode()
    [line] = browser.get("/api/v1/saved").json()["items"]
    browser.post(f"/id/{call.id}/saving/removal/")

    assert line["title"] == "A cooler schoolyard"
    assert "Nothing saved yet" in browser.get("/saved/").content.decode()


def test_what_is_kept_of_it_is_ones_own(cast):
    call = make_call(cast.ada, cast.team)
    save(cast.ben, call)
    [held] = [holding for holding in holdings() if holding.key == "bookmarks"]

    assert [row["thing"] for row in held.export(cast.ben)["saved"]] == [call.id]
    held.forget(cast.ben)
    assert titles(cast.ben) == []
