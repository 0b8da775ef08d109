"""The page of notices: one line for what happened to one thing, why one is told, and how its like come less."""

import pytest
from django.urls import reverse

from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.journal.sentences import text_of
from allmende.identity.actors.models import Actor
from allmende.observers.notices.commands import mark_line_read, mark_read
from allmende.observers.notices.models import Notice
from allmende.observers.notices.queries import unread_count
from allmende.observers.notices.queries.centre import lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(cast):
    """Let people comment on a note of Ada's, in their order."""

    def commented(*authors, title="A pond"):
        note = make_note(cast.team, cast.ada, title=title)
        for number, author in enumerate(authors):
            comment(Actor.objects.get(id=author.id), note, f"Word {number}")
        pull_all()
        return note

    return commented


def lines(actor, **page):
    return [text_of(line.pieces) for line in lines_of(Actor.objects.get(id=actor.id), **page).items]


def test_comments_on_one_thing_are_one_line(cast, said):
    said(cast.ben, cast.eli, cast.ben)
    said(cast.ben, title="A hedge")

    assert lines(cast.ada) == ["Ben Roth commented on your A hedge", "Ben Roth and Eli Stein commented on your A pond"]


def test_what_was_read_and_what_is_new_stand_apart(cast, said):
    note = said(cast.ben)
    mark_read(cast.ada)
    comment(cast.eli, note, "And cold?")
    pull_all()

    found = lines_of(cast.ada).items
    assert [(line.is_read, line.count) for line in found] == [(False, 1), (True, 1)]


def test_a_line_is_read_as_a_whole_and_alone(cast, said):
    said(cast.ben, cast.eli)
    said(cast.ben, title="A hedge")
    pond = lines_of(cast.ada).items[1]

    assert mark_line_read(cast.ada, pond.key) == 2
    assert mark_line_read(cast.ben, pond.key) == 0
    assert unread_count(Actor.objects.get(id=cast.ada.id)) == 1


def test_pages_go_on_where_the_one_before_ended(cast, said):
    for number in range(5):
        said(cast.ben, cast.eli, title=f"Pond {number}")

    first = lines_of(cast.ada, limit=2)
    assert [text_of(line.pieces)[-6:] for line in first.items] == ["Pond 4", "Pond 3"]
    assert [words[-6:] for words in lines(cast.ada, after=first.next, limit=2)] == ["Pond 2", "Pond 1"]


@pytest.mark.parametrize("things", [1, 3])
def test_three_lines_take_the_statements_of_one(cast, said, things, django_assert_num_queries):
    for number in range(things):
        said(cast.ben, cast.eli, title=f"Pond {number}")
    reader = Actor.objects.get(id=cast.ada.id)

    with django_assert_num_queries(4):
        assert len(lines_of(reader).items) == things


def test_the_page_says_why_and_what_became_of_each_way(cast, said, sign_in, text, post):
    said(cast.ben)
    notice = Notice.objects.get(actor=cast.ada)
    client = sign_in(cast.ada)

    page = text(client.get(reverse("notices:why", args=[notice.id])))
    assert "What became of yours" in page
    assert "Daily digest: waits" in page

    post(cast.ada, days=1)
    assert "Daily digest: sent" in text(client.get(reverse("notices:why", args=[notice.id])))


def test_one_press_there_ends_mails_of_its_kind(cast, said, sign_in, text, post):
    note = said(cast.ben)
    notice = Notice.objects.get(actor=cast.ada)
    client = sign_in(cast.ada)

    client.post(reverse("notices:less", args=[notice.id]), {"what": "thing"})
    assert post(cast.ada, days=1) == []
    assert "you switched it off" in text(client.get(reverse("notices:why", args=[notice.id])))

    said(cast.ben, title="A hedge")
    client.post(reverse("notices:less", args=[notice.id]), {"what": "occasion"})
    assert post(cast.ada, days=1) == []
    assert note.title in text(client.get(reverse("notices")))


def test_opening_or_ticking_a_line_marks_it_read(cast, said, sign_in):
    said(cast.ben)
    notice = Notice.objects.get(actor=cast.ada)
    client = sign_in(cast.ada)

    assert (
        client.post(reverse("notices:line_reading", args=[notice.id]), headers={"Accept": "text/plain"}).status_code
        == 204
    )
    notice.refresh_from_db()
    assert notice.read_at is not None
