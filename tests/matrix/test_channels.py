"""Who may do what on the pages of outside channels: one of the community, with a copy to carry, an answer, and a block."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_note
from allmende.observers.channels.models import (
    Block,
    Channel,
    ChannelState,
    Delivery,
    DeliveryState,
    Echo,
    EchoState,
    Network,
)
from tests.matrix.asking import Request, differences, routes_in

TABLE = """
route                         | case            |  guest  stranger  community  member  host  curator
channels:index GET            | the community   |  403    403       403        403     403   200
channels:index GET            | the team        |  404    404       403        403     403   200
channels:new GET              | the community   |  403    403       403        403     403   200
channels:new POST             | the community   |  403    403       403        403     403   302
channels:signed_in GET        | from nowhere    |  403    403       403        403     403   409
channels:echoes GET           | the community   |  403    403       403        403     403   200
channels:decision POST        | an answer       |  403    404       404        404     404   302
channels:block_removal POST   | a block         |  403    404       404        404     404   302
channels:handing GET          | a copy          |  403    404       404        404     404   200
channels:handing POST         | a copy          |  403    404       404        404     404   302
channels:picture GET          | without picture |  403    404       404        404     404   404
channels:resending POST       | given up        |  403    404       404        404     404   302
channels:channel GET          | the channel     |  403    404       404        404     404   200
channels:signing_in POST      | the channel     |  403    404       404        404     404   200
channels:pause POST           | the channel     |  403    404       404        404     404   302
channels:pause_removal POST   | the channel     |  403    404       404        404     404   302
channels:review POST          | the channel     |  403    404       404        404     404   302
channels:review_removal POST  | the channel     |  403    404       404        404     404   302
channels:removal POST         | the channel     |  403    404       404        404     404   302
channels:thing GET            | Ben's           |  404    404       404        200     403   200
channels:thing POST           | Ben's           |  404    404       404        302     403   302
channels:webmention POST      | anyone          |  400    400       400        400     400   400
"""

ROUTES = routes_in(TABLE)


def test_who_may(cast: Any) -> None:
    note = make_note(cast.team, cast.ben, layer=Layer.TEAM)
    mastodon = Channel.objects.create(
        space=cast.community, network=Network.MASTODON, host="social.example", client_id="1", state=ChannelState.ON
    )  # fmt: skip
    closed = Channel.objects.create(space=cast.community, network=Network.X)
    failed = Delivery.objects.create(channel=mastodon, thing=note.id, state=DeliveryState.FAILED)
    ready = Delivery.objects.create(channel=closed, thing=note.id, digest="1")
    echo = Echo.objects.create(
        channel=mastodon, thing=note, source="https://hill.example/1", host="hill.example", text="Hi", state=EchoState.WAITING
    )  # fmt: skip
    block = Block.objects.create(space=cast.community, what="spam.example")

    def at(name: str, *args: Any) -> str:
        return reverse(f"channels:{name}", args=args)

    requests = {
        ("channels:index GET", "the community"): Request(at("index")),
        ("channels:index GET", "the team"): Request(at("index") + f"?space={cast.team.slug}"),
        ("channels:new GET", "the community"): Request(at("new")),
        ("channels:new POST", "the community"): Request(at("new"), {"network": "facebook"}),
        ("channels:signed_in GET", "from nowhere"): Request(at("signed_in")),
        ("channels:echoes GET", "the community"): Request(at("echoes")),
        ("channels:decision POST", "an answer"): Request(at("decision", echo.id), {"what": "hide"}),
        ("channels:block_removal POST", "a block"): Request(at("block_removal", block.id)),
        ("channels:handing GET", "a copy"): Request(at("handing", ready.id)),
        ("channels:handing POST", "a copy"): Request(at("handing", ready.id), {"url": ""}),
        ("channels:picture GET", "without picture"): Request(at("picture", ready.id)),
        ("channels:resending POST", "given up"): Request(at("resending", failed.id)),
        ("channels:channel GET", "the channel"): Request(at("channel", mastodon.id)),
        ("channels:thing GET", "Ben's"): Request(at("thing", note.id)),
        ("channels:thing POST", "Ben's"): Request(at("thing", note.id), {"way": []}),
        ("channels:webmention POST", "anyone"): Request(at("webmention"), {"source": "", "target": ""}),
    }
    for name in ("signing_in", "pause", "pause_removal", "review", "review_removal", "removal"):
        requests[f"channels:{name} POST", "the channel"] = Request(at(name, mastodon.id))
    assert differences(TABLE, cast, requests) == []
