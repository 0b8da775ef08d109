"""What becomes public goes on to Mastodon: posted once, changed as it is changed, taken down when it is withdrawn."""

from __future__ import annotations

import os
import signal

import pytest
from django.db import connections

from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.commands import narrow, widen
from allmende.commons.spaces.queries import origin_of
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.verdicts import Refused
from allmende.observers.channels.commands.aligning import leave_out, realign
from allmende.observers.channels.commands.delivering import deliver_by
from allmende.observers.channels.commands.keeping import make_channel, remove_channel
from allmende.observers.channels.models import Channel, ChannelState, Delivery, DeliveryState, LeftOut, Network
from allmende.observers.channels.tests.conftest import BACK, share, work
from allmende.rooms.posts.commands import draft_post, publish_post, save_post, share_post

pytestmark = pytest.mark.django_db


def said(server) -> list[str]:
    """What the account's statuses say."""
    return [row["content"] for row in server.statuses.values()]


def test_signing_in_keeps_token_and_secret_sealed(mastodon, server):
    mastodon.refresh_from_db()

    assert mastodon.state == ChannelState.ON
    assert mastodon.account.startswith("@meadow@")
    assert not any(secret in f"{mastodon.token} {mastodon.client_secret}" for secret in ("token-1", "secret-1"))


def test_what_becomes_public_is_posted_once_with_its_address_and_pictures(mastodon, server, town):
    post = draft_post(town.ben, town.community, text="Frogs are back in the pond, says @ada-berg.")
    make_picture(town.ben, thing=post, alt="A frog.")
    publish_post(town.ben, post, Layer.PUBLIC)

    work()
    work()

    [status] = server.statuses.values()
    assert (
        status["content"]
        == f"<p>Frogs are back in the pond, says ada-berg.\n\n{origin_of(town.community)}/posts/{post.id}/</p>"
    )
    assert status["visibility"] == "public"
    assert status["language"] == "en"
    assert list(server.media.values()) == ["A frog."]
    assert status["media_ids"] == ["1"]
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.remote_url) == (DeliveryState.SENT, "https://social.example/@meadow/1000")


def test_nothing_leaves_within_the_ten_seconds_in_which_it_can_be_taken_back(mastodon, server, town):
    post = share(town)
    work(seconds=8)
    early = len(server.statuses)
    narrow(town.ben, post, town.community, Layer.COMMUNITY)

    work(seconds=30)

    assert early == 0
    assert server.statuses == {}
    assert Delivery.objects.get().state == DeliveryState.WITHDRAWN


@pytest.mark.parametrize("layer", [Layer.TEAM, Layer.COMMUNITY, Layer.NETWORK])
def test_what_is_not_public_never_leaves(mastodon, server, town, layer):
    share_post(town.ben, town.team if layer == Layer.TEAM else town.community, layer, text="Only for us.")

    work()

    assert not Delivery.objects.exists()
    assert server.statuses == {}


def test_what_was_public_before_the_channel_stays_at_home(town, server):
    with clock.travel(minutes=-1):
        share(town, "Old news.")
    channel = make_channel(town.eli, town.community, Network.INSTAGRAM)

    work()

    assert not channel.deliveries.exists()


def test_a_later_step_outward_hands_it_on(mastodon, server, town):
    post = share(town, layer=Layer.COMMUNITY)
    work()
    widen(town.ben, post, town.community, Layer.PUBLIC)

    work()

    assert len(server.statuses) == 1


def test_what_is_in_a_space_inside_goes_by_the_communitys_channel_too(mastodon, server, town):
    share_post(town.ben, town.team, Layer.PUBLIC, text="From the orchard.")

    work()

    assert len(server.statuses) == 1


def test_a_change_here_is_a_change_there(mastodon, server, town):
    post = share(town)
    work()
    save_post(town.ben, post, post.revision, text="Frogs and newts are back.")

    work()
    work()

    assert [row.split("\n")[0] for row in said(server)] == ["<p>Frogs and newts are back."]
    assert server.count("PUT", "/api/v1/statuses/") == 1


