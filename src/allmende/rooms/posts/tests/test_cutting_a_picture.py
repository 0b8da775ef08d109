"""What stays of a picture is chosen by pointer, keys or numbers, before it is sent and after; what is cut off is gone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from allmende.commons.files import storage
from allmende.commons.files.commands import recut
from allmende.commons.files.cuts import cut_from
from allmende.commons.files.models import File
from allmende.commons.files.testing import make_picture, make_upload
from allmende.foundation.verdicts import Refused
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.testing import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(cast: Any) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)
    return client


def sizes() -> list[tuple[int | None, int | None]]:
    return list(File.objects.order_by("position").values_list("width", "height"))


@pytest.mark.parametrize(
    ("numbers", "cut"),
    [
        (["0", "0", "100", "100"], None),
        (["50", "0", "50", "100"], (0.5, 0, 0.5, 1)),
        (["12,5", "0", "50", "50"], (0.125, 0, 0.5, 0.5)),
        (["-9", "0", "999", "50"], (0, 0, 1, 0.5)),
        (["0", "0", "0", "0"], None),
        (["nan", "0", "50", "50"], None),
        (["", "0", "50", "50"], None),
        (["1"], None),
        ([], None),
    ],
)
def test_what_is_typed_is_read_with_sense(numbers, cut):
    assert cut_from(numbers) == cut


def test_pictures_are_cut_as_they_come_each_by_its_own_numbers(cast, ben):
    sent = {
        "text": "Two", "layer": 2, "save": 1, "once": "a", "version": 0, "attached": [make_upload(name="a.png"), make_upload(name="b.png")],
        "alt-0": "Blue", "cut-0": ["50", "0", "50", "100"], "cut-1": ["0", "0", "100", "100"],
    }  # fmt: skip
    ben.post(f"/posts/new/?in={cast.team.slug}", sent)

    assert sizes() == [(400, 600), (800, 600)]


def test_a_picture_that_is_there_is_cut_in_its_place_and_keeps_its_words(cast, ben):
    post = make_post(cast.ben, cast.team, text="Red and blue")
    first, second = make_picture(cast.ben, post, alt="Red, blue"), make_picture(cast.ben, post, alt="Other")

    page = ben.get(f"/posts/{post.id}/edit/").content.decode()
    assert f'name="cut-of-{first.id}"' in page
    post = Post.objects.get()
    sent = {
        "text": post.text,
        "version": post.revision,
        f"cut-of-{first.id}": ["50", "0", "25", "50"],
        f"alt-of-{first.id}": "Blue",
    }
    assert ben.post(f"/posts/{post.id}/edit/", sent).status_code == 302

    made, other = File.objects.filter(thing=post.id)
    assert (made.alt, made.width, made.height, other.id) == ("Blue", 200, 300, second.id)
    assert not File.objects.filter(id=first.id).exists()
    assert b"".join(storage.read_versions(made).values()) != b""


def test_only_pictures_and_only_one_s_own(cast):
    post = make_post(cast.ben, cast.team, text="Red and blue")
    picture = make_picture(cast.ben, post)

    with pytest.raises(Refused) as refusal:
        recut(cast.finn, picture, (0, 0, 0.5, 0.5))
    assert refusal.value.status == 403
