"""A community that talks: home of people who follow 500 things, a thread, saying something; and 20,000 who are told of one comment."""

from __future__ import annotations

import os
import random
import resource
import time
import tracemalloc
from datetime import datetime, timedelta
from itertools import batched
from typing import Any
from uuid import UUID

from bench import filling
from bench.driver import PARALLEL, request_of
from bench.pages import HEAD, READERS, cookie_of, look, measure
from bench.people import Village
from bench.server import SERVE, serving
from bench.writes import comment_over_http

POSTS, COMMENTS, FOLLOWED = 2_000, 100, 500
GOALS_MS = {"home": 150, "home, what matters": 150, "a thread, 20 comments": 80}
MOST_STATEMENTS = 12
LONGEST_LOCK = 0.5
"""Seconds for which telling may hold everyone else up at a time."""
MOST_MB = 50
"""What telling everyone may take of memory."""


def fill(members: int) -> None:
    """Make the community, unless there is one: posts by anyone, a hundred comments on each, and readers who follow 500 of them."""
    from allmende.rooms.posts.models import Post

    if Post.objects.exists():
        return
    print(f"Making a community of {members:,} people and {POSTS * COMMENTS:,} comments …", flush=True)
    village = Village(members)
    village.fill()
    Talk(village).make()
    filling.settle()


class Talk:
    """What they say, row by row; always the same."""

    def __init__(self, village: Village) -> None:
        from allmende.commons.audiences.models import Layer
        from allmende.commons.spaces.models import Membership
        from allmende.commons.spaces.reach import audience_for
        from allmende.foundation import clock

        self.root, self.random = village.root, random.Random(20261129)
        self.audience = audience_for(village.root, Layer.COMMUNITY, village.curator)
        self.people = list(Membership.objects.filter(space=self.root).order_by("id").values_list("actor_id", flat=True))
        self.began = clock.now() - timedelta(days=90)
        self.things: list[Any] = []
        self.news: list[Any] = []

    def make(self) -> None:
        """Write everything."""
        from allmende.commons.things.models import Thing
        from allmende.commons.threads.models import Comment, Thread
        from allmende.foundation.text.markdown import render_markdown
        from allmende.rooms.posts.models import Post
        from bench.town import COMMENT_COLUMNS, TEXT, THING_COLUMNS, WORDS

        html, said = str(render_markdown(TEXT)), str(render_markdown(WORDS, top=4))
        posts, comments = [], []
        for n in range(POSTS):
            at = self.began + timedelta(minutes=60 * n)
            posts.append(self._thing("post", at, f"Post {n}"))
            for place in range(COMMENTS):
                key = self._thing("comment", at + timedelta(minutes=20 * place + 1), "", posts[-1])
                intent = ("comment", "praise", "question")[place % 3]
                comments.append((key, posts[-1], None, 0, intent, WORDS, said))
        filling.fill(Thing, THING_COLUMNS, self.things)
        columns = (
            "thing_ptr_id",
            "place_id",
            "heading",
            "text",
            "text_html",
            "summary",
            "wish",
            "hindrance",
            "revision",
        )
        filling.fill(Post, columns, ((post, self.root.id, "", TEXT, html, "It cools.", 30, "", 0) for post in posts))
        filling.fill(Thread, ("thing_id", "comment_count", "is_locked"), ((post, COMMENTS, False) for post in posts))
        filling.fill(Comment, COMMENT_COLUMNS, comments)
        self._feed()
        self._follow(posts)

    def _thing(self, kind: str, at: datetime, title: str, about: UUID | None = None) -> UUID:
        """Note a post, or a comment on one, and that it happened."""
        from allmende.foundation.ids import uuid7_at

        key, who = uuid7_at(int(at.timestamp() * 1000)), self.random.choice(self.people)
        listed, state = (None, "") if about else (key, "open")
        self.things.append((key, kind, self.root.id, who, self.audience.id, title, "en", listed, at, at, state))
        self.news.append((at, about or key, key if about else None, who, "CommentAdded" if about else "PostPublished"))
        return key

    def _feed(self) -> None:
        from allmende.observers.feed.models import FeedRow

        columns = ("seq", "root", "space", "audience_id", "at", "thing_id", "spot_id", "actor", "name")
        fixed = self.root.id, self.root.id, self.audience.id
        rows = sorted(self.news, key=lambda one: one[0])  # type: ignore[no-any-return]
        filling.fill(FeedRow, columns, ((number, *fixed, *row) for number, row in enumerate(rows, 1)))

    def _follow(self, posts: list[UUID]) -> None:
        from allmende.commons.follows.models import Follow, PersonFollow

        for reader in _readers():
            followed = self.random.sample(posts, min(FOLLOWED, len(posts)))
            Follow.objects.bulk_create([Follow(actor=reader, thing_id=post) for post in followed])
            others = [person for person in self.random.sample(self.people, 20) if person != reader.id]
            PersonFollow.objects.bulk_create([PersonFollow(actor=reader, person_id=person) for person in others])


