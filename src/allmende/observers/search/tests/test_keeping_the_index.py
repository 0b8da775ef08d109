"""The index follows the journal, can be built anew, and learns this community's words."""

import pytest
from django.db import connection, transaction

from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.commands import record
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import pull_all
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Guest
from allmende.observers.search.commands import learn, learned_words, rebuild
from allmende.observers.search.fulltext import install
from allmende.observers.search.models import Document
from allmende.observers.search.observer import follow
from allmende.observers.search.queries import search
from allmende.observers.search.testing import make_leaflet, make_private, rewrite

pytestmark = pytest.mark.django_db


class LeafletChanged(Activity):
    """A leaflet says something else now."""


@pytest.fixture
def ada():
    return make_person("Ada Berg")


def found(text):
    return [hit.thing for hit in search(Guest(), text).hits]


def test_what_the_journal_tells_is_indexed(ada):
    thing = make_leaflet(ada, "Garten")
    rewrite(thing, "Keller", index=False)
    with transaction.atomic():
        record(LeafletChanged(actor=ada.id, thing=thing.id))

    pull_all()

    assert found("Keller") == [thing.id]


def test_the_same_entries_twice_change_nothing(ada):
    thing = make_leaflet(ada, "Garten")
    with transaction.atomic():
        record(LeafletChanged(actor=ada.id, thing=thing.id))
        record(LeafletChanged(actor=ada.id, thing=None))
    entries = list(Entry.objects.order_by("id"))
    before = list(Document.objects.values())

    follow(entries)
    follow(entries)

    assert list(Document.objects.values()) == before


def test_a_rebuild_restores_what_was_lost_in_the_order_of_publishing(ada):
    things = [make_leaflet(ada, f"Garten {n}") for n in range(5)]
    Document.objects.all().delete()
    assert found("Garten") == []
    heard = []

    count = rebuild(lambda done, total: heard.append((done, total)))

    assert count == 5
    assert heard == [(5, 5)]
    assert found("Garten") == [thing.id for thing in reversed(things)]


def test_the_index_can_be_installed_again_and_again(ada):
    install()
    install()
    thing = make_leaflet(ada, "Garten")

    assert found("Garten") == [thing.id]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="on PostgreSQL the index is part of the table")
def test_a_lost_index_is_made_from_the_documents(ada):
    thing = make_leaflet(ada, "Garten")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE search_index")

    install()

    assert found("Garten") == [thing.id]


def test_a_community_teaches_its_own_words(ada):
    compound = make_leaflet(ada, "Ein Fest im Obstkotten")
    assert found("Kotten") == []
    for n in range(3):
        make_leaflet(ada, f"Treffen {n}", "Wir sehen uns am Kotten")

    learn()

    assert "kotten" in learned_words()
    assert compound.id in found("Kotten")


def test_hidden_texts_teach_nothing(ada):
    for n in range(3):
        make_leaflet(ada, f"Treffen {n}", "Wir sehen uns am Kotten", audience=make_private(ada))

    assert learn() == 0


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="FTS5 checks itself on SQLite only")
def test_the_index_agrees_with_the_documents(ada):
    thing = make_leaflet(ada, "Garten")
    rewrite(thing, "Keller")
    make_leaflet(ada, "Dach").delete()

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)")
