"""The directory, a profile and one's reach take at most twelve statements, and as many for three people as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_member
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.directory.commands import refresh_all
from allmende.people.directory.queries import cards, facets, searching
from allmende.people.profiles import commands as say
from allmende.people.profiles.models import Key
from allmende.people.profiles.queries import reach_in_profiles
from allmende.people.profiles.testing import make_hub

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}


def talkative(cast, name, hub, layer):
    """Someone who says a bit of everything."""
    who = make_member(cast.community, make_person(name))
    for key, said in {
        Key.SKILL: [say.skill("Joinery", "en"), say.skill(f"Skill of {name}", "en")],
        Key.SHORT: say.line(Key.SHORT, f"{name} digs", 280),
        Key.HUB: say.hub(who, hub.id),
        Key.AVAILABILITY: say.free_time(10, None),
        Key.LANGUAGE: [say.spoken("it", 5)],
    }.items():
        say.put(who, who, cast.community, key, said, layer)
    return who


def statements(client, url, headers=None):
    """Count statements where the directory has kept nothing yet, and the community's row and rungs and size are known."""
    client.get("/people/?q=joinery")
    for shelf in (facets._lists, searching._frequencies_known, searching._many):
        shelf.clear()
    client.get("/spaces/")
    with CaptureQueriesContext(connection) as found:
        assert client.get(url, headers=headers or {}).status_code == 200
    return len(found)


def test_the_directory_takes_as_many_for_three_as_for_one(cast, signed_in, monkeypatch):
    monkeypatch.setattr(cards, "PAGE", 1)  # so that there is a next page, and the rest is counted
    hub = make_hub(cast.eli, cast.community)
    finn, counts = signed_in(cast.finn), []
    for names in (["Kim Eins"], ["Lou Zwei", "Mia Drei"]):
        for name, layer in zip(names, (Layer.COMMUNITY, Layer.PUBLIC), strict=False):
            talkative(cast, name, hub, layer)
        refresh_all()
        counts.append(
            [
                statements(finn, "/people/"),
                statements(finn, "/people/?q=joinery&hours=5"),
                statements(finn, "/people/?q=joinery", FRAGMENT),
            ]
        )

    assert counts == [[11, 11, 8], [11, 12, 8]], (
        "words and filters are weighed by one, and where there is a next page, counting the rest takes one more"
    )


def test_a_profile_takes_as_many_for_three_skills_as_for_one(cast, signed_in):
    hub = make_hub(cast.eli, cast.community)
    kim = talkative(cast, "Kim Eins", hub, Layer.COMMUNITY)
    finn = signed_in(cast.finn)
    one = statements(finn, f"/people/{kim.handle}/")
    said = [say.skill(name, "en") for name in ("Joinery", "Masonry", "Thatching", "Weaving")]
    say.put(kim, kim, cast.community, Key.SKILL, said)

    assert statements(finn, f"/people/{kim.handle}/") == one


def test_ones_reach_takes_one(cast):
    finn = Actor.objects.get(id=cast.finn.id)

    with CaptureQueriesContext(connection) as found:
        reach_in_profiles(finn)

    assert len(found) == 1
