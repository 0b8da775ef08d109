"""The feed shows what happened to the things a reader sees now, the latest first, put together as people speak."""

import pytest
from django.utils.translation import override

from allmende.commons.audiences.models import PUBLIC, Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands import join_space, narrow, open_space, take_in, widen
from allmende.commons.spaces.models import SpaceKind
from allmende.commons.spaces.testing import make_community, make_member, make_note, make_space
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment, remove_comment
from allmende.foundation import clock
from allmende.foundation.journal.models import Cursor, Entry
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.observers.feed.models import FeedRow
from allmende.observers.feed.queries import page_of


def sentences(reader, cast, **options):
    pull_all()
    return [item.sentence for item in page_of(again(reader), cast.community, **options).items]


def again(reader):
    """The reader as a new request meets them."""
    return reader if reader.is_guest else Actor.objects.get(id=reader.id)


@pytest.fixture
def quiet(cast):
    """The cast, with what happened until now out of the feed."""
    pull_all()
    FeedRow.objects.all().delete()
    return cast


def test_a_comment_is_told_to_those_who_see_the_thing(quiet):
    note = make_note(quiet.team, quiet.ada)

    comment(quiet.ben, note, "How deep?")

    assert sentences(quiet.ada, quiet) == ["Ben Roth commented on A pond"]
    assert sentences(quiet.finn, quiet) == []
    assert sentences(quiet.cleo, quiet) == []


def test_a_moved_thing_is_honoured_at_once(quiet):
    note = make_note(quiet.team, quiet.ada)
    comment(quiet.ben, note, "How deep?")
    assert sentences(quiet.finn, quiet) == []

    widen(quiet.ada, note, quiet.team, Layer.COMMUNITY)
    assert len(page_of(quiet.finn, quiet.community).items) == 1

    narrow(quiet.ada, note, quiet.team, Layer.TEAM)
    assert page_of(quiet.finn, quiet.community).items == []


def test_a_thing_moved_behind_the_feeds_back_is_still_not_shown(quiet):
    note = make_note(quiet.team, quiet.ada)
    comment(quiet.ben, note, "How deep?")
    assert len(sentences(quiet.ben, quiet)) == 1

    Thing.objects.filter(id=note.id).update(audience=make_note(quiet.team, quiet.ada, Layer.PRIVATE).audience)

    assert page_of(again(quiet.ben), quiet.community).items == []


def test_several_people_on_one_day_are_one_line(quiet):
    note = make_note(quiet.team, quiet.ada)
    people = [make_person(name) for name in ("Ida Au", "Jo Bach", "Kim Cora")]
    with clock.frozen(NOON):
        for person in people:
            make_member(quiet.community, person)
            make_member(quiet.team, person)
        for author in (quiet.ben, quiet.ada, *people[:1]):
            comment(author, note, "Yes")
        assert sentences(quiet.ada, quiet)[0] == "Ida Au, Ada Berg and Ben Roth commented on A pond"

        for author in (*people[1:], quiet.ben):
            comment(author, note, "No")
    pull_all()

    (item,) = page_of(quiet.ada, quiet.community).items
    assert item.sentence == "Ben Roth, Kim Cora and 3 others commented on A pond"
    assert (item.count, item.others, [card.handle for card in item.people]) == (6, 3, ["ben-roth", "kim-cora"])
    assert [piece.kind for piece in item.pieces] == ["actor", "text", "actor", "text", "more", "text", "thing"]


def test_a_day_ends_where_the_community_is(quiet):
    note = make_note(quiet.team, quiet.ada)
    with clock.frozen(NOON.replace(hour=22, minute=59)):
        comment(quiet.ben, note, "At 23:59 in Berlin")
    with clock.frozen(NOON.replace(hour=23, minute=1)):
        comment(quiet.ben, note, "Two minutes later, on the next day")

    assert len(sentences(quiet.ada, quiet)) == 2


def test_whoever_is_taken_in_is_the_one_who_joined(quiet):
    take_in(quiet.ada, quiet.team, quiet.finn)

    assert sentences(quiet.ben, quiet) == ["Finn Thal joined Orchard"]


def test_a_removed_comment_is_out_of_the_feed(quiet):
    note = make_note(quiet.team, quiet.ada)
    said = comment(quiet.ben, note, "Hasty")
    assert len(sentences(quiet.ada, quiet)) == 1

    remove_comment(quiet.ben, said)

    assert page_of(quiet.ada, quiet.community).items == []


def test_what_lies_in_the_bin_is_out_of_the_feed_of_others(quiet):
    note = make_note(quiet.team, quiet.ada)
    comment(quiet.ben, note, "Nice")
    assert len(sentences(quiet.ben, quiet)) == 1

    put_in_bin(quiet.ada, note)

    assert sentences(quiet.ben, quiet) == []


def test_a_community_shows_its_own_life_only(quiet):
    other = make_community(quiet.dora, "Hillside")
    pull_all()

    assert [item.sentence for item in page_of(quiet.cleo, other).items] == ["A member opened the space Hillside"]
    assert sentences(quiet.cleo, quiet) == []


def test_the_pages_follow_each_other_without_gap_or_repetition(quiet):
    notes = [make_note(quiet.team, quiet.ada, title=f"Pond {number}") for number in range(7)]
    for note in notes:
        comment(quiet.ben, note, "One")
        comment(quiet.ada, note, "Two")
    pull_all()

    pages, after = [], None
    while True:
        page = page_of(quiet.ben, quiet.community, after, limit=3)
        pages.append([(item.title, item.count) for item in page.items])
        after = page.next
        if after is None:
            break

    assert pages == [
        [("Pond 6", 2), ("Pond 5", 2), ("Pond 4", 2)], [("Pond 3", 2), ("Pond 2", 2), ("Pond 1", 2)], [("Pond 0", 2)],
    ]  # fmt: skip


