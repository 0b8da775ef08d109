"""A row written by a statement that was composed once is the row that `save` writes, and refused where `save` is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from allmende.commons.spaces.testing import make_cast, make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import Comment, Thread
from allmende.foundation import clock
from allmende.foundation.once.models import Answer
from allmende.foundation.testing import NOON
from allmende.foundation.written import Updated, insert

pytestmark = pytest.mark.django_db


def answer(**more):
    return Answer(
        **{"actor": clock.new_id(), "key": "form-1", "request": "x" * 64, "result": {"id": [1, "ä", None]}, **more}
    )


def test_it_is_the_row_that_save_writes():
    one, other = answer(), answer()

    insert(one)
    other.save()

    found = [Answer.objects.filter(id=each.id).values("key", "request", "result").get() for each in (one, other)]
    assert found[0] == found[1]
    assert not one._state.adding
    one.result = "changed"
    one.save()
    assert Answer.objects.get(id=one.id).result == "changed"


def test_a_child_is_written_with_its_parent_and_its_words_are_made_safe():
    cast = make_cast()
    note = make_note(cast.team, cast.ada)
    thread = Thread.objects.create(thing=note)
    with clock.frozen(NOON):
        said = Comment(kind="comment", thread=thread, author=cast.ben, audience=note.audience, text="**Wide** <script>")

    insert(said)

    found = Comment.objects.get(id=said.id)
    assert found.pk == said.pk == Thing.objects.get(id=said.id).id
    assert (found.text_html, found.created, found.language) == (said.text_html, NOON, "de")
    assert "<strong>Wide</strong>" in found.text_html
    assert "<script>" not in found.text_html


def test_a_key_that_is_taken_is_refused():
    insert(first := answer())

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(answer(actor=first.actor))


def test_where_it_would_collide_the_row_that_is_there_may_stay():
    insert(first := answer())

    insert(answer(actor=first.actor, result="later"), unless_there=True)
    insert(other := answer(), unless_there=True)

    assert set(Answer.objects.values_list("id", flat=True)) == {first.id, other.id}


def test_an_update_moves_what_it_names_and_says_how_many():
    later = Updated(lambda key, at: Answer.objects.filter(key=key), lambda key, at: {"at": at}, str, type(NOON))
    more = Updated(
        lambda title, by: Thread.objects.filter(thing__title=title),
        lambda title, by: {"comment_count": F("comment_count") + by}, str, int,
    )  # fmt: skip
    for key in ("a", "a", "b"):
        insert(answer(key=key))

    assert [later("a", NOON), later("b", NOON + timedelta(days=1)), later("c", NOON)] == [2, 1, 0]

    assert set(Answer.objects.values_list("key", "at")) == {("a", NOON), ("b", NOON + timedelta(days=1))}
    cast = make_cast()
    note = make_note(cast.team, cast.ada, title="Pond")
    Thread.objects.create(thing=note, comment_count=5)
    assert [more("Pond", by) for by in (3, -1)] == [1, 1]
    assert Thread.objects.get().comment_count == 7


def test_it_takes_one_statement_for_each_table():
    with CaptureQueriesContext(connection) as asked:
        insert(answer())

    assert len(asked) == 1