def _readers() -> list[Any]:
    from allmende.commons.spaces.models import Membership

    rows = Membership.objects.filter(space__root=None, role="member", actor__account__isnull=False)
    return [row.actor for row in rows.select_related("actor__account").order_by("id")[:READERS]]


def run(members: int, seconds: float) -> bool:
    """Measure and print; return whether every goal is kept."""
    from allmende.rooms.posts.models import Post

    fill(members)
    cookies = [cookie_of(reader.account) for reader in _readers()]
    thread = Post.objects.order_by("-published")[10]
    pages = dict(zip(GOALS_MS, ("/", "/?by=relevance", f"/posts/{thread.id}/"), strict=True))
    print(f"{'':14}{'page':20}" + "".join(f"{name:>11}" for name in HEAD))
    well = True
    with serving(SERVE) as server:
        for name, path in pages.items():
            status, statements, size = look(path, cookies[0])
            asked = [request_of(server.address + path, cookie) for cookie in cookies]
            rest = f"{statements:11}{size / 1000:11.0f}"
            load = measure(server, ("member", name), asked, seconds, PARALLEL, rest=rest)
            is_light = status == 200 and statements <= MOST_STATEMENTS and load.wrong == 0
            well &= is_light and load.percentile(0.95) < GOALS_MS[name]
        well &= comment_over_http(server, thread.id, cookies, seconds)
    well &= _tell_everyone(members)
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}")
    return well


def _tell_everyone(members: int) -> bool:
    """Let everyone follow one post and somebody comment on it, twice: once for the time it takes, once for the memory."""
    from allmende.commons.follows.models import Follow
    from allmende.commons.spaces.models import Membership
    from allmende.foundation.journal.models import Cursor, Entry
    from allmende.rooms.posts.models import Post

    post = Post.objects.select_related("audience").order_by("published")[5]
    people = Membership.objects.filter(space__root=None).values_list("actor_id", flat=True)
    known = set(Follow.objects.filter(thing_id=post.id).values_list("actor_id", flat=True))
    for some in batched([person for person in people if person not in known], 2_000):
        Follow.objects.bulk_create([Follow(actor_id=person, thing_id=post.id) for person in some])
    _seal_all()
    newest = Entry.objects.exclude(seq=None).order_by("-seq").values_list("seq", flat=True).first() or 0
    Cursor.objects.update_or_create(observer="notices", defaults={"seq": newest})
    told, took, longest = _tell(post)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    _tell(post)
    peak, grown = tracemalloc.get_traced_memory()[1] / 1e6, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    tracemalloc.stop()
    print(
        f"Telling {told:,} people: {took:.1f} s of processor time, at most {longest * 1000:.0f} ms at once; "
        f"{peak:.1f} MB at its highest ({grown / 1000:.0f} MB more in the process)"
    )
    return told >= members - 1 and longest < LONGEST_LOCK and peak < MOST_MB


def _tell(post: Any) -> tuple[int, float, float]:
    """Comment and let everyone be told of it; return how many were, the seconds of processor time, and the longest of them at once."""
    from allmende.commons.threads.commands import comment
    from allmende.foundation.journal.observers import observers, pull
    from allmende.foundation.tasks.worker import claim, run
    from allmende.observers.notices.models import Notice

    reader = _readers()[0]
    began = time.thread_time()
    said = comment(reader, post, f"Who comes along? {time.time()}")
    print(f"Saying something that everyone follows: {(time.thread_time() - began) * 1000:.1f} ms of processor time")
    _seal_all()
    (notices,) = [one for one in observers() if one.name == "notices"]
    spans = [_timed(lambda: pull(notices))]
    while job := claim("bench"):
        spans.append(_timed(lambda job=job: run(job)))  # type: ignore[misc]
    return Notice.objects.filter(spot_id=said.id).count(), sum(spans), max(spans)


def _seal_all() -> None:
    from allmende.foundation.journal.commands import seal

    while seal(1000):
        pass


def _timed(act: Any) -> float:
    began = time.thread_time()
    act()
    return time.thread_time() - began