def test_a_space_and_a_person_have_their_own(quiet):
    garden = make_space(quiet.ada, quiet.community, "Garden", SpaceKind.GROUP)
    join_space(quiet.finn, garden)
    comment(quiet.ben, make_note(quiet.team, quiet.ada), "How deep?")

    assert sentences(quiet.ben, quiet, space=quiet.team.id) == ["Ben Roth commented on A pond"]
    assert sentences(quiet.ben, quiet, actor=quiet.finn.id) == ["Finn Thal joined Garden"]


def test_the_same_entries_again_change_nothing(quiet):
    comment(quiet.ben, make_note(quiet.team, quiet.ada), "How deep?")
    assert len(sentences(quiet.ada, quiet)) == 1

    Cursor.objects.update(seq=0)
    FeedRow.objects.exclude(name="CommentAdded").delete()
    before = FeedRow.objects.filter(name="CommentAdded").count()
    pull_all()

    assert FeedRow.objects.filter(name="CommentAdded").count() == before == 1


def test_an_activity_of_a_room_that_is_gone_is_passed_over(quiet):
    note = make_note(quiet.team, quiet.ada)
    comment(quiet.ben, note, "How deep?")
    pull_all()
    FeedRow.objects.update(name="SomethingOfAClosedRoom")
    Entry.objects.create(
        id=clock.new_id(), name="SomethingOfAClosedRoom", version=1, actor=quiet.ada.id, thing=note.id, space=quiet.team.id,
        at=clock.now(),
    )  # fmt: skip

    assert sentences(quiet.ben, quiet) == []


@pytest.mark.parametrize("items", [1, 3])
def test_a_page_takes_the_same_statements_for_one_line_as_for_three(quiet, items, django_assert_num_queries):
    authors, spaces = [quiet.ada, quiet.ben, quiet.eli], [quiet.team, quiet.team, quiet.community]
    for author, space in list(zip(authors, spaces, strict=True))[:items]:
        comment(author, make_note(space, author, Layer.COMMUNITY), "Nice")
    pull_all()
    reader = again(quiet.ben)

    with django_assert_num_queries(6):
        assert len(page_of(reader, quiet.community).items) == items


def test_it_reads_in_the_readers_language(quiet):
    from django.utils import translation

    comment(quiet.ben, make_note(quiet.team, quiet.ada, title="Der Teich"), "Schön")
    with translation.override("de"):
        lines = sentences(quiet.ada, quiet)

    assert lines == ["Ben Roth hat Der Teich kommentiert"]


def test_who_belongs_where_is_read_by_members_alone(quiet):
    take_in(quiet.ada, quiet.team, quiet.finn)

    assert "Finn Thal joined Orchard" in sentences(quiet.ben, quiet)
    assert [line for reader in (quiet.cleo, quiet.dora) for line in sentences(reader, quiet) if "joined" in line] == []


def test_who_acted_for_an_organisation_is_told_so_to_those_who_see_it(quiet):
    note = make_note(quiet.team, quiet.ada, Layer.COMMUNITY)
    meadow = open_space(quiet.ben, quiet.community, name="Meadow Ltd", purpose=SpaceKind.ORGANISATION)
    pull_all()
    FeedRow.objects.all().delete()

    comment(again(quiet.ben), note, "We have one.", behalf=meadow)

    assert sentences(quiet.ben, quiet) == ["Ben Roth for Meadow Ltd commented on A pond"]
    with override("de"):
        assert sentences(quiet.ben, quiet) == ["Ben Roth für Meadow Ltd hat A pond kommentiert"]
    Thing.objects.filter(id=meadow.id).update(audience=make_note(quiet.team, quiet.ben, Layer.PRIVATE).audience)
    assert sentences(quiet.ada, quiet) == ["Ben Roth commented on A pond"]

    comment(again(quiet.ben), note, "And I too.")
    assert sentences(quiet.ben, quiet) == ["Ben Roth commented on A pond"], "once for it and once for himself"


def test_a_guest_is_told_what_happened_in_public_and_not_by_whom_unless_they_show_themselves(quiet, client):
    make_note(quiet.community, quiet.ada, Layer.PUBLIC, title="A well")
    hub = open_space(quiet.eli, quiet.community, name="Mill", purpose=SpaceKind.HUB)
    for actor in (quiet.eli, quiet.ada):
        FeedRow.objects.create(
            seq=FeedRow.objects.count() + 10**6, root=quiet.community.id, space=hub.id, thing_id=hub.id, actor=actor.id,
            audience_id=PUBLIC, name="SpaceOpened", at=clock.now(),
        )  # fmt: skip
    Thing.objects.filter(title__in=("A well", "Mill")).update(audience=PUBLIC)

    told = page_of(quiet.cleo, quiet.community).items

    assert [item.sentence for item in told] == ["Ada Berg opened the space Mill", "A member opened the space Mill"]
    assert (told[1].people[0].handle, told[1].people[0].portrait) == ("", None)
    assert "/people/eli-stein/" not in client.get("/").content.decode()
    assert "Eli Stein opened the space Mill" in sentences(quiet.finn, quiet)
