"""Files come whole and go whole, and only those who may touch them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction

from allmende.commons.files import storage
from allmende.commons.files.commands import attach, describe, remove, store_document, store_picture
from allmende.commons.files.models import File
from allmende.commons.files.rules import may_attach, may_change
from allmende.commons.files.tasks import sweep
from allmende.commons.files.testing import make_picture, make_upload
from allmende.commons.spaces.testing import make_cast
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
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


@pytest.fixture
def cast():
    return make_cast()


def bytes_of(file) -> list[str]:
    try:
        return sorted(default_storage.listdir(storage.folder_of(file.id))[1])
    except FileNotFoundError:
        return []


def all_bytes() -> list[object]:
    return list(storage.everything())


def test_a_picture_is_kept_with_all_that_a_page_needs(cast):
    file = store_picture(cast.ada, make_upload(), thing=cast.team, alt="  Two\tfields ")

    assert (file.width, file.height, file.media_type, file.alt) == (800, 600, "image/jpeg", "Two fields")
    assert bytes_of(file) == ["128.webp", "320.webp", "640.webp", "960.webp", "full.jpg"]
    assert (file.size, len(file.digest)) == (len(storage.open_version(file, "full.jpg").read()), 64)
    entry = Entry.objects.get(name="FileStored")
    assert (entry.actor, entry.thing, entry.audience) == (cast.ada.id, cast.team.id, cast.team.audience_id)


def test_pictures_stand_in_the_order_they_came(cast):
    files = [make_picture(cast.ada, cast.team) for _ in range(3)]

    assert [file.position for file in files] == [0, 1, 2]
    assert list(cast.team.files.all()) == files


def test_a_document_is_kept_as_it_is(cast):
    file = store_document(cast.ada, make_upload(b"%PDF-1.7", "plan.pdf"), thing=cast.team)

    assert (file.name, file.width, bytes_of(file)) == ("plan.pdf", None, ["file.pdf"])
    assert storage.open_version(file, "file.pdf").read() == b"%PDF-1.7"


def test_a_refused_upload_leaves_nothing(cast):
    for content in (b"no picture", make_upload().read()[:99]):
        with pytest.raises(Refused):
            store_picture(cast.ada, make_upload(content))

    assert not File.objects.exists()
    assert all_bytes() == []


def test_a_row_that_cannot_be_written_takes_its_bytes_with_it(cast, monkeypatch):
    def broken(*_args: object, **_options: object) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(File, "save", broken)

    with pytest.raises(RuntimeError):
        make_picture(cast.ada)
    assert all_bytes() == []


def test_a_disk_that_fills_up_leaves_neither_row_nor_bytes(cast, monkeypatch):
    monkeypatch.setattr("os.fsync", lambda _fd: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    with pytest.raises(Refused, match="There is no room left on this server") as refusal:
        make_picture(cast.ada)
    assert refusal.value.status == 507
    assert not File.objects.exists()
    assert all_bytes() == []


def test_words_that_are_too_long_are_refused_before_anything_is_written(cast):
    with pytest.raises(ValidationError):
        make_picture(cast.ada, alt="x" * 501)

    assert all_bytes() == []


def test_removed_is_removed_but_only_once_that_is_certain(cast, django_capture_on_commit_callbacks):
    file = make_picture(cast.ada, cast.team)
    kept = bytes_of(file)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        remove(cast.ada, File.objects.get(pk=file.pk))
        transaction.set_rollback(True)
    assert (bytes_of(file), File.objects.count()) == (kept, 1)

    with django_capture_on_commit_callbacks(execute=True):
        remove(cast.ada, File.objects.get(pk=file.pk))
    assert (bytes_of(file), File.objects.count()) == ([], 0)


def test_a_file_handed_in_first_finds_its_thing_later(cast):
    make_picture(cast.ada, cast.team)
    file = attach(cast.ada, make_picture(cast.ada), cast.team)

    assert (file.thing_id, file.position) == (cast.team.id, 1)
    with pytest.raises(Refused, match="somewhere else already"):
        attach(cast.ada, file, cast.team)


def test_nobody_takes_the_file_of_another(cast):
    with pytest.raises(Refused):
        attach(cast.ada, make_picture(cast.ben), cast.team)


def test_who_may_add_and_change_files(cast):
    file = make_picture(cast.ada, cast.team)
    everyone = {"eli": cast.eli, "ada": cast.ada, "ben": cast.ben, "dora": cast.dora, "cleo": cast.cleo}

    assert [name for name, actor in everyone.items() if may_attach(actor, cast.team)] == ["eli", "ada"]
    assert [name for name, actor in everyone.items() if may_change(actor, file)] == ["eli", "ada"]
    assert [name for name, actor in everyone.items() if may_attach(actor, None)] == ["eli", "ada", "ben", "dora"]
    for command in (lambda: describe(cast.ben, file, "x"), lambda: remove(cast.ben, file)):
        with pytest.raises(Refused):
            command()


def test_whoever_handed_it_in_may_describe_it(cast):
    file = make_picture(cast.ben)
    describe(cast.ben, file, "A  tree")

    assert File.objects.get().alt == "A tree"


def test_the_sweep_takes_what_nobody_needs_and_nothing_else(cast):
    used, unused, portrait = (
        make_picture(cast.ada, cast.team),
        make_picture(cast.ada),
        make_picture(cast.ada, open_to_all=True),
    )
    lost = clock.new_id()
    storage.write(lost, {"full.jpg": b"x"})

    assert sweep.call() == 0
    with clock.travel(days=8):
        assert sweep.call() == 2
    assert {file_id for file_id, _place, _written in storage.everything()} == {used.id, portrait.id}
    assert not File.objects.filter(id=unused.id).exists()
