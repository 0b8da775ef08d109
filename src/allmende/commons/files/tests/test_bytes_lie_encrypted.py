"""Below public, bytes lie under the key of their space; they follow their thing, and what is damaged is named, never served."""

import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage
from django.test import Client, TestCase

from allmende.commons.audiences.models import Layer
from allmende.commons.files import storage
from allmende.commons.files.commands import attach, store_document
from allmende.commons.files.commands.keys import drop_retired, key_in_use, retire, rewrap
from allmende.commons.files.commands.settling import settle_all
from allmende.commons.files.models import File, SpaceKey
from allmende.commons.files.queries import documents_of, pictures_of
from allmende.commons.files.tasks import sweep
from allmende.commons.files.testing import make_picture, make_upload
from allmende.commons.spaces.commands.gates import narrow
from allmende.commons.spaces.testing import make_note, make_space
from allmende.commons.things.models import Thing
from allmende.foundation import clock, wrapping
from allmende.foundation.encryption import MAGIC, DamagedError, key_of
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import elsewhere

pytestmark = pytest.mark.django_db

PAPER = b"%PDF-1.7 the minutes of the team " * 5000


@pytest.fixture(autouse=True)
def _origin(settings, tmp_path):
    settings.MEDIA_ORIGIN, settings.MEDIA_HOST = "http://media.test", "media.test"
    settings.DATA = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "allmende.commons.files.stores.FolderStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": "/m/"},
        }
    }


def on_disk(file: File) -> dict[str, bytes]:
    """What lies there of a file, by its path below the file's folder."""
    folder = Path(default_storage.location) / storage.folder_of(file.id)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def get(url: str, **headers: str):
    parts = urlsplit(url)
    return Client().get(f"{parts.path}?{parts.query}", headers={"host": "media.test", **headers})


def keys_named(file: File) -> set:
    return {key_of(io.BytesIO(content)) for content in on_disk(file).values()}


def settled(file: File) -> File:
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert settle_all(lambda done, total: None)["damaged"] == 0
    return File.objects.select_related("key").get(id=file.id)


def test_every_version_of_a_picture_of_a_team_lies_under_the_teams_key(cast):
    picture = make_picture(cast.ada, cast.team)
    other = make_picture(cast.eli, cast.community)

    assert set(on_disk(picture)) == {"128.webp", "320.webp", "640.webp", "960.webp", "full.jpg"}
    assert all(content.startswith(MAGIC) for content in on_disk(picture).values())
    assert keys_named(picture) == {key_in_use(cast.team.id).id}
    assert keys_named(other) != keys_named(picture)
    assert get(pictures_of([cast.team.id])[cast.team.id][0].src).getvalue().startswith(b"RIFF")


def test_what_is_open_to_all_lies_plain_and_no_key_lies_in_the_database(cast):
    assert on_disk(make_picture(cast.ada, open_to_all=True))["320.webp"].startswith(b"RIFF")
    key = key_in_use(cast.team.id)

    assert key.master == wrapping.newest_master()
    assert (wrapping.folder() / key.master).stat().st_mode & 0o777 == 0o600
    assert len(bytes(key.wrapped)) == 12 + 32 + 16


def test_sharing_with_all_opens_the_bytes_and_withdrawing_encrypts_them_again(cast):
    note = make_note(cast.team, cast.ada, Layer.TEAM)
    paper = store_document(cast.ada, make_upload(PAPER, "minutes.pdf"), thing=note)
    assert list(on_disk(paper)) == ["file.pdf"]

    note.audience_id = 1
    note.save()
    paper = settled(paper)
    assert list(on_disk(paper).values()) == [PAPER]
    assert paper.key is None

    narrow(cast.ada, note, cast.team, Layer.TEAM)
    with TestCase.captureOnCommitCallbacks(execute=True):
        run_due(rounds=False)
    assert keys_named(paper) == {key_in_use(cast.team.id).id}
    assert PAPER[:20] not in b"".join(on_disk(paper).values())
    assert get(documents_of(note.id)[0].url).getvalue() == PAPER


def test_a_file_that_moves_to_another_space_moves_to_its_key(cast):
    loose = make_picture(cast.ada)
    assert keys_named(loose) == {key_in_use().id}

    attach(cast.ada, loose, cast.team)
    assert keys_named(settled(loose)) == {key_in_use(cast.team.id).id}

    elsewhere_ = make_space(cast.ada, cast.community)
    note = make_note(cast.team, cast.ada)
    paper = store_document(cast.ada, make_upload(PAPER, "minutes.pdf"), thing=note)
    Thing.objects.filter(id=note.id).update(space=elsewhere_.id)
    paper = settled(paper)
    assert (keys_named(paper), paper.space) == ({key_in_use(elsewhere_.id).id}, elsewhere_.id)


def test_files_from_before_are_read_as_they_lie_and_encrypted_by_the_task(cast):
    paper = store_document(cast.ada, make_upload(PAPER, "minutes.pdf"), thing=cast.team)
    storage.erase(paper.id)
    storage.write(paper.id, {"file.pdf": PAPER})
    File.objects.filter(id=paper.id).update(key=None, digests={}, stored=0, space="0" * 32)

    assert get(documents_of(cast.team.id)[0].url).getvalue() == PAPER
    paper = settled(paper)
    assert keys_named(paper) == {key_in_use(cast.team.id).id}
    assert (paper.stored, list(paper.digests)) == (len(PAPER), ["file.pdf"])
    assert get(documents_of(cast.team.id)[0].url).getvalue() == PAPER


