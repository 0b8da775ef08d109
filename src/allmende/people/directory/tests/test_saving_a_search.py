"""A search is kept under a name, and tells who is new since one looked."""

import pytest

from allmende.commons.spaces.testing import make_member
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.people.directory.commands import refresh_all, save_search
from allmende.people.directory.models import SavedSearch
from allmende.people.directory.queries.search import Search
from allmende.people.profiles.models import Key

pytestmark = pytest.mark.django_db


def test_saved_looked_at_and_someone_new(directory, signed_in, tell):
    ben = signed_in(directory.ben)
    tell(directory.ada, Key.SKILL, "Joinery")
    saved = ben.post("/directory/searches/", {"name": "Joiners", "q": "joinery"})
    row = SavedSearch.objects.get()
    quiet = ben.get("/directory/searches/").content.decode()
    tell(directory.finn, Key.SKILL, "Joinery")
    told = ben.get("/directory/searches/").content.decode()
    page = ben.get(ben.get(f"/directory/searches/{row.id}/").url).content.decode()
    ben.post(f"/directory/searches/{row.id}/reading/")

    assert saved.status_code == 302
    assert "1 new" not in quiet
    assert "1 new" in told
    assert page.count(">new<") == 1
    assert "Finn Thal" in page
    assert "1 new" not in ben.get("/directory/searches/").content.decode()


def test_it_can_be_deleted(directory, signed_in):
    row = save_search(directory.ben, directory.community, "All", Search())
    signed_in(directory.ben).post(f"/directory/searches/{row.id}/removal/")

    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("name", ["", "\u200b", "x" * 61])
def test_a_name_that_cannot_be_is_said_at_its_field(directory, signed_in, name):
    answer = signed_in(directory.ben).post("/directory/searches/", {"name": name, "q": "ada"})

    assert answer.status_code == 422
    assert not SavedSearch.objects.exists()


def test_two_of_one_name_and_too_many_are_refused(directory):
    save_search(directory.ben, directory.community, "One", Search())
    with pytest.raises(Refused):
        save_search(directory.ben, directory.community, "One", Search())
    for n in range(19):
        save_search(directory.ben, directory.community, f"More {n}", Search())
    with pytest.raises(Refused, match="Delete one first"):
        save_search(directory.ben, directory.community, "Too many", Search())


def test_a_search_is_its_owners_alone(directory, signed_in):
    row = save_search(directory.ben, directory.community, "All", Search())
    ada = signed_in(directory.ada)

    assert ada.get(f"/directory/searches/{row.id}/").status_code == 404
    assert ada.post(f"/directory/searches/{row.id}/removal/").status_code == 404
    assert SavedSearch.objects.exists()


def test_who_joins_the_community_is_new_in_the_search_for_everyone(directory, signed_in):
    save_search(directory.ben, directory.community, "All", Search())
    make_member(directory.community, make_person("Kim Ott"))
    refresh_all()

    assert "1 new" in signed_in(directory.ben).get("/directory/searches/").content.decode()
