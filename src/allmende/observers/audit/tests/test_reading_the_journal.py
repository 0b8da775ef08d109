"""Those who answer for a space read its journal, find their way in it, and can tell whether it is whole."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db.models import F

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.activities import GateSet
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.testing import make_community, make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.activities import all_activities
from allmende.foundation.journal.commands import digest_of
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.observers.audit import tasks
from allmende.observers.audit.queries import (
    Search,
    last_check,
    page_of,
    rows_of,
    verify_chain,
    words_of_activities,
)
from allmende.observers.audit.tasks import verify

LATER = datetime(2100, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def lived(cast):
    """A little life: in the team, in the community, and in another community."""
    comment(cast.ben, make_note(cast.team, cast.ada), "Nice")
    with clock.frozen(LATER):
        set_gate(cast.eli, cast.community, Layer.NETWORK, Mode.FREE)
    pull_all()
    make_community(cast.dora, "Hillside")
    pull_all()
    return cast


def names(page):
    return [row.name for row in page.rows]


def test_a_curator_reads_the_journal_of_the_community_and_its_spaces_and_of_no_other(lived):
    page = page_of(lived.eli, lived.community)

    assert names(page) == ["GateSet", "CommentAdded", "SpaceOpened", "SpaceOpened"]
    assert page.rows[1].sentence == "Ben Roth commented on A pond"
    assert "Hillside" not in {row.title for row in page.rows}


@pytest.mark.parametrize("who", ["ada", "ben", "dora", "cleo"])
def test_hosts_members_strangers_and_guests_do_not(lived, who):
    with pytest.raises(Refused):
        page_of(getattr(lived, who), lived.community)
    with pytest.raises(Refused):
        rows_of(getattr(lived, who), lived.community)
    with pytest.raises(Refused):
        page_of(getattr(lived, who), None)
    with pytest.raises(Refused):
        verify_chain(getattr(lived, who))


def test_only_who_runs_the_node_reads_all_of_it(lived):
    with pytest.raises(Refused, match="Only those who run this node"):
        page_of(lived.eli, None)
    Account.objects.filter(actor=lived.finn).update(is_superuser=True)
    finn = Actor.objects.get(id=lived.finn.id)

    assert page_of(finn, None).rows[0].title == "Hillside"


def test_filters_narrow_it_down(lived):
    def found(**search):
        return names(page_of(lived.eli, lived.community, Search(**search)))

    assert found(actor=lived.ben.id) == ["CommentAdded"]
    assert found(thing=lived.community.id) == ["GateSet", "SpaceOpened"]
    assert found(name="GateSet") == ["GateSet"]
    assert found(until=LATER) == ["CommentAdded", "SpaceOpened", "SpaceOpened"]
    assert found(since=LATER) == ["GateSet"]
    assert found(actor=uuid4()) == []
    assert found(place=lived.team.id) == ["CommentAdded"]
    assert found(on_behalf_of=lived.ben.id) == []
    assert words_of_activities()["CommentAdded"] == "… commented on …"


def test_the_pages_follow_each_other(lived):
    first = page_of(lived.eli, lived.community, limit=3)
    rest = page_of(lived.eli, lived.community, after=first.next, limit=3)

    assert (names(first), names(rest), rest.next) == (["GateSet", "CommentAdded", "SpaceOpened"], ["SpaceOpened"], None)


@pytest.mark.parametrize("items", [1, 3])
def test_a_page_takes_the_same_statements_for_one_entry_as_for_three(cast, items, django_assert_num_queries):
    for author in (cast.ada, cast.ben, cast.eli)[:items]:
        comment(author, make_note(cast.team, author), "Nice")
    pull_all()
    curator = Actor.objects.get(id=cast.eli.id)

    with django_assert_num_queries(6):
        assert len(page_of(curator, cast.community, Search(name="CommentAdded")).rows) == items


def test_a_whole_journal_verifies_from_any_place(lived):
    newest = Entry.objects.count()

    assert verify_chain(system()) is None
    assert verify_chain(system(), 3, newest) is None
    assert verify_chain(system(), newest + 1) is None


@pytest.mark.parametrize(
    "tamper",
    [
        lambda rows: rows.filter(seq=3).update(actor=uuid4()),
        lambda rows: rows.filter(seq=3).update(payload={"other": 1}),
        lambda rows: rows.filter(seq=3).update(audience=1234),
        lambda rows: rows.filter(seq=3).update(digest="0" * 64),
        lambda rows: rows.filter(seq=3).delete(),
        lambda rows: rows.filter(seq__gte=3).order_by("-seq").update(seq=F("seq") + 100),
    ],
)
def test_an_entry_that_was_changed_or_is_missing_is_found(lived, tamper):
    tamper(Entry.objects.all())

    assert verify_chain(system()) == 3


def test_a_missing_end_is_found_by_whoever_knows_where_it_was(lived):
    newest = Entry.objects.count()
    Entry.objects.filter(seq=newest).delete()

    assert verify_chain(system()) is None
    assert verify_chain(system(), 1, newest) == newest


def test_an_entry_of_a_room_that_is_gone_reads_by_its_name(lived):
    Entry.objects.filter(name="CommentAdded").update(name="SomethingElse")

    page = page_of(lived.eli, lived.community, Search(name="SomethingElse"))

    assert [row.sentence for row in page.rows] == ["SomethingElse"]
    assert GateSet.sentence


def checked():
    verify.enqueue()
    run_due(rounds=False)
    found = last_check()
    return found and found.broken


def swap(rows):
    """Let two entries change places, numbers and seals included."""
    third, fourth = rows.get(seq=3), rows.get(seq=4)
    rows.filter(id=third.id).update(seq=None)
    rows.filter(id=fourth.id).update(seq=3, digest=third.digest)
    rows.filter(id=third.id).update(seq=4, digest=fourth.digest)


def insert(rows):
    """Slip an entry in as the third, and give it a digest that fits what stands before it."""
    for row in rows.filter(seq__gte=3).order_by("-seq"):
        rows.filter(id=row.id).update(seq=row.seq + 1)
    forged = rows.get(seq=2)
    forged.id, forged.seq = clock.new_id(), 3
    forged.digest = digest_of(forged, rows.get(seq=2).digest)
    forged.save(force_insert=True)


@pytest.mark.parametrize(
    ("tamper", "first"),
    [
        (lambda rows: rows.filter(seq=3).update(payload={"other": 1}), 3),
        (lambda rows: rows.filter(seq=3).delete(), 3),
        (insert, 4),
        (swap, 3),
        (lambda rows: rows.filter(seq__gte=4).delete(), 4),
    ],
    ids=["changed", "deleted", "inserted", "swapped", "cut off at the end"],
)
def test_the_check_in_the_background_names_the_first_entry_that_is_not_as_it_was(lived, monkeypatch, tamper, first):
    monkeypatch.setattr(tasks, "PART", 2)
    assert checked() is None

    tamper(Entry.objects.all())

    assert checked() == first


def test_every_activity_reads_in_words():
    of_the_house = {name for name, kind in all_activities().items() if ".tests" not in kind.__module__}
    assert {name for name, words in words_of_activities().items() if words == name} & of_the_house == set()
