"""Posts over the web and the API: role by layer by action. Ben shared one on each layer, one is about to go out, one is a draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.posts.commands import draft_post, share_post
from allmende.rooms.posts.testing import TEA, make_post
from tests.matrix.asking import Request, differences, routes_in
from tests.matrix.test_api import ANY, KEY, at

TABLE = """
route METHOD              | case                    |  guest  stranger  community  member  host  curator
posts:index GET           |                         |  200    200       200        200     200   200
posts:index GET           | of the team             |  404    404       200        200     200   200
posts:index GET           | of nowhere              |  404    404       404        404     404   404
posts:new GET             | in the team             |  404    404       403        200     200   200
posts:new GET             | in the community        |  403    403       200        200     200   200
posts:new POST            | in the team             |  404    404       403        302     302   302
posts:new POST            | nothing said            |  404    404       403        422     422   422
posts:by_mail GET         | in the team             |  404    404       403        200     200   200
posts:by_mail POST        | in the team             |  404    404       403        409     409   409
posts:begin POST          | in the team             |  404    404       403        200     200   200
posts:preview POST        |                         |  403    200       200        200     200   200
posts:post GET            | private                 |  404    404       404        200     404   404
posts:post GET            | team                    |  404    404       404        200     200   200
posts:post GET            | community               |  404    404       200        200     200   200
posts:post GET            | public                  |  200    200       200        200     200   200
posts:post GET            | about to go out         |  404    404       404        200     404   404
posts:versions GET        | team                    |  404    404       404        200     200   200
posts:versions GET        | public                  |  200    200       200        200     200   200
posts:write GET           | private                 |  404    404       404        200     404   404
posts:write GET           | public                  |  403    403       403        200     403   403
posts:write POST          | team                    |  404    404       404        302     403   403
posts:write POST          | without a version       |  404    404       404        409     403   403
posts:draft POST          | private                 |  404    404       404        200     404   404
posts:draft POST          | team                    |  404    404       404        404     404   404
posts:publication POST    | private                 |  404    404       404        302     404   404
posts:publication POST    | community               |  404    404       403        302     403   403
posts:taking_back POST    | about to go out         |  404    404       404        302     404   404
posts:taking_back POST    | team                    |  404    404       404        409     403   403
posts:votes POST          | team                    |  404    404       404        302     302   302
posts:votes POST          | community               |  404    404       302        302     302   302
posts:votes POST          | public                  |  403    403       302        302     302   302
posts:votes POST          | no such answer          |  404    404       404        302     302   302
posts:poll_closure POST   | community               |  404    404       403        302     302   302
api:listPosts GET         |                         |  200    200       200        200     200   200
api:listPosts GET         | of the team             |  404    404       200        200     200   200
api:getPost GET           | team                    |  404    404       404        200     200   200
api:getPost GET           | public                  |  200    200       200        200     200   200
api:listPostVersions GET  | community               |  404    404       200        200     200   200
api:sharePost POST        | in the team             |  401    404       403        201     201   201
api:sharePost POST        | in the community        |  401    403       201        201     201   201
api:sharePost POST        | for nobody              |  401    422       422        422     422   422
api:draftPost POST        | in the team             |  401    404       403        201     201   201
api:patchPost PATCH       | team                    |  401    404       404        200     403   403
api:patchPost PATCH       | team, without If-Match  |  401    404       404        428     403   403
api:publishPost POST      | private                 |  401    404       404        201     404   404
api:publishPost POST      | private, yesterday      |  401    404       404        422     404   404
api:takeBackPost DELETE   | about to go out         |  401    404       404        204     404   404
api:voteInPoll PUT        | team                    |  401    404       404        200     200   200
api:voteInPoll PUT        | two of one              |  401    404       404        422     422   422
api:closePoll POST        | community               |  401    404       403        204     204   204
"""
ROUTES = routes_in(TABLE)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Any) -> None:
    with clock.frozen(NOON):
        posts = made(cast)
        assert differences(TABLE, cast, on_pages(cast, posts) | by_programs(cast, posts)) == []


def made(cast: Cast) -> dict[str, Any]:
    """Ben's posts, by the layer they stand on."""
    set_gate(cast.eli, cast.community, Layer.NETWORK, Mode.FREE)
    set_gate(cast.eli, cast.community, Layer.PUBLIC, Mode.FREE)
    shared = {
        name: make_post(cast.ben, cast.team, layer=layer, poll=TEA)
        for name, layer in (("team", Layer.TEAM), ("community", Layer.COMMUNITY), ("public", Layer.PUBLIC))
    }
    later = share_post(cast.ben, cast.team, Layer.TEAM, text="Later", at=NOON + timedelta(days=1))
    return shared | {"private": draft_post(cast.ben, cast.team, text="Half"), "about to go out": later}


