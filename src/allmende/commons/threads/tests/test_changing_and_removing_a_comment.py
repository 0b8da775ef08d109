"""A comment is changed by its author, removed by them or a host, and comes back from the bin."""

from datetime import timedelta

import pytest

from allmende.commons.audiences.models import Kind
from allmende.commons.bin.commands import empty_bin, put_in_bin, restore
from allmende.commons.spaces.testing import make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment, edit_comment, lock_thread, remove_comment
from allmende.commons.threads.models import Comment, Thread
from allmende.commons.threads.queries import page_of
from allmende.commons.versions.models import Version
from allmende.commons.versions.queries import versions_of
from allmende.foundation import clock
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused


@pytest.fixture
def note(cast):
    return make_note(cast.team, cast.ada)


@pytest.fixture
def said(cast, note):
    return comment(cast.ben, note, "A pond.")


def visible(reader, thing):
    return Thing.objects.visible_to(reader).filter(id=thing.id).exists()


def test_the_earlier_words_are_kept_as_a_version(cast, note, said):
    changed = edit_comment(cast.ben, said, "A **deep** pond.", intent="suggestion")

    assert (changed.text_html, changed.intent) == ("<p>A <strong>deep</strong> pond.</p>\n", "suggestion")
    assert changed.edited is not None
    (version,) = versions_of(said.id)
    assert (version.number, version.snapshot) == (1, {"text": "A pond.", "intent": "comment"})
    assert recorded(note.id) == ["CommentAdded", "CommentEdited"]


def test_the_same_words_again_change_nothing(cast, note, said):
    edit_comment(cast.ben, said, " A pond. ")

    assert versions_of(said.id) == []
    assert recorded(note.id) == ["CommentAdded"]


def test_only_its_author_changes_a_comment_and_only_while_the_discussion_is_open(cast, note, said):
    with pytest.raises(Refused, match="Only whoever wrote it can change it"):
        edit_comment(cast.ada, said, "Nonsense.")
    lock_thread(cast.ada, note)
    with pytest.raises(Refused, match="discussion is closed"):
        edit_comment(cast.ben, said, "A lake.")

    said.refresh_from_db()
    assert said.text == "A pond."


def test_a_removed_comment_is_out_of_sight_and_comes_back(cast, note, said):
    remove_comment(cast.ben, said)
    assert (visible(cast.ben, said), visible(cast.ada, said), visible(cast.eli, said)) == (True, True, True)
    assert (page_of(cast.eli, note).comments, page_of(cast.eli, note).count) == ((), 0)

    restore(cast.ben, said)

    assert [one.text for one in page_of(cast.eli, note).comments] == ["A pond."]
    assert recorded(note.id) == ["CommentAdded", "CommentRemoved", "CommentRestored"]
    assert page_of(cast.eli, note).count == 1


def test_other_members_see_nothing_of_what_was_removed(cast, note):
    said = comment(cast.ada, note, "A secret")
    assert visible(cast.ben, said)

    remove_comment(cast.ada, said)

    assert not visible(cast.ben, said)


def test_hosts_remove_what_others_said_and_members_do_not(cast, note, said):
    by_host = comment(cast.ada, note, "By the host")
    with pytest.raises(Refused, match="Only whoever wrote it, or a host"):
        remove_comment(cast.ben, by_host)

    remove_comment(cast.ada, said)

    with pytest.raises(Refused, match="put it in the bin, or a curator"):
        restore(cast.ben, said)
    with pytest.raises(Refused, match="was removed"):
        edit_comment(cast.ben, said, "I insist.")
    with pytest.raises(Refused, match="was removed"):
        comment(cast.ben, note, "A reply", parent=said)


def test_a_comment_comes_back_to_where_its_thing_stands_now(cast, note, said):
    remove_comment(cast.ben, said)
    put_in_bin(cast.ada, note)

    restore(cast.ben, said)

    said.refresh_from_db()
    note.refresh_from_db()
    assert said.audience_id == note.audience_id
    assert said.audience.kind == Kind.BIN


def test_with_its_thing_in_the_bin_the_talk_is_out_of_sight_too(cast, note, said):
    put_in_bin(cast.ada, note)
    assert visible(cast.eli, said)
    assert not visible(cast.ben, said)

    restore(cast.ada, note)

    assert visible(cast.ben, said)


def test_after_thirty_days_words_without_replies_are_gone_and_others_leave_their_place(cast, note, said):
    alone = comment(cast.ben, note, "Alone")
    edit_comment(cast.ben, said, "Hasty words")
    reply = comment(cast.ada, note, "Still here", parent=said)
    remove_comment(cast.ben, alone)
    remove_comment(cast.ben, said)

    with clock.travel(days=30, seconds=1):
        assert empty_bin() == 2

    assert not Thing.objects.filter(id=alone.id).exists()
    said.refresh_from_db()
    assert (said.text, said.text_html, Version.objects.count()) == ("", "", 0)
    (place,) = page_of(cast.eli, note).comments
    assert place.is_removed
    assert [one.id for one in place.replies] == [reply.id]


def test_a_thing_deleted_for_good_takes_its_talk_with_it(cast, note, said):
    comment(cast.ada, note, "A reply", parent=said)
    put_in_bin(cast.ada, note)

    with clock.frozen(clock.now() + timedelta(days=31)):
        empty_bin()

    assert not Thing.objects.filter(kind="comment").exists()
    assert (Comment.objects.count(), Thread.objects.count()) == (0, 0)