def test_talk_about_it_changes_nothing_there(mastodon, server, town):
    post = share(town)
    work()
    comment(town.ada, post, "Lovely.")

    work()

    assert server.count("PUT", "/api/v1/statuses/") == 0


@pytest.mark.parametrize("way", ["narrowed", "binned", "left out", "deleted without a word"])
def test_what_is_no_longer_public_is_taken_down_there(mastodon, server, town, way):
    post = share(town)
    work()
    if way == "narrowed":
        narrow(town.ben, post, town.community, Layer.COMMUNITY)
    elif way == "binned":
        put_in_bin(town.ben, post)
    elif way == "left out":
        leave_out(town.ben, post, [mastodon.id])
    else:
        post.delete()
        realign()

    work()

    assert server.statuses == {}
    assert Delivery.objects.get().state == DeliveryState.WITHDRAWN


def test_public_again_is_another_status(mastodon, server, town):
    post = share(town)
    work()
    narrow(town.ben, post, town.community, Layer.COMMUNITY)
    work()
    with clock.travel(minutes=1):
        widen(town.ben, post, town.community, Layer.PUBLIC)
        work()

    assert len(server.keys) == 2
    assert len(server.statuses) == 1


def test_who_shares_it_can_leave_a_channel_out_beforehand(mastodon, server, town):
    post = draft_post(town.ben, town.community, text="Not for everyone's timeline.")
    leave_out(town.ben, post, [mastodon.id])
    publish_post(town.ben, post, Layer.PUBLIC)

    work()

    assert not Delivery.objects.exists()
    with pytest.raises(Refused):
        leave_out(town.finn, post, [])


def test_what_somebody_deleted_there_is_not_put_up_again(mastodon, server, town):
    post = share(town)
    work()
    server.statuses.clear()
    save_post(town.ben, post, post.revision, text="Other words.")

    work()
    work()

    assert server.statuses == {}
    assert LeftOut.objects.filter(thing=post.id).exists()
    assert Delivery.objects.get().problem == "gone"


def test_removing_the_channel_gives_the_token_back(mastodon, server, town):
    remove_channel(town.eli, mastodon)

    assert server.tokens == set()
    assert not Channel.objects.exists()


def test_only_keepers_set_channels_up(town, server):
    for person in (town.ben, town.ada, town.finn):
        with pytest.raises(Refused):
            make_channel(person, town.community, Network.MASTODON, host=server.host, back=BACK)


def test_a_server_that_is_none_is_refused(town, server):
    server.moods = [(404, {})]
    with pytest.raises(Refused) as refused:
        make_channel(town.eli, town.community, Network.MASTODON, host=server.host, back=BACK)
    with pytest.raises(Refused):
        make_channel(town.eli, town.community, Network.MASTODON, host="not a host", back=BACK)

    assert refused.value.status == 422
    assert not Channel.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_a_worker_killed_between_posting_and_noting_it_posts_it_once(mastodon, server, town, seed):
    share(town)
    share(town, "And newts.")
    work(seconds=0)
    children: list[int] = []

    def kill() -> None:
        if len(server.statuses) == 1 + seed % 2:
            os.kill(children[0], signal.SIGKILL)

    server.posted = kill
    connections.close_all()
    child = os.fork()
    if child == 0:  # the worker
        with clock.travel(seconds=11):
            deliver_by(mastodon.id)
        os._exit(0)
    children.append(child)
    _pid, ended = os.waitpid(child, 0)

    work(seconds=130)

    assert os.WIFSIGNALED(ended)
    assert len(server.statuses) == 2
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}


def test_hours_after_a_kill_the_status_is_looked_for_before_it_is_posted_again(mastodon, server, town):
    post = share(town)
    work(seconds=0)
    server.put(f"Frogs … {origin_of(town.community)}/posts/{post.id}/")
    Delivery.objects.update(begun=clock.now())

    with clock.travel(hours=3):
        work()

    assert len(server.statuses) == 1
    assert Delivery.objects.get().remote_id == "1000"
