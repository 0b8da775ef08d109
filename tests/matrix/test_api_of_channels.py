"""What programs may do with outside channels. By hand from the rules: one of the community at Mastodon, one at X with a copy to carry,
an answer that waits, a block; the note is Ben's, of the team."""

from __future__ import annotations

import pytest

from allmende.commons.spaces.testing import Cast, make_note
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
from tests.matrix.asking import differences, routes_in
from tests.matrix.test_api import KEY, at

TABLE = """
route METHOD                      | case             |  guest  stranger  community  member  host  curator
api:listChannels GET              | the community   |  401    403       403        403     403   200
api:listChannels GET              | the team        |  401    404       403        403     403   200
api:listCopies GET                | Mastodon        |  401    404       404        404     404   200
api:pauseChannel PUT              | Mastodon        |  401    404       404        404     404   204
api:resumeChannel DELETE          | Mastodon        |  401    404       404        404     404   204
api:reviewChannel PUT             | Mastodon        |  401    404       404        404     404   204
api:stopReviewingChannel DELETE   | Mastodon        |  401    404       404        404     404   204
api:removeChannel DELETE          | Mastodon        |  401    404       404        404     404   204
api:resendCopy POST               | given up        |  401    404       404        404     404   204
api:completeCopy PUT              | to be taken down |  401    404       404        404     404   204
api:completeCopy PUT              | goes by itself  |  401    404       404        404     404   409
api:listAnswers GET               |                 |  401    403       403        403     403   200
api:decideAnswer PUT              | hidden          |  401    404       404        404     404   204
api:listBlocks GET                |                 |  401    403       403        403     403   200
api:liftBlock DELETE              | a block         |  401    404       404        404     404   204
api:getLeftOut GET                | Ben's           |  401    404       404        200     403   200
api:putLeftOut PUT                | Ben's           |  401    404       404        204     403   204
"""

ROUTES = routes_in(TABLE)


@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(cast: Cast) -> None:
    note = make_note(cast.team, cast.ben)
    mastodon = Channel.objects.create(
        space=cast.community, network=Network.MASTODON, host="a.example", state=ChannelState.ON
    )
    closed = Channel.objects.create(space=cast.community, network=Network.X)
    failed = Delivery.objects.create(channel=mastodon, thing=note.id, state=DeliveryState.FAILED)
    ready = Delivery.objects.create(channel=closed, thing=note.id, digest="1")
    echo = Echo.objects.create(
        channel=mastodon, thing=note, source="https://hill.example/1", host="hill.example", text="Hi", state=EchoState.WAITING
    )  # fmt: skip
    block = Block.objects.create(space=cast.community, what="spam.example")
    one, copy = f"/channels/{mastodon.id}", f"/copies/{ready.id}/completion"
    requests = {
        ("api:listChannels GET", "the community"): at("/channels"),
        ("api:listChannels GET", "the team"): at(f"/channels?space={cast.team.slug}"),
        ("api:listCopies GET", "Mastodon"): at(f"{one}/copies"),
        ("api:pauseChannel PUT", "Mastodon"): at(f"{one}/pause"),
        ("api:resumeChannel DELETE", "Mastodon"): at(f"{one}/pause"),
        ("api:reviewChannel PUT", "Mastodon"): at(f"{one}/review"),
        ("api:stopReviewingChannel DELETE", "Mastodon"): at(f"{one}/review"),
        ("api:removeChannel DELETE", "Mastodon"): at(one),
        ("api:resendCopy POST", "given up"): at(f"/copies/{failed.id}/resending", {}, KEY),
        ("api:completeCopy PUT", "to be taken down"): at(copy, {"url": ""}),
        ("api:completeCopy PUT", "goes by itself"): at(f"/copies/{failed.id}/completion", {"url": ""}),
        ("api:listAnswers GET", ""): at("/answers"),
        ("api:decideAnswer PUT", "hidden"): at(f"/answers/{echo.id}/decision", {"what": "hide"}),
        ("api:listBlocks GET", ""): at("/blocks"),
        ("api:liftBlock DELETE", "a block"): at(f"/blocks/{block.id}"),
        ("api:getLeftOut GET", "Ben's"): at(f"/things/{note.id}/channels"),
        ("api:putLeftOut PUT", "Ben's"): at(f"/things/{note.id}/channels", {"left_out": []}),
    }
    assert "\n".join(differences(TABLE, cast, requests)) == ""