def test_keys_of_spaces_and_master_keys_are_changed_and_the_old_ones_go(cast):
    paper = store_document(cast.ada, make_upload(PAPER, "minutes.pdf"), thing=cast.team)
    old, old_master = key_in_use(cast.team.id), wrapping.newest_master()

    with clock.travel(hours=-1):  # the newest wraps, also where the clock was set back
        new_master = wrapping.make_master()
    assert [rewrap(key) for key in SpaceKey.objects.all()] == [True]
    (wrapping.folder() / old_master).unlink()
    wrapping._master.cache_clear()
    assert get(documents_of(cast.team.id)[0].url).getvalue() == PAPER
    assert SpaceKey.objects.get().master == new_master

    retire()
    assert drop_retired() == 0
    paper = settled(paper)
    assert keys_named(paper) == {key_in_use(cast.team.id).id} != {old.id}
    with clock.travel(days=2):
        assert drop_retired() == 1
    assert get(documents_of(cast.team.id)[0].url).getvalue() == PAPER


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: content[:70_000] + bytes([content[70_000] ^ 4]) + content[70_001:],
        lambda content: content[:-200],
        lambda content: content[: 56 + 65_552],
        lambda content: content[:30],
        lambda content: b"",
        lambda content: PAPER,
    ],
    ids=["a flipped bit", "cut off", "cut off between chunks", "half a head", "emptied", "replaced by something plain"],
)
@pytest.mark.parametrize("is_public", [False, True])
def test_a_damaged_file_is_named_and_not_a_byte_of_it_is_served(cast, caplog, harm, is_public):
    note = make_note(cast.team, cast.ada)
    if is_public:
        Thing.objects.filter(id=note.id).update(audience=1)
        note.refresh_from_db()
    paper = store_document(cast.ada, make_upload(PAPER * 2, "minutes.pdf"), thing=note)
    path = Path(default_storage.location) / storage.folder_of(paper.id) / "file.pdf"
    path.write_bytes(harm(path.read_bytes()))

    for headers in ({}, {"Range": "bytes=0-9"}):
        answer = get(documents_of(note.id)[0].url, **headers)
        assert (answer.status_code, b"minutes" in answer.content) == (500, False)
        assert "damaged" in answer.content.decode()
    assert f"Damaged: file {paper.id}, version file.pdf" in caplog.text

    retire()
    assert settle_all(lambda done, total: None) == {"settled": 0, "damaged": 0 if is_public else 1}


def test_a_key_that_is_missing_is_named(cast):
    paper = store_document(cast.ada, make_upload(PAPER, "minutes.pdf"), thing=cast.team)
    master = wrapping.newest_master()
    (wrapping.folder() / master).rename(wrapping.folder() / "away")
    wrapping._master.cache_clear()
    from allmende.commons.files.keyring import _unwrapped

    _unwrapped.cache_clear()

    with pytest.raises(DamagedError, match=f"master key {master} is missing. Put it back"):
        storage.open_version(paper, "file.pdf")
    (wrapping.folder() / "away").rename(wrapping.folder() / master)


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-99", 206, slice(0, 100)),
        ("bytes=65530-65550", 206, slice(65530, 65551)),
        ("bytes=164990-", 206, slice(164990, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=99-999999", 206, slice(99, None)),
        ("bytes=999999-", 416, slice(0, 0)),
        ("bytes=-0", 416, slice(0, 0)),
        ("bytes=9-3", 200, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("bytes=١-٢", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
    ],
)
def test_players_get_the_part_they_ask_for(cast, asked, status, part):
    store_document(cast.ada, make_upload(PAPER, "minutes.pdf"), thing=cast.team)

    answer = get(documents_of(cast.team.id)[0].url, Range=asked.encode().decode("latin-1"))

    assert (answer.status_code, answer.getvalue()) == (status, PAPER[part])
    if status == 206:
        assert answer["Content-Length"] == str(len(PAPER[part]))
        first = part.indices(len(PAPER))[0]
        assert answer["Content-Range"] == f"bytes {first}-{first + len(PAPER[part]) - 1}/{len(PAPER)}"


KILLED = """
import os
from allmende.commons.files import storage
from allmende.commons.files.commands.settling import settle_all
before, count = storage.default_storage.save, 0
def save(*words):
    global count
    count += 1
    if count == {moment}:
        os._exit(9)
    return before(*words)
storage.default_storage.save = save
settle_all(lambda done, total: None)
"""


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_and_nothing_is_lost(cast, settings):
    from django.conf import settings as live

    settings.DATA = Path(live.STORAGES["default"]["OPTIONS"]["location"]).parent
    papers = [
        store_document(cast.ada, make_upload(PAPER + bytes([number]), f"{number}.pdf"), thing=cast.team)
        for number in range(4)
    ]
    retire()
    killed = elsewhere(KILLED.format(moment=3))
    assert killed.returncode == 9, killed.stderr
    assert File.objects.unsettled().count() == 2

    for number, paper in enumerate(papers):
        now = File.objects.select_related("key").get(id=paper.id)
        assert storage.open_version(now, "file.pdf").read() == PAPER + bytes([number])
    settled(papers[0])
    assert File.objects.unsettled().count() == 0
    with clock.travel(days=2):
        sweep.call()
        assert drop_retired() == 1
    for number, paper in enumerate(papers):
        now = File.objects.select_related("key").get(id=paper.id)
        assert storage.open_version(now, "file.pdf").read() == PAPER + bytes([number])
        assert len(on_disk(now)) == 1


def test_an_archive_of_ones_own_lies_encrypted_too(cast):
    storage.write_private("takeouts/one.zip", io.BytesIO(PAPER), key_in_use())

    assert not (Path(default_storage.location) / "takeouts/one.zip").read_bytes().count(b"minutes")
    assert storage.open_private("takeouts/one.zip").read() == PAPER
