"""Portraits as people send them: turned by their camera, broken, made to harm, large; through the form, and as they are served."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageChops, ImageStat

from allmende.commons.files.models import File
from allmende.commons.files.queries import large, portrait_url
from allmende.commons.files.tasks import sweep
from allmende.commons.files.testing import make_image
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.identity.actors.models import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:Invalid APNG")]
SQUARE = {"layer": 5, "left": 0, "top": 0, "width": 1000, "height": 1000}


class Sender:
    """Ada, who sends pictures for her profile."""

    def __init__(self, cast: Cast) -> None:
        self.actor = cast.ada
        self.client = Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})
        self.client.force_login(cast.ada.account)

    def send(self, content: bytes, name: str) -> tuple[int, list[str]]:
        """Send a picture; return how it was answered, and what the form says about it."""
        sent = SQUARE | {"picture": SimpleUploadedFile(name, content)}
        answer = self.client.post("/people/ada-berg/profile/picture/", sent)
        return answer.status_code, answer.context["picture"].errors.get("picture", []) if answer.context else []

    def portrait(self) -> Image.Image:
        """The portrait as everyone is served it where it stands large."""
        address = large(portrait_url(Actor.objects.get(id=self.actor.id).portrait))
        origin = urlsplit(address)
        answer = Client(SERVER_NAME=origin.hostname or "").get(origin.path)
        assert answer.status_code == 200
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return Image.open(io.BytesIO(content))


@pytest.fixture
def ada(cast: Cast, settings: Any) -> Sender:
    settings.MEDIA_ORIGIN, settings.MEDIA_HOST = "http://media.test", "media.test"
    return Sender(cast)


def test_pictures_of_cameras_stand_upright_and_tell_nothing_of_where_they_were_taken(shared: Path, ada: Sender) -> None:
    shown = []
    for path in sorted((shared / "data/images").glob("hopper_orientation_*")):
        assert ada.send(path.read_bytes(), path.name) == (302, []), path.name
        portrait = ada.portrait()
        assert not portrait.getexif()
        shown.append(portrait.convert("RGB").resize((32, 32)))

    assert len(shown) == 14
    apart = [max(ImageStat.Stat(ImageChops.difference(shown[0], other)).mean) for other in shown]
    assert max(apart) < 8


def test_what_is_broken_or_a_bomb_is_refused_in_words_and_the_portrait_stays(shared: Path, ada: Sender) -> None:
    upright = (shared / "data/images/hopper_orientation_2.jpg").read_bytes()
    ada.send(upright, "me.jpg")
    before = ada.portrait().tobytes()

    for pattern in ("broken.png", "decompression_bomb.*", "timeout-*"):
        for path in sorted((shared / "data/images").glob(pattern)):
            status, words = ada.send(path.read_bytes(), path.name)
            assert (status, len(words)) == (422, 1), path.name
            assert "picture" in words[0]

    assert ada.portrait().tobytes() == before
    assert File.objects.count() == 1


def test_every_other_picture_is_shown_or_refused_and_leaves_one_file(shared: Path, ada: Sender) -> None:
    for path in sorted((shared / "data/images").glob("[!h]*")):
        status, words = ada.send(path.read_bytes(), path.name)
        assert (status, len(words)) in {(302, 0), (422, 1)}, path.name
        if status == 302:
            assert not ada.portrait().getexif()

    assert File.objects.count() == 1


def test_a_photograph_of_twenty_million_pixels_becomes_a_small_portrait(shared: Path, ada: Sender) -> None:
    target = io.BytesIO()
    Image.open(shared / "data/images/hopper_orientation_2.jpg").resize((5472, 3648)).save(target, "JPEG", quality=90)

    assert ada.send(target.getvalue(), "IMG_0001.JPG") == (302, [])
    assert ada.portrait().width == 320


def test_a_face_for_some_eyes_only_outlives_every_sweep(ada: Sender) -> None:
    sent = SQUARE | {"layer": 3, "picture": SimpleUploadedFile("ada.png", make_image())}
    ada.client.post("/people/ada-berg/profile/picture/", sent)
    kept = File.objects.get(owner=ada.actor)
    assert not kept.open_to_all

    with clock.travel(days=30):
        sweep.call()

    assert File.objects.filter(id=kept.id).exists()
