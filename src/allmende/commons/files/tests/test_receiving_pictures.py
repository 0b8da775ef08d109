"""A request that brings pictures: all of them are kept, or none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from allmende.commons.files import storage
from allmende.commons.files.models import File
from allmende.commons.files.receiving import receive_pictures
from allmende.commons.files.testing import make_image
from allmende.commons.spaces.testing import make_cast
from allmende.foundation.verdicts import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "allmende.commons.files.stores.FolderStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": "/m/"},
        }
    }


def sent(*contents: bytes, **words: str):
    pictures = [SimpleUploadedFile(f"{number}.png", content) for number, content in enumerate(contents)]
    return RequestFactory().post("/", {"pictures": pictures, **words})


def test_pictures_are_kept_with_the_words_sent_beside_them():
    cast = make_cast()
    request = sent(make_image(20, 10), make_image(30, 10), **{"alt-0": "A  tree", "alt-1": ""})

    files = receive_pictures(cast.ada, request, thing=cast.team)

    assert [(file.width, file.alt, file.position) for file in files] == [(20, "A tree", 0), (30, "", 1)]


@pytest.mark.parametrize(
    ("contents", "words", "sentence"),
    [
        (
            (make_image(20, 10), b"MZ"),
            {},
            "1.png: This file is not a picture. Choose a JPEG, PNG, WebP, GIF or AVIF file.",
        ),
        ((make_image(20, 10),), {"alt": "x" * 501}, "500 characters at most; this text has 501."),
    ],
)
def test_one_bad_picture_refuses_all(contents, words, sentence):
    cast = make_cast()

    with pytest.raises(Refused) as refusal:
        receive_pictures(cast.ada, sent(*contents, **words), thing=cast.team)

    assert (refusal.value.status, refusal.value.errors) == (422, {"pictures": sentence})
    assert not File.objects.exists()
    assert list(storage.everything()) == []


def test_whoever_may_not_add_pictures_adds_none():
    cast = make_cast()

    with pytest.raises(Refused):
        receive_pictures(cast.dora, sent(make_image(20, 10)), thing=cast.team)
    assert list(storage.everything()) == []
