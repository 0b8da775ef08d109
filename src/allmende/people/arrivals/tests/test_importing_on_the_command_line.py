"""`allmende import people FILE`: the wizard's steps in one, each problem told with its line, all or nothing."""

import pytest

from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.door import DOOR
from allmende.people.arrivals.models import Letter, PeopleImport
from allmende.people.arrivals.tests.conftest import table


@pytest.fixture
def bring(cast, tmp_path):
    """Bring in a file as the command does; return what came in and what was told."""
    importer = DOOR.importers[0]

    def run(content, **options):
        path, told = tmp_path / "people.csv", []
        path.write_bytes(content)
        given = {"welcome": "no", "dry_run": False, **options}
        who = given.pop("who", cast.eli)
        try:
            found = importer.run(
                who, cast.community, path, on_problem=told.append, on_progress=lambda *_far: None, **given
            )
        except Refused as refusal:
            return refusal, told
        return found, told

    return run


@pytest.mark.django_db
def test_a_dry_run_says_what_is_in_it_and_changes_nothing(bring):
    brought, told = bring(table("name,email,admin", "Kim Ott,kim@example.org,yes"), dry_run=True)

    facts = {str(name): value for name, value in brought.facts}
    assert (brought.is_new, told) == (True, [])
    assert (facts["People"], facts["New"], facts["Columns left out"]) == ("1", "1", "admin")
    assert not PeopleImport.objects.exists()


@pytest.mark.django_db
def test_it_comes_in_once_with_letters_if_wished(bring):
    content = table("name,email", "Kim Ott,kim@example.org", "Lou Ott,")
    first, _told = bring(content, welcome="yes")
    second, _told = bring(content)

    assert (first.is_new, second.is_new) == (True, False)
    assert Actor.objects.filter(name__in=["Kim Ott", "Lou Ott"]).count() == 2
    assert Letter.objects.get().address == "kim@example.org"


@pytest.mark.django_db
def test_each_problem_is_told_and_nothing_comes_in(bring):
    refusal, told = bring(table("name,email", "Kim Ott,kim@example.org", "Lou Ott,nonsense", ",x@example.org"))

    assert "Problems found: 2" in str(refusal.reason)
    assert [sentence.partition(",")[0] for sentence in told] == ["Line 3", "Line 4"]
    assert not Actor.objects.filter(name="Kim Ott").exists()


@pytest.mark.django_db
def test_only_who_cares_for_the_community_brings_people_in(bring, cast):
    refusal, _told = bring(table("name", "Kim"), who=cast.ben)

    assert refusal.status == 403
