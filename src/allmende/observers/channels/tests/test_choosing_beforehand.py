"""Before something goes outward, whoever shares it sees where it goes outside, and can leave a channel out: in the post's form and on its ladder."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.foundation import clock
from allmende.observers.channels.commands.keeping import make_channel, pause
from allmende.observers.channels.models import Delivery, DeliveryState, Network
from allmende.observers.channels.tests.conftest import share, work
from allmende.rooms.posts.commands import publish_due_posts

pytestmark = pytest.mark.django_db


@pytest.fixture
def instagram(town):
    """The community's channel to a closed network."""
    return make_channel(town.eli, town.community, Network.INSTAGRAM, account="@meadow")


@pytest.fixture
def ben(town) -> Client:
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    client.force_login(town.ben.account)
    return client


def send(ben: Client, **more: object) -> None:
    """Share a post by its form, and let the ten seconds pass."""
    sent = {"text": "Frogs.", "layer": "5", "send": "1", "once": clock.new_id().hex, "version": "0"} | more
    assert ben.post(f"{reverse('posts:new')}?in=meadow", sent).status_code == 302
    with clock.travel(seconds=11):
        publish_due_posts()
        work()


def test_the_form_names_the_channels_and_what_is_unchecked_is_left_out(ben, instagram, town):
    page = ben.get(f"{reverse('posts:new')}?in=meadow").content.decode()
    send(ben, ways="1")
    left_out = Delivery.objects.count()
    send(ben, text="Newts.", ways="1", way=str(instagram.id))

    assert "Once it is public it also goes to" in page
    assert f'name="way" value="{instagram.id}" checked' in page
    assert left_out == 0
    assert Delivery.objects.count() == 1


def test_a_channel_that_rests_is_named_too_since_it_goes_on_later(ben, instagram, town):
    pause(town.eli, instagram)

    assert "Instagram @meadow" in ben.get(f"{reverse('posts:new')}?in=meadow").content.decode()


def test_the_ladder_names_them_at_the_step_to_the_public_alone(ben, instagram, town):
    post = share(town, layer=Layer.COMMUNITY)
    ladder = reverse("ladder", args=[post.id])

    outward, network = (ben.get(f"{ladder}?to={layer}").content.decode() for layer in (5, 4))
    ben.post(ladder, {"to": "5", "ways": "1"})
    work()

    assert "Instagram @meadow" in outward
    assert "Instagram @meadow" not in network
    assert not Delivery.objects.exists()


def test_it_can_be_chosen_later_too(ben, instagram, town):
    post = share(town)
    work()
    page = reverse("channels:thing", args=[post.id])
    ben.post(page, {})
    work()
    out = Delivery.objects.get().state
    ben.post(page, {"way": str(instagram.id)})
    work()

    assert out == DeliveryState.WITHDRAWN
    assert Delivery.objects.get().state == DeliveryState.WAITING


def test_each_list_of_channels_leads_to_a_feed_that_is_there(town):
    eli = Client(SERVER_NAME="localhost")
    eli.force_login(town.eli.account)

    own, team = (
        eli.get(reverse("channels:index") + more).context["feed_url"] for more in ("", f"?space={town.team.slug}")
    )

    assert eli.get(own).status_code == 200
    assert team == "", "not everyone sees the team"
