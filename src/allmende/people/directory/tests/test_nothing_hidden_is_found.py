"""What someone does not show to a reader never makes them found: with and without it, the reader's bytes are the same."""

import re

import pytest
from django.http import QueryDict

from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import Layer
from allmende.foundation.kept import forget_all
from allmende.people.directory.commands import refresh_all, save_search
from allmende.people.directory.queries.saved import searches_of
from allmende.people.directory.queries.search import Search
from allmende.people.directory.queries.sheets import PEOPLE
from allmende.people.profiles.models import Detail, Key
from allmende.people.profiles.testing import make_contacts

pytestmark = pytest.mark.django_db

SECRETS = {
    Key.SKILL: ("Falconry", "q=falc", "skill=falconry"),
    Key.SHORT: ("Secretly a poet", "q=poet",),
    Key.TEXT: ("I hide in the attic.", "q=attic"),
    Key.LANGUAGE: ("cy", "language=cy"),
    Key.OFFER: ("Spells", "q=spells", "offer=spells"),
    Key.SEEK: ("Amulets", "q=amulets", "seek=amul"),
    Key.AVAILABILITY: ("12", "hours=10", "hours=1"),
}  # fmt: skip


def bytes_of(client, query, fragment):
    forget_all()
    forget_all()
    outdate()
    headers = {"HX-Request": "true"} if fragment else {}
    content = client.get(f"/people/?{query}", headers=headers).content
    return re.sub(rb"csrf[^>]*?value=\"[^\"]+\"|X-CSRFToken[^}]*}", b"", content)


@pytest.mark.parametrize("fragment", [False, True])
@pytest.mark.parametrize("key", SECRETS)
def test_a_page_is_the_same_with_and_without_what_is_hidden(directory, tell, signed_in, key, fragment):
    text, *queries = SECRETS[key]
    finn = signed_in(directory.finn)
    tell(directory.ada, key, text, Layer.PRIVATE)
    with_it = [bytes_of(finn, query, fragment) for query in ("", *queries)]
    Detail.objects.filter(actor=directory.ada).delete()
    refresh_all()
    without = [bytes_of(finn, query, fragment) for query in ("", *queries)]

    assert with_it == without
    tell(directory.ada, key, text, Layer.COMMUNITY)
    assert all(bytes_of(finn, query, fragment) != before for query, before in zip(queries, without[1:], strict=True)), (
        "it could have leaked"
    )


@pytest.mark.parametrize("key", SECRETS)
def test_what_is_moved_inward_is_not_found_from_that_moment_on(directory, tell, names, signed_in, key):
    from allmende.people.profiles import commands as say

    text, *queries = SECRETS[key]
    finn = signed_in(directory.finn)
    tell(directory.ada, key, text)
    before = [names(finn, query) for query in queries]
    say.put(directory.ada, directory.ada, directory.community, key, None, Layer.PRIVATE)  # the directory is not told
    outdate()

    assert before == [["Ada Berg"]] * len(queries)
    assert [names(finn, query) for query in queries] == [[]] * len(queries)


def test_the_circle_finds_what_the_circle_sees(directory, tell, names, signed_in):
    tell(directory.ada, Key.SKILL, "Falconry", Layer.TEAM)
    finn, ben = signed_in(directory.finn), signed_in(directory.ben)
    outside, team = names(finn, "q=falconry"), names(ben, "q=falconry")
    make_contacts(directory.ada, directory.finn)

    assert (outside, team) == ([], ["Ada Berg"])
    assert names(finn, "q=falconry") == ["Ada Berg"]


def test_export_saved_searches_and_filters_know_it_no_better(directory, tell):
    tell(directory.ada, Key.SKILL, "Falconry", Layer.PRIVATE)
    search = Search(skill="falconry")

    rows = ["|".join(map(str, row)) for row in PEOPLE.rows(directory.eli, directory.community, {})]
    saved = save_search(directory.finn, directory.community, "Falcons", search)

    assert "Falconry" not in "".join(rows)
    assert list(PEOPLE.rows(directory.eli, directory.community, QueryDict(search.query))) == []
    assert saved.seen == []
    assert searches_of(directory.finn, directory.community)[0].new == 0
