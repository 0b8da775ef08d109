"""However hosts move, split, join and hide: nobody reads what they could not read before, and nothing is lost or doubled."""

from itertools import chain

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_member, make_space
from allmende.commons.threads.commands import (
    comment,
    hide_comments,
    merge_threads,
    move_comments,
    show_again,
    split_thread,
    undo_handling,
)
from allmende.commons.threads.invariants import INVARIANTS
from allmende.commons.threads.models import Comment, Handling, Thread
from allmende.commons.threads.queries import page_of
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.testing import make_post

pytestmark = pytest.mark.django_db

DEEDS = ("move", "move", "split", "merge", "hide", "show", "undo", "say", "reply")


class Undone(Exception):
    """Ends an example, so that nothing of it stays."""


def fresh(actor):
    return Actor.objects.get(id=actor.id)


def readers(people):
    """Who reads the words of which comment: by lists and addresses, and on the pages of things."""
    found = {}
    for person in map(fresh, people):
        for key in Comment.objects.visible_to(person).values_list("id", flat=True):
            found.setdefault(key, set()).add(person.id)
        for post in Post.objects.visible_to(person):
            shown = [(one, *one.replies) for one in page_of(person, post, limit=100).comments]
            for one in chain.from_iterable(shown):
                if one.text:
                    found.setdefault(one.id, set()).add(person.id)
    return found


def step(deed, draw, hosts, people):
    host, posts = fresh(draw(hosts)), list(Post.objects.select_related("audience").order_by("pk"))
    source, target = draw(posts), draw(posts)
    said = list(Comment.objects.filter(thread_id=source.pk).order_by("pk"))
    some = {draw(said).id, draw(said).id} if said else set()
    match deed:
        case "move":
            move_comments(host, source, some, target)
        case "split":
            split_thread(host, source, some, "A part")
        case "merge":
            merge_threads(host, source, target)
        case "hide":
            hide_comments(host, source, some, "So")
        case "show" if said:
            show_again(host, draw(said))
        case "undo" if Handling.objects.exists():
            undo_handling(host, draw(list(Handling.objects.order_by("pk"))))
        case "say":
            comment(fresh(draw(people)), source, f"Words {Comment.objects.count()}")
        case "reply" if said:
            comment(fresh(draw(people)), source, f"Words {Comment.objects.count()}", parent=draw(said))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(DEEDS), min_size=4, max_size=10))
def test_whatever_hosts_do_nobody_reads_what_they_could_not_read_before(cast, random, deeds):
    try:
        with transaction.atomic():
            _play(cast, random.choice, deeds)
            raise Undone
    except Undone:
        pass


def _play(cast, draw, deeds):
    gus = make_member(cast.community, make_person("Gus Hain"))
    orchard = make_space(gus, cast.community, "Orchardists")
    people, hosts = [cast.ada, cast.ben, cast.finn, cast.eli, gus], [cast.eli, cast.eli, cast.ada, gus]
    posts = [
        make_post(cast.eli, cast.community, layer=Layer.COMMUNITY), make_post(cast.ben, cast.team), make_post(cast.ada, cast.team),
        make_post(gus, orchard), make_post(gus, orchard, layer=Layer.COMMUNITY),
    ]  # fmt: skip
    for n, (who, post) in enumerate(zip([cast.finn, cast.ben, cast.ada, gus, cast.ben], posts, strict=True)):
        comment(who, post, f"First {n}")
    ever = readers(people)
    for deed in deeds:
        before = set(Comment.objects.values_list("id", flat=True))
        try:
            with transaction.atomic():
                step(deed, draw, hosts, people)
        except Refused:
            pass
        now, after = readers(people), set(Comment.objects.values_list("id", flat=True))
        for key in after - before:
            ever[key] = now[key]
        assert before <= after
        assert {key: who - ever[key] for key, who in now.items() if who - ever[key]} == {}, deed
        assert [sentence for one in INVARIANTS for sentence in one.broken()] == []
        assert Comment.objects.count() == sum(thread.comments.count() for thread in Thread.objects.all())
