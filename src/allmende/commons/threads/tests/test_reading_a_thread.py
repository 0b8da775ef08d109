"""A thread is read page by page, oldest first, each comment with its replies."""

import pytest

from allmende.commons.spaces.testing import make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment, lock_thread, mark_read, remove_comment
from allmende.commons.threads.models import Visit
from allmende.commons.threads.queries import (
    MOST_NEWS,
    comment_counts,
    comment_place,
    new_since,
    page_of,
    replies_of,
    rows,
    talk_of,
)
from allmende.commons.threads.queries.shapes import Own
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.actors.models import Actor


def texts(comments):
    return [one.text for one in comments]


@pytest.fixture
def note(cast):
    return make_note(cast.team, cast.ada)


def fresh(actor):
    """The actor as a new request meets them: nothing kept on them yet."""
    return Actor.objects.select_related("account").get(id=actor.id)


def test_the_pages_follow_each_other_without_gap_or_repetition(cast, note):
    for number in range(7):
        comment(cast.ben, note, f"No. {number}")

    pages, after = [], None
    while True:
        page = page_of(cast.ada, note, after, limit=3)
        pages.append(texts(page.comments))
        after = page.next
        if after is None:
            break

    assert pages == [["No. 0", "No. 1", "No. 2"], ["No. 3", "No. 4", "No. 5"], ["No. 6"]]
    assert page.count == 7


def test_each_comment_carries_its_replies_and_says_how_many_more_there_are(cast, note, monkeypatch):
    monkeypatch.setattr(rows, "MOST_REPLIES", 2)
    first, second = comment(cast.ben, note, "First"), comment(cast.ada, note, "Second")
    for number in range(3):
        comment(cast.ada, note, f"Reply {number}", parent=first)
    comment(cast.ben, note, "Another", parent=second)

    one, other = page_of(cast.ben, note).comments

    assert (texts(one.replies), one.more_replies) == (["Reply 0", "Reply 1"], 1)
    assert (texts(other.replies), other.more_replies) == (["Another"], 0)
    rest, following = replies_of(cast.ben, first, one.replies[-1].id, 2)
    assert (texts(rest), following) == (["Reply 2"], None)


@pytest.mark.parametrize("items", [1, 3])
def test_a_page_takes_the_same_statements_for_one_comment_as_for_three(cast, note, items, django_assert_num_queries):
    for number, author in list(enumerate([cast.ada, cast.ben, cast.eli]))[:items]:
        said = comment(author, note, f"No. {number}")
        comment(cast.ben, note, f"Reply to {number}", parent=said)
    thing, reader = Thing.objects.select_related("audience").get(id=note.id), fresh(cast.ben)

    with django_assert_num_queries(7):
        page = page_of(reader, thing)
        assert [one.author.name for one in page.comments] == ["Ada Berg", "Ben Roth", "Eli Stein"][:items]


def test_what_one_may_do_stands_beside_each_comment(cast, note):
    comment(cast.ben, note, "Mine")
    comment(cast.eli, note, "Yours")

    def allowed(reader):
        return [(one.may_edit, one.may_remove) for one in page_of(reader, note).comments]

    assert allowed(cast.ben) == [(True, True), (False, False)]
    assert allowed(cast.ada) == [(False, True), (False, True)]
    lock_thread(cast.ada, note)
    page = page_of(cast.ben, note)
    assert str(page.may_comment.reason) == "This discussion is closed."
    assert [(one.may_edit, one.may_remove) for one in page.comments] == [(False, True), (False, False)]


def test_who_does_not_see_the_thing_reads_nothing_of_its_talk(cast, note):
    said = comment(cast.ben, note, "Inside")
    assert texts(page_of(cast.ada, note).comments) == ["Inside"]

    page = page_of(cast.finn, note)

    assert (page.comments, page.may_comment.status) == ((), 404)
    assert replies_of(cast.finn, said) == ([], None)
    assert comment_place(cast.finn, said.id) is None


@pytest.mark.parametrize("number", [0, 2, 3, 6])
def test_a_deep_link_leads_to_the_page_that_holds_the_comment(cast, note, number):
    said = [comment(cast.ben, note, f"No. {n}") for n in range(7)]

    place = comment_place(cast.ada, said[number].id, limit=3)

    assert said[number].id in {one.id for one in page_of(cast.ada, note, place.after, limit=3).comments}
    assert (place.thing, place.parent) == (note.id, None)


def test_a_deep_link_to_a_reply_leads_to_the_page_of_what_it_replies_to(cast, note, monkeypatch):
    monkeypatch.setattr(rows, "MOST_REPLIES", 2)
    tops = [comment(cast.ben, note, f"No. {n}") for n in range(4)]
    replies = [comment(cast.ada, note, f"Reply {n}", parent=tops[3]) for n in range(3)]

    place = comment_place(cast.ben, replies[2].id, limit=3)

    assert (place.after, place.parent, place.replies_after) == (tops[2].id, tops[3].id, replies[1].id)


def test_the_place_of_a_removed_comment_stays_while_replies_hang_on_it(cast, note):
    gone, kept = comment(cast.ben, note, "Gone"), comment(cast.ben, note, "Answered")
    comment(cast.ada, note, "Answer", parent=kept)

    remove_comment(cast.ben, gone)
    remove_comment(cast.ben, kept)

    (place,) = page_of(cast.ada, note).comments
    assert (place.is_removed, place.author, place.text, place.html) == (True, None, "", "")
    assert texts(place.replies) == ["Answer"]
    assert page_of(cast.ada, note).count == 1
    assert comment_place(cast.ada, kept.id) is None


def test_what_others_said_since_the_last_visit_is_new(cast, note):
    with clock.frozen(NOON):
        comment(cast.ben, note, "Before")
    with clock.frozen(NOON), clock.travel(hours=1):
        comment(cast.ben, note, "After")
        comment(cast.ada, note, "My own")

    page = page_of(cast.ada, note, own=Own(since=NOON))

    assert [one.is_new for one in page.comments] == [False, True, False]
    assert new_since(cast.ada, note.id, NOON) == 1


def test_new_ones_are_counted_up_to_a_hundred_and_ones_own_are_not_among_them(cast, note):
    with clock.frozen(NOON):
        comment(cast.ben, note, "Before")
        mark_read(cast.ada, note)
    with clock.frozen(NOON), clock.travel(hours=1):
        comment(cast.ada, note, "My own")
        Visit.objects.filter(actor=cast.ada).update(at=NOON)  # as after an answer by e-mail
        first = comment(cast.ben, note, "After")

        few = talk_of(cast.ada, note, {}).shown
        for number in range(MOST_NEWS):
            comment(cast.ben, note, f"No. {number}")
        many = talk_of(cast.ada, note, {}).shown

    assert (few.news, few.more_news, few.first_new) == (1, False, first.id)
    assert (many.news, many.more_news, many.first_new) == (MOST_NEWS, True, first.id)


def test_counts_of_many_things_take_one_statement(cast, note, django_assert_num_queries):
    silent = make_note(cast.team, cast.ada, title="Nobody says a word")
    comment(cast.ben, note, "A word")

    with django_assert_num_queries(1):
        assert comment_counts([note.id, silent.id]) == {note.id: 1, silent.id: 0}
