"""Closed networks take nothing by themselves: text and picture are ready, a person carries them there and says so."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from allmende.commons.audiences.models import Layer
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.commands import narrow
from allmende.foundation.verdicts import Refused
from allmende.observers.channels.commands.delivering import mark_done
from allmende.observers.channels.commands.keeping import make_channel
from allmende.observers.channels.models import Delivery, DeliveryState, Network
from allmende.observers.channels.tests.conftest import share, work
from allmende.rooms.posts.commands import draft_post, publish_post, save_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def x(town):
    """The community's channel to a network of short texts."""
    return make_channel(town.eli, town.community, Network.X, account="@meadow")


def as_eli(town) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(town.eli.account)
    return client


def test_the_text_is_cut_to_the_networks_length_and_ends_with_the_address(x, town):
    post = share(town, "Frogs and newts. " * 60)
    work()
    page = as_eli(town).get(reverse("channels:handing", args=[Delivery.objects.get().id]))

    text = page.context["text"]
    assert text.endswith(f"/posts/{post.id}/")
    assert len(text.rpartition("\n\n")[0]) + 2 + 23 <= 280, "an address counts 23 there"
    assert "…" in text
    assert b'data-action="copy"' in page.content


def test_the_picture_comes_in_the_networks_size(x, town):
    post = draft_post(town.ben, town.community, text="A frog.")
    make_picture(town.ben, thing=post, alt="A frog on a leaf.")
    publish_post(town.ben, post, Layer.PUBLIC)
    work()
    key = Delivery.objects.get().id

    page = as_eli(town).get(reverse("channels:handing", args=[key]))
    answer = as_eli(town).get(reverse("channels:picture", args=[key]))
    picture = Image.open(BytesIO(answer.content))

    assert "A frog on a leaf." in page.content.decode()
    assert (answer["Content-Type"], picture.format) == ("image/jpeg", "JPEG")
    assert abs(picture.width / picture.height - 1200 / 675) < 0.02
    assert as_eli(town).get(reverse("channels:picture", args=[key]) + "?n=1").status_code == 404


def test_whoever_carried_it_there_marks_it_as_done_with_its_address(x, town):
    share(town)
    work()
    key = Delivery.objects.get().id
    client = as_eli(town)

    wrong = client.post(reverse("channels:handing", args=[key]), {"url": "javascript:alert(1)"})
    client.post(reverse("channels:handing", args=[key]), {"url": "https://x.example/meadow/1"})

    done = Delivery.objects.get()
    assert wrong.status_code == 422
    assert (done.state, done.by, done.remote_url) == (DeliveryState.SENT, town.eli, "https://x.example/meadow/1")
    with pytest.raises(Refused):
        mark_done(town.eli, done)


def test_what_is_changed_or_withdrawn_here_is_to_be_done_there(x, town):
    post = share(town)
    work()
    mark_done(town.eli, Delivery.objects.get(), "https://x.example/1")
    save_post(town.ben, post, post.revision, text="Other words.")
    work()
    changed = Delivery.objects.get()
    mark_done(town.eli, changed, "https://x.example/1")
    narrow(town.ben, post, town.community, Layer.COMMUNITY)
    work()
    withdrawn = Delivery.objects.get()
    page = as_eli(town).get(reverse("channels:handing", args=[withdrawn.id]))
    mark_done(town.eli, withdrawn)

    assert changed.state == withdrawn.state == DeliveryState.WAITING
    assert page.context["text"] == ""
    assert Delivery.objects.get().state == DeliveryState.WITHDRAWN


def test_what_was_never_carried_there_needs_no_taking_down(x, town):
    post = share(town)
    work()
    narrow(town.ben, post, town.community, Layer.COMMUNITY)
    work()

    assert Delivery.objects.get().state == DeliveryState.WITHDRAWN


def test_a_list_is_as_many_statements_for_three_as_for_one(x, town, django_assert_max_num_queries):
    client = as_eli(town)
    for number in range(3):
        share(town, f"Frog {number}.")
        work()
        client.get(reverse("channels:channel", args=[x.id]))
        with django_assert_max_num_queries(12):
            client.get(reverse("channels:channel", args=[x.id]))
