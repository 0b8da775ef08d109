"""People are told of what concerns them, once, and only while they see it."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.follows.commands import follow
from allmende.commons.mutes.commands import mute_thing
from allmende.commons.spaces.commands import decide_passage, narrow, set_role, take_in, take_out, widen
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_member, make_note
from allmende.commons.threads.commands import comment, remove_comment
from allmende.foundation import clock
from allmende.foundation.journal.models import Cursor
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.observers.notices.commands import forget_old, mark_read, telling
from allmende.observers.notices.models import Notice
from allmende.observers.notices.queries import page_of, unread_count
from allmende.observers.notices.tasks import tell_many


def again(reader):
    """The reader as a new request meets them."""
    return reader if reader.is_guest else Actor.objects.get(id=reader.id)


def told(reader):
    pull_all()
    return [item.sentence for item in page_of(again(reader)).items]


def test_whoever_made_a_thing_is_told_of_comments_on_it_and_nobody_of_their_own(cast):
    note = make_note(cast.team, cast.ada)

    comment(cast.ben, note, "How deep?")
    comment(cast.ada, note, "Very.")

    assert told(cast.ada) == ["Ben Roth commented on your A pond"]
    assert told(cast.ben) == []


def test_people_in_a_discussion_are_told_of_replies_once_and_for_the_nearest_reason(cast):
    note = make_note(cast.team, cast.ada)
    question = comment(cast.ben, note, "How deep?")
    comment(cast.eli, note, "Two metres.", parent=question)

    comment(cast.ada, note, "Three!", parent=question)

    assert told(cast.ben) == ["Ada Berg replied to you on A pond", "Eli Stein replied to you on A pond"]
    assert told(cast.eli) == ["Ada Berg replied where you replied, on A pond"]
    assert told(cast.ada) == ["Eli Stein commented on your A pond", "Ben Roth commented on your A pond"]


def test_a_notice_leads_to_the_comment_itself(cast):
    note = make_note(cast.team, cast.ada)
    said = comment(cast.ben, note, "How deep?")
    pull_all()

    (notice,) = Notice.objects.filter(actor=cast.ada)

    assert (notice.thing_id, notice.spot_id, notice.by) == (note.id, said.id, cast.ben.id)


def test_curators_are_told_that_something_waits_and_the_author_what_became_of_it(cast):
    note = make_note(cast.team, cast.ben)
    passage = widen(cast.ben, note, cast.team, Layer.PUBLIC)
    assert told(cast.eli)[0] == "Ben Roth asks to take something outward from Orchard"
    assert told(cast.ada) == []

    decide_passage(cast.eli, passage, passes=False, reason="The photo shows children.")
    assert told(cast.ben)[0] == "Eli Stein declined to take A pond outward, and says why"

    decide_passage(cast.eli, widen(cast.ben, note, cast.team, Layer.PUBLIC), passes=True)
    assert told(cast.ben)[0] == "Eli Stein let A pond through the gate"

    narrow(cast.eli, note, cast.team, Layer.COMMUNITY)
    assert told(cast.ben)[0] == "Eli Stein withdrew your A pond"


def test_members_are_told_what_they_are_now(cast):
    take_in(cast.ada, cast.team, cast.finn)
    set_role(cast.ada, cast.team, cast.finn, Role.HOST)
    take_out(cast.eli, cast.team, cast.finn)

    assert told(cast.finn)[:3] == [
        "Eli Stein ended your membership of Orchard",
        "Ada Berg gave you another role in Orchard",
        "Ada Berg made you a member of Orchard",
    ]


def test_who_sees_the_thing_no_longer_is_not_told_any_more(cast):
    note = make_note(cast.community, cast.ada, Layer.COMMUNITY)
    said = comment(cast.finn, note, "How deep?")
    comment(cast.ada, note, "Very.", parent=said)
    assert len(told(cast.finn)) == 1

    put_in_bin(cast.ada, note)

    assert told(cast.finn) == []
    assert unread_count(again(cast.finn)) == 0


def test_a_removed_comment_takes_its_notice_out_of_sight(cast):
    note = make_note(cast.team, cast.ada)
    said = comment(cast.ben, note, "Hasty")
    assert len(told(cast.ada)) == 1

    remove_comment(cast.ben, said)

    assert told(cast.ada) == []


def test_the_same_entries_again_tell_nobody_twice(cast):
    comment(cast.ben, make_note(cast.team, cast.ada), "How deep?")
    assert len(told(cast.ada)) == 1

    Cursor.objects.update(seq=0)

    assert len(told(cast.ada)) == 1


def test_what_was_read_is_no_longer_counted_and_forgotten_after_half_a_year(cast):
    notes = [make_note(cast.team, cast.ada, title=f"Pond {number}") for number in range(3)]
    for note in notes:
        comment(cast.ben, note, "Nice")
    told(cast.ada)
    first = page_of(cast.ada, limit=2)
    assert ([item.title for item in first.items], unread_count(cast.ada)) == (["Pond 2", "Pond 1"], 3)

    assert mark_read(cast.ada, [first.items[0].key]) == 1
    assert mark_read(cast.ben) == 0
    assert ([item.is_read for item in page_of(cast.ada).items], unread_count(cast.ada)) == ([True, False, False], 2)
    assert [item.title for item in page_of(cast.ada, first.next).items] == ["Pond 0"]
    assert [item.title for item in page_of(cast.ada, only_unread=True).items] == ["Pond 1", "Pond 0"]

    mark_read(cast.ada)
    with clock.travel(days=181):
        assert forget_old() == 3


def test_a_guest_is_told_nothing(cast):
    assert (page_of(cast.cleo).items, unread_count(cast.cleo)) == ([], 0)


@pytest.mark.parametrize("items", [1, 3])
def test_a_page_takes_the_same_statements_for_one_notice_as_for_three(cast, items, django_assert_num_queries):
    authors, spaces = [cast.ben, cast.eli, cast.finn], [cast.team, cast.team, cast.community]
    for author, space in list(zip(authors, spaces, strict=True))[:items]:
        comment(author, make_note(space, cast.ada, Layer.COMMUNITY), "Nice")
    pull_all()
    reader = again(cast.ada)

    with django_assert_num_queries(5):
        assert unread_count(reader) == items
        assert len(page_of(reader).items) == items


def test_of_many_some_are_told_at_once_and_all_others_in_tasks(cast, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 2)
    note = make_note(cast.community, cast.ada, Layer.COMMUNITY)
    with clock.travel(minutes=1):
        people = [make_member(cast.community, make_person(f"Follower {n}")) for n in range(5)]
        for person in people:
            follow(person, note)
        said = comment(cast.ben, note, "How deep?")

        pull_all()
        at_once = set(Notice.objects.values_list("actor", flat=True))
        jobs = Job.objects.filter(path=tell_many.module_path)
        assert (len(at_once), [len(job.args[0]["people"]) for job in jobs]) == (2, [2, 2])
        run_due()

    assert at_once < set(Notice.objects.values_list("actor", flat=True)) == {cast.ada.id, *(one.id for one in people)}
    assert set(Notice.objects.exclude(actor=cast.ada).values_list("reason", "spot", "by")) == {
        ("threads.followed", said.id, cast.ben.id)
    }


def test_a_task_that_is_done_twice_tells_nobody_twice_and_whoever_left_is_told_nothing(cast, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 1)
    note = make_note(cast.community, cast.ada, Layer.COMMUNITY)
    for person in (cast.eli, cast.finn):
        follow(person, note)
    comment(cast.ben, note, "How deep?")
    pull_all()
    jobs = list(Job.objects.filter(path=tell_many.module_path))
    assert len(jobs) == 2
    mute_thing(again(cast.finn), note)

    for _twice in range(2):
        for job in jobs:
            tell_many.call(*job.args)

    assert set(Notice.objects.values_list("actor", flat=True)) == {cast.ada.id, cast.eli.id}
