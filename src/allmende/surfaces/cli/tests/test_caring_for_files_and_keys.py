"""Operators see which keys there are, change them, and have every byte looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.storage import default_storage

from allmende.commons.files.commands import store_document
from allmende.commons.files.models import SpaceKey
from allmende.commons.files.storage import folder_of
from allmende.commons.files.testing import make_upload
from allmende.foundation.wrapping import master_ids
from allmende.surfaces.cli import allmende

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "allmende.commons.files.stores.FolderStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": "/m/"},
        }
    }


def say(*words: str):
    return CliRunner().invoke(allmende, list(words))


def test_keys_are_shown_by_id_and_changed(cast):
    store_document(cast.ada, make_upload(b"%PDF-1.7", "plan.pdf"), thing=cast.team)
    key = SpaceKey.objects.get()

    shown = say("keys", "show").output
    assert f"{key.id}  in use         1 files  Orchard" in shown
    assert f"{key.master}  wraps" in shown
    assert bytes(key.wrapped).hex() not in shown

    assert "1 keys retired, 1 files encrypted anew" in say("keys", "rotate", "--space", cast.team.slug).output
    assert "2 keys are wrapped under it" in say("keys", "rotate", "--master").output
    assert len(master_ids()) == 2
    assert SpaceKey.objects.exclude(master=master_ids()[-1]).count() == 0
    assert say("keys", "rotate", "--space", "nowhere").exit_code == 1
    assert say("keys", "rotate", "--master", "--space", "x").exit_code == 2


def test_every_byte_is_looked_at_and_what_is_damaged_is_named(cast, tmp_path):
    paper = store_document(cast.ada, make_upload(b"%PDF-1.7", "plan.pdf"), thing=cast.team)
    assert "Every file is what was stored." in say("files", "check").output
    assert "1 files, 1 encrypted  Orchard" in say("files", "usage").output

    copied = say("files", "move", str(tmp_path / "elsewhere"))
    assert "1 copied and compared, 0 were there already" in copied.output
    path = Path(default_storage.location) / folder_of(paper.id) / "file.pdf"
    assert (tmp_path / "elsewhere" / folder_of(paper.id) / "file.pdf").read_bytes() == path.read_bytes()

    path.write_bytes(path.read_bytes()[:-1])
    told = say("files", "check")
    assert (told.exit_code, f"{paper.id}  file.pdf" in told.output) == (1, True)
    path.unlink()
    assert "It is gone." in say("files", "check").output
