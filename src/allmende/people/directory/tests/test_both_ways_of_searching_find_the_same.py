"""Whether those who meet the rarest condition are gathered, crossed with others, or the alphabet is walked: the same are found."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.people.directory.queries.search import Search
from allmende.people.directory.queries.searching import rows_of, weighed
from allmende.people.profiles.models import Key
from allmende.people.profiles.queries import reach_in_profiles
from allmende.people.profiles.testing import make_contacts

pytestmark = pytest.mark.django_db
SEARCHES = (
    Search("ber"), Search("ada ber"), Search("joi dig"), Search("b d", kind="person"), Search(skill="joinery"),
    Search(skill="joinery", language="it", hours="5"), Search("ada", skill="joinery", offer="spel"), Search("zz ada"),
    Search(offer="spel", seek="amu"), Search("joi", hours="10"), Search(language="it", hub="nowhere"),
)  # fmt: skip


def test_gathered_crossed_or_walked_everyone_finds_the_same(directory, tell):
    layers = {directory.ada: Layer.COMMUNITY, directory.ben: Layer.TEAM, directory.eli: Layer.PRIVATE}
    for who, layer in layers.items():
        tell(who, Key.SKILL, "Joinery", layer)
        tell(who, Key.SHORT, "Digs and builds", layer)
        tell(who, Key.LANGUAGE, "it", layer)
        tell(who, Key.OFFER, "Spells", layer)
        tell(who, Key.SEEK, "Amulets", Layer.COMMUNITY)
        tell(who, Key.AVAILABILITY, "12", layer)
    make_contacts(directory.finn, directory.ben)

    found = {}
    for reader in (directory.ada, directory.ben, directory.eli, directory.finn):
        reach = reach_in_profiles(reader)
        for search in SEARCHES:
            asked = weighed(directory.community, search)
            ways = [
                [row.actor_id for row in rows_of(shape, reader, reach, directory.community.id, *asked.values)]
                for shape in (
                    asked.shape._replace(is_gathered=True, is_crossed=False),
                    asked.shape._replace(is_gathered=True, is_crossed=len(asked.shape.keys) > 1),
                    asked.shape._replace(is_gathered=False),
                )
            ]
            assert ways[0] == ways[1] == ways[2], (reader, search)
            found[reader, search] = set(ways[0])

    joiners = Search(skill="joinery", language="it", hours="5")
    assert found[directory.ada, joiners] >= {directory.ada.id}
    assert directory.eli.id in found[directory.eli, joiners]
    assert directory.eli.id not in found[directory.finn, joiners]
    assert not any(found[reader, Search("zz ada")] for reader in layers)