def on_pages(cast: Cast, posts: dict[str, Any]) -> dict[tuple[str, str], Request]:
    """What each line of a page sends."""
    there, here = f"?in={cast.team.slug}", f"?in={cast.community.slug}"

    def to(route: str, *args: object, query: str = "", **sent: object) -> Request:
        return Request(reverse(f"posts:{route}", args=args) + query, sent)

    found = {
        ("posts:index GET", ""): to("index"),
        ("posts:index GET", "of the team"): to("index", query=there),
        ("posts:index GET", "of nowhere"): to("index", query="?in=no/where"),
        ("posts:new GET", "in the team"): to("new", query=there),
        ("posts:new GET", "in the community"): to("new", query=here),
        ("posts:new POST", "in the team"): to("new", query=there, once="a", version="0", text="Hello", send="1"),
        ("posts:new POST", "nothing said"): to("new", query=there, once="a", version="0", send="1"),
        ("posts:begin POST", "in the team"): to("begin", query=there, once="a", version="0", text="Hel"),
        ("posts:by_mail GET", "in the team"): to("by_mail", query=there),
        ("posts:by_mail POST", "in the team"): to("by_mail", query=there, sure="1"),
        ("posts:preview POST", ""): to("preview", text="**Hello**"),
        ("posts:votes POST", "no such answer"): to("votes", posts["team"].id, answer="9"),
        ("posts:write POST", "without a version"): to("write", posts["team"].id, text="Hello"),
    }
    for line in TABLE.strip().splitlines()[1:]:
        verb, case = (part.strip() for part in line.split("|")[:2])
        route = verb.split()[0].removeprefix("posts:")
        if case in posts and verb.startswith("posts:"):
            sent = {"answer": "1"} if route == "votes" else {"text": "Changed", "version": "0"}
            found[verb, case] = to(route, posts[case].id, **({} if verb.endswith("GET") else sent))
    return found


def by_programs(cast: Cast, posts: dict[str, Any]) -> dict[tuple[str, str], Request]:
    """What each line of the API sends."""

    def of(name: str, rest: str = "") -> str:
        return f"/posts/{posts[name].id}{rest}"

    tomorrow, team = (NOON + timedelta(days=1)).isoformat(), cast.team.slug
    return {
        ("api:listPosts GET", ""): at("/posts"),
        ("api:listPosts GET", "of the team"): at(f"/posts?space={team}"),
        ("api:getPost GET", "team"): at(of("team")),
        ("api:getPost GET", "public"): at(of("public")),
        ("api:listPostVersions GET", "community"): at(of("community", "/versions")),
        ("api:sharePost POST", "in the team"): at("/posts", {"space": team, "layer": "team", "text": "Hi", "at": tomorrow}, KEY),
        ("api:sharePost POST", "in the community"): at("/posts", {"layer": "community", "text": "Hi"}, KEY),
        ("api:sharePost POST", "for nobody"): at("/posts", {"text": "Hi"}, KEY),
        ("api:draftPost POST", "in the team"): at("/posts/drafts", {"space": team, "text": "Hi"}, KEY),
        ("api:patchPost PATCH", "team"): at(of("team"), {"text": "Changed"}, ANY),
        ("api:patchPost PATCH", "team, without If-Match"): at(of("team"), {"text": "Changed"}),
        ("api:publishPost POST", "private"): at(of("private", "/publication"), {"layer": "team"}, KEY),
        ("api:publishPost POST", "private, yesterday"): at(
            of("private", "/publication"), {"layer": "team", "at": (NOON - timedelta(days=1)).isoformat()}, KEY
        ),
        ("api:takeBackPost DELETE", "about to go out"): at(of("about to go out", "/publication")),
        ("api:voteInPoll PUT", "team"): at(of("team", "/vote"), {"answers": [1]}),
        ("api:voteInPoll PUT", "two of one"): at(of("team", "/vote"), {"answers": [1, 2]}),
        ("api:closePoll POST", "community"): at(of("community", "/poll/closure"), {}, KEY),
    }  # fmt: skip
