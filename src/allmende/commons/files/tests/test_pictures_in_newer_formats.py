"""Whoever reads AVIF gets it, under the same address and the same rights, as soon as a worker has made it."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage
from django.test import Client, TestCase
from PIL import Image

from allmende.commons.files import storage
from allmende.commons.files.commands import store_picture
from allmende.commons.files.commands.renewing import renew, renew_pictures
from allmende.commons.files.models import File
from allmende.commons.files.queries import large, pictures_of, portrait_url
from allmende.commons.files.testing import make_upload
from allmende.commons.spaces.testing import Cast
from allmende.foundation.encryption import MAGIC
from allmende.foundation.tasks.worker import run_due
from allmende.identity.actors.models import Actor

pytestmark = pytest.mark.django_db

CHROME = "image/avif,image/webp,image/apng,image/*,*/*;q=0.8"


def photograph(width: int = 400, height: int = 300, mode: str = "RGB") -> bytes:
    """A picture with as much in it as a photograph has."""
    target = io.BytesIO()
    Image.effect_mandelbrot((width, height), (-2, -1.2, 0.8, 1.2), 90).convert(mode).save(target, "PNG")
    return target.getvalue()


def make_photograph(owner: Actor, thing: Any = None, **options: bool) -> File:
    return store_picture(owner, make_upload(photograph()), thing=thing, **options)


def get(url: str, accept: str = CHROME) -> Any:
    parts = urlsplit(url)
    return Client().get(
        f"{parts.path}?{parts.query}", headers={"host": urlsplit(url).netloc or "localhost", "accept": accept}
    )


def work() -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        run_due()


def test_what_is_public_comes_as_avif_to_whoever_reads_it(cast: Cast) -> None:
    file = make_photograph(cast.ada, open_to_all=True)
    url = large(portrait_url(file.id))
    before = get(url)

    work()

    after, old, anybody, refusing = (
        get(url, accept) for accept in (CHROME, "image/webp,*/*", "*/*", "image/avif;q=0, */*")
    )
    assert [answer["Content-Type"] for answer in (before, after, old, anybody, refusing)] == [
        "image/webp", "image/avif", "image/webp", "image/webp", "image/webp"
    ]  # fmt: skip
    assert {answer["Vary"] for answer in (before, after, old)} == {"Accept"}
    assert len({before["ETag"], after["ETag"]}) == 2
    assert Image.open(io.BytesIO(after.getvalue())).size == (320, 240)
    assert Image.open(io.BytesIO(get(portrait_url(file.id)).getvalue())).size == (128, 96)
    assert get(url.replace(".webp", ".avif")).status_code == 404


def test_below_public_every_new_version_is_locked_and_signed_as_the_others_are(cast: Cast) -> None:
    file = make_photograph(cast.ada, cast.team)
    work()
    file.refresh_from_db()
    url = pictures_of([cast.team.id])[cast.team.id][0].src

    answer = get(url)

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/avif", "private, max-age=3600, immutable")
    assert get(url.partition("?")[0]).status_code == 404
    folder = storage.folder_of(file.id, file.place)
    assert "320.avif" in file.digests
    for name in default_storage.listdir(folder)[1]:
        with default_storage.open(f"{folder}/{name}") as lying:
            assert lying.read(len(MAGIC)) == MAGIC
    assert file.stored == sum(map(len, storage.read_versions(file).values()))


def test_pictures_from_before_get_what_is_missing_and_are_shown_meanwhile(cast: Cast) -> None:
    file = make_photograph(cast.ada, open_to_all=True)
    names = [name for name in file.digests if not name.startswith("128")]
    File.objects.filter(id=file.id).update(digests={name: file.digests[name] for name in names})
    old = get(portrait_url(file.id))
    assert Image.open(io.BytesIO(old.getvalue())).size == (320, 240)

    assert renew_pictures.call() == 1
    work()

    assert renew_pictures.call() == 0
    assert Image.open(io.BytesIO(get(portrait_url(file.id)).getvalue())).size == (128, 96)


def test_what_would_be_larger_and_what_can_not_be_read_stay_as_they_are(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    flat = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(flat, "PNG")
    small = store_picture(cast.ada, make_upload(flat.getvalue()), open_to_all=True)
    lost = make_photograph(cast.ada, open_to_all=True)
    storage.erase_place(lost.id, "")

    work()

    small.refresh_from_db()
    assert (small.made, [name for name in small.digests if name.endswith("avif")]) == (1, [])
    assert get(portrait_url(small.id))["Content-Type"] == "image/webp"
    assert str(lost.id) in caplog.text


def test_who_moves_a_file_meanwhile_wins(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make_photograph(cast.ada, cast.team)
    write = storage.write

    def overtaken(*given: Any, **more: Any) -> storage.Written:
        written = write(*given, **more)
        File.objects.filter(id=file.id).update(made=7, place="elsewhere")
        return written

    monkeypatch.setattr(storage, "write", overtaken)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert not renew(file.id)

    assert default_storage.listdir(storage.folder_of(file.id))[0] == []
    file.refresh_from_db()
    assert (file.made, file.place) == (7, "elsewhere")
