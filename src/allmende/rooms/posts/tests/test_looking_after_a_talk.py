"""Hosts hide and change what others said, and close discussions: with a reason, told, undone."""

from datetime import timedelta
from itertools import chain

import pytest

from allmende.commons.bin.commands import restore
from allmende.commons.threads.commands import (
    comment,
    correct_comment,
    hide_comments,
    lock_thread,
    remove_comment,
    show_again,
    undo_handling,
)
from allmende.commons.threads.invariants import INVARIANTS
from allmende.commons.threads.models import Comment, Handling, Thread
from allmende.commons.threads.queries import page_of
from allmende.commons.threads.rules import may_comment
from allmende.commons.versions.queries import versions_of
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.queries import page_of as notices_of

pytestmark = pytest.mark.django_db


def talk(reader, thing):
    """What a reader reads of a talk: each comment with its replies."""
    return [(one.text, [reply.text for reply in one.replies]) for one in page_of(reader, thing).comments]


def broken():
    return list(chain.from_iterable(one.broken() for one in INVARIANTS))


def sentences(reader):
    return [str(line.sentence) for line in notices_of(reader).items]


def count(thing):
    return Thread.objects.get(thing_id=thing.id).comment_count


def test_what_is_hidden_its_author_and_hosts_read_with_the_reason_and_others_see_a_place(cast, gina, post):
    said = comment(cast.ben, post, "Rude words")

    hide_comments(cast.ada, post, [said.id], "Please stay kind.")
    run_due()
    [own], [hosts], [others] = (page_of(who, post).comments for who in (cast.ben, cast.ada, gina))

    assert (own.text, own.care.reason, own.care.by) == ("Rude words", "Please stay kind.", "Ada Berg")
    assert (hosts.text, hosts.may_care) == ("Rude words", True)
    assert (others.text, others.author, others.is_hidden, others.care) == ("", None, True, None)
    assert any("hid what you said" in sentence for sentence in sentences(cast.ben))
    assert (count(post), broken()) == (0, [])
    assert not Comment.objects.visible_to(gina).filter(id=said.id).exists()


def test_hiding_needs_a_reason_and_a_host(cast, gina, post):
    said = comment(cast.ben, post, "Words")

    with pytest.raises(Refused, match="Say why") as nameless:
        hide_comments(cast.ada, post, [said.id], "  ")
    with pytest.raises(Refused, match="host"):
        hide_comments(gina, post, [said.id], "I don't like it")

    assert nameless.value.status == 422
    assert talk(gina, post) == [("Words", [])]


def test_what_was_hidden_is_shown_again_and_by_undoing_too(cast, gina, post):
    one, two = comment(cast.ben, post, "One"), comment(cast.ben, post, "Two")
    handling = hide_comments(cast.ada, post, [one.id, two.id], "By mistake")

    show_again(cast.ada, Comment.objects.get(id=one.id))
    between = talk(gina, post)
    undo_handling(cast.eli, handling)

    assert between == [("One", []), ("", [])]
    assert talk(gina, post) == [("One", []), ("Two", [])]
    assert (count(post), broken()) == (2, [])
    with pytest.raises(Refused, match="undone already"):
        undo_handling(cast.eli, Handling.objects.get())


def test_its_author_does_not_bring_back_what_was_hidden_by_way_of_the_bin(cast, gina, post):
    said = comment(cast.ben, post, "Rude words")
    hide_comments(cast.ada, post, [said.id], "Please stay kind.")

    remove_comment(cast.ben, Comment.objects.get(id=said.id))
    restore(cast.ben, said)

    assert talk(gina, post) == [("", [])]
    assert (count(post), broken()) == (0, [])


def test_a_change_by_a_host_says_who_and_why_and_keeps_the_words_before(cast, gina, post):
    said = comment(cast.ben, post, "Call me at 0471 123456")

    correct_comment(cast.ada, said, "Call me.", "A number for everyone's eyes")
    run_due()
    [shown] = page_of(gina, post).comments
    [version] = versions_of(said.id)

    assert (shown.text, shown.care.by, shown.care.reason) == ("Call me.", "Ada Berg", "A number for everyone's eyes")
    assert (version.snapshot["text"], version.author.name) == ("Call me at 0471 123456", "Ada Berg")
    assert any("changed what you said" in sentence for sentence in sentences(cast.ben))


def test_a_change_is_undone_unless_it_was_changed_again(cast, post):
    one, two = comment(cast.ben, post, "One"), comment(cast.ben, post, "Two")
    correct_comment(cast.ada, one, "Uno", "In Italian")
    correct_comment(cast.ada, two, "Due", "In Italian")
    first, second = Handling.objects.order_by("id")

    undo_handling(cast.ada, first)
    correct_comment(cast.eli, two, "Zwei", "In German")

    assert [text for text, _replies in talk(cast.ben, post)] == ["One", "Zwei"]
    assert page_of(cast.ben, post).comments[0].care is None
    with pytest.raises(Refused, match="changed again since"):
        undo_handling(cast.ada, second)


def test_a_discussion_is_closed_for_a_time_with_a_reason(cast, post):
    with clock.frozen(NOON):
        lock_thread(cast.ada, post, until=NOON + timedelta(hours=2), reason="Let us sleep on it.")
        closed, page = may_comment(cast.ben, post), page_of(cast.ben, post)
    with clock.frozen(NOON + timedelta(hours=3)):
        later, later_page = may_comment(cast.ben, post), page_of(cast.ben, post)

    assert not closed
    assert "closed until" in str(closed.reason)
    assert "Let us sleep on it." in str(closed.reason)
    assert (page.is_locked, later_page.is_locked, bool(later)) == (True, False, True)
