"""Files kept in a store that speaks S3: a real server of its own, which checks signatures (nanio), gone or unwilling at times."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from allmende.commons.files import storage, stores
from allmende.commons.files.commands import remove, store_document
from allmende.commons.files.commands.checking import check_files
from allmende.commons.files.commands.moving import copy_everything, everything_in
from allmende.commons.files.commands.settling import settle_all
from allmende.commons.files.models import File
from allmende.commons.files.queries import documents_of, pictures_of
from allmende.commons.files.stores import FolderStorage, StoreGoneError, store_at
from allmende.commons.files.testing import make_mp4, make_picture, make_upload
from allmende.commons.spaces.testing import make_note
from allmende.foundation.verdicts import Refused

PAPER = b"%PDF-1.7 the minutes " * 300_000
"""Six megabytes: sent in more than one part."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server with a bucket `files`; yields (host and port, its folder)."""
    folder = tmp_path_factory.mktemp("s3")
    (folder / "files").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "NANIO_ACCESS_KEY": "keyname", "NANIO_SECRET_KEY": "verysecretword"}
    command = [
        sys.executable,
        "-m",
        "nanio",
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--data-dir",
        str(folder),
    ]
    process = subprocess.Popen([*command, "--log-level", "error", "--no-access-log"], env=environment)
    for _ in range(400):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"127.0.0.1:{port}", folder / "files"
    process.terminate()
    process.wait(10)


@pytest.fixture
def keep_in(settings):
    """Keep files at an address from now on."""
    settings.MEDIA_ORIGIN, settings.MEDIA_HOST = "http://media.test", "media.test"

    def at(address: str) -> None:
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": "allmende.commons.files.stores.S3Storage", "OPTIONS": {"address": address}}
        }

    return at


@pytest.fixture
def bucket(server, keep_in, request):
    """A place of its own in the bucket."""
    host, folder = server
    place = request.node.name[:40].replace("[", "-").replace("]", "")
    keep_in(f"s3+http://keyname:verysecretword@{host}/files/{place}")
    return folder / place


def get(url: str):
    parts = urlsplit(url)
    return Client().get(f"{parts.path}?{parts.query}", headers={"host": "media.test"})


def objects(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and ".nanio" not in str(path))


@pytest.mark.django_db
def test_files_come_are_served_move_and_go_there_as_in_a_folder(cast, bucket):
    picture = make_picture(cast.ada, cast.team)
    paper = store_document(cast.ada, make_upload(PAPER, "minutes.pdf"), thing=cast.team)

    assert len(objects(bucket)) == 6
    assert not any(b"minutes" in path.read_bytes() for path in objects(bucket))
    assert get(pictures_of([cast.team.id])[cast.team.id][0].src).getvalue().startswith(b"RIFF")
    assert get(documents_of(cast.team.id)[0].url).getvalue() == PAPER
    assert {file_id for file_id, _place, _at in storage.everything()} == {picture.id, paper.id}

    File.objects.filter(id=paper.id).update(open_to_all=True)
    assert settle_all(lambda done, total: None) == {"settled": 1, "damaged": 0}
    assert any(path.read_bytes() == PAPER for path in objects(bucket))

    storage.erase(picture.id)
    storage.erase(paper.id)
    assert objects(bucket) == []


@pytest.mark.django_db
def test_wrong_credentials_are_refused_in_words_without_the_secret(cast, server, keep_in, caplog):
    host, folder = server
    before = objects(folder)
    keep_in(f"s3+http://keyname:wrongword@{host}/files/wrong")

    with pytest.raises(Refused, match=r"just now\. Try again in a few minutes; nothing was stored") as refusal:
        make_picture(cast.ada, cast.team)

    assert refusal.value.status == 503
    assert not File.objects.exists()
    assert objects(folder) == before
    assert "can't be stored: The store of files says:" in caplog.text
    assert "wrongword" not in caplog.text


@pytest.mark.django_db
def test_a_server_that_is_gone_is_said_and_asked_again_later(cast, bucket, keep_in, monkeypatch):
    store_document(cast.ada, make_upload(PAPER, "minutes.pdf"), thing=cast.team)
    monkeypatch.setattr("allmende.commons.files.stores.RETRIES", 0)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        keep_in(f"s3+http://keyname:verysecretword@127.0.0.1:{nobody.getsockname()[1]}/files/gone")

        answer = get(documents_of(cast.team.id)[0].url)
        assert (answer.status_code, answer["Retry-After"]) == (503, "120")
        with pytest.raises(Refused, match="just now"):
            make_picture(cast.ada, cast.team)
    assert File.objects.count() == 1


def test_an_upload_that_stops_in_the_middle_leaves_nothing(bucket):
    class Stops(ContentFile):
        def chunks(self, chunk_size=None):
            yield PAPER
            raise OSError("the disk that it comes from is broken")

    with pytest.raises(OSError, match="is broken"):
        default_storage.save("aa/half", Stops(b""))
    assert not default_storage.exists("aa/half")


def test_everything_moves_there_verified_and_goes_on_where_it_was_interrupted(bucket, tmp_path, server):
    folder = FolderStorage(location=tmp_path)
    for number in range(5):
        folder.save(f"a{number}/x/file.pdf", ContentFile(PAPER[: number * 1000]))
    (tmp_path / "a0" / "x" / "being-written.pdf.1234.part").write_bytes(b"half")

    def interrupt(done: int, total: int) -> None:
        assert total == 5
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_everything(folder, default_storage, interrupt)
    told = copy_everything(folder, default_storage, lambda done, total: None)

    assert (told.copied, told.there) == (2, 3)
    assert list(everything_in(default_storage)) == [f"a{number}/x/file.pdf" for number in range(5)]
    (bucket / "a2" / "x" / "file.pdf").write_bytes(b"y" * 2000)
    assert copy_everything(folder, default_storage, lambda done, total: None).copied == 1
    with pytest.raises(StoreGoneError):
        copy_everything(folder, store_at(f"s3+http://keyname:wrong@{server[0]}/files/x"), lambda done, total: None)


@pytest.mark.django_db
def test_removing_a_file_removes_its_objects(cast, bucket, django_capture_on_commit_callbacks):
    file = make_picture(cast.ada, cast.team)
    with django_capture_on_commit_callbacks(execute=True):
        remove(cast.ada, file)
    assert objects(bucket) == []


def test_of_a_large_recording_only_what_is_played_is_fetched(server, keep_in, cast, monkeypatch):
    host, _folder = server
    keep_in(f"s3+http://keyname:verysecretword@{host}/files/large")
    monkeypatch.setattr(stores, "FETCHED_WHOLE", 1_000_000)
    monkeypatch.setattr(stores, "AHEAD", 300_000)
    film = make_mp4(data=bytes(range(256)) * 10_000)
    file = store_document(cast.ben, make_upload(film, "pond.mp4"), thing=make_note(cast.team, cast.ben))

    with storage.open_version(file, "file.mp4", is_checked=False) as content:
        content.seek(2_000_000)
        assert content.read(20_000) == film[2_000_000:2_020_000]
        assert content.seek(0, 2) == len(film)
    assert len(storage.read_versions(file)["file.mp4"]) == len(film)
    assert list(check_files(lambda _done, _all: None)) == []
