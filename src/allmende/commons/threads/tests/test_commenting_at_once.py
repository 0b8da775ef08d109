"""Two people, or one in two tabs, comment at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import narrow
from allmende.commons.spaces.testing import make_cast, make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment, Thread
from allmende.identity.actors.models import Actor

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run acts in threads of their own that start together."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait(10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(30) for future in [pool.submit(run, act) for act in acts]]


def again(actor):
    return Actor.objects.get(id=actor.id)


def test_the_same_words_from_two_tabs_are_one_comment():
    cast = make_cast()
    note = make_note(cast.team, cast.ada)

    said = at_once(*[lambda: comment(again(cast.ben), note, "Lovely.") for _tab in range(4)])

    assert len({one.id for one in said}) == 1
    assert Thread.objects.get().comment_count == 1


def test_every_comment_is_counted_once():
    cast = make_cast()
    note = make_note(cast.team, cast.ada)

    at_once(*[lambda actor=actor: comment(again(actor), note, "Lovely.") for actor in (cast.ada, cast.ben, cast.eli)])

    assert Thread.objects.get().comment_count == Comment.objects.count() == 3


def test_no_comment_stays_outside_while_its_thing_goes_inside():
    cast = make_cast()
    note = make_note(cast.team, cast.ada, Layer.COMMUNITY)

    at_once(
        lambda: narrow(again(cast.ada), note, cast.team, Layer.TEAM),
        *[lambda n=n: comment(again(cast.ben), note, f"No. {n}") for n in range(3)],
    )

    assert set(Thing.objects.filter(kind="comment").values_list("audience_id", flat=True)) == {
        Thing.objects.get(id=note.id).audience_id
    }
