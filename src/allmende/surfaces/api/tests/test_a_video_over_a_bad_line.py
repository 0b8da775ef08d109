"""A large video comes over HTTP on a line that breaks five times, and is kept with a few megabytes of memory, whole or not at all."""

from __future__ import annotations

import resource
import signal
import struct
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage

from allmende.commons.files import storage
from allmende.commons.files.commands import append, begin_upload, keep_upload
from allmende.commons.files.commands.resuming import offset_of
from allmende.commons.files.models import File, Part, Upload
from allmende.commons.files.testing import make_mp4
from allmende.commons.spaces.testing import make_cast
from allmende.foundation.encryption import DamagedError
from allmende.surfaces.api.tests.calling import Caller

pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1_000_000
SIZE = 120 * MEGABYTE


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "allmende.commons.files.stores.FolderStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": "/m/"},
        }
    }


def sparse_film(path: Path, size: int) -> int:
    """A film that is mostly zeros, which take no room on the disk; return its exact size."""
    whole = make_mp4(data=b"")
    data, movie = whole.index(b"mdat") - 4, whole.index(b"moov") - 4
    with path.open("wb") as film:
        film.write(whole[:data] + struct.pack(">I", movie - data + size) + whole[data + 4 : movie])
        film.seek(size, 1)
        film.write(whole[movie:])
    return path.stat().st_size


class Line:
    """A connection to the house as a page's script has it, with the session's cookies."""

    def __init__(self, server: str, caller: Caller) -> None:
        self.server = urlsplit(server)
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in caller.client.cookies.items())
        self.headers = {"Host": "localhost", "Cookie": cookies, "X-CSRFToken": caller.token, "Tus-Resumable": "1.0.0"}

    def ask(self, method: str, path: str, **headers: Any) -> Any:
        named = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        with closing(HTTPConnection(self.server.hostname or "", self.server.port, timeout=120)) as line:
            line.request(method, path, headers=self.headers | named)
            answer = line.getresponse()
            answer.read()
            return answer

    def offset(self, place: str) -> int:
        return int(self.ask("HEAD", place).headers["Upload-Offset"])

    def send(self, place: str, film: Path, offset: int, stop: int) -> None:
        """Announce the whole rest, send some of it, and be gone."""
        rest = film.stat().st_size - offset
        with closing(HTTPConnection(self.server.hostname or "", self.server.port, timeout=120)) as line:
            line.putrequest("PATCH", place, skip_host=True)
            asked = {"Upload-Offset": offset, "Content-Type": "application/offset+octet-stream", "Content-Length": rest}
            for name, value in (self.headers | asked).items():
                line.putheader(name, str(value))
            line.endheaders()
            with film.open("rb") as content:
                content.seek(offset)
                while content.tell() < stop:
                    line.send(content.read(min(MEGABYTE, stop - content.tell())))
            if stop == film.stat().st_size:
                line.getresponse().read()


def test_it_comes_in_six_pieces_and_is_kept_with_little_memory(live_server: Any, tmp_path: Path) -> None:
    ben = make_cast().ben
    film = tmp_path / "pond.mp4"
    size = sparse_film(film, SIZE)
    line = Line(live_server.url, Caller(ben))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = line.ask("POST", "/api/v1/uploads", Upload_Length=size)
    place = urlsplit(begun.headers["Location"]).path

    for broken in range(1, 6):
        offset = line.offset(place)
        line.send(place, film, offset, offset + size // 6 + 12_345)
        _wait_until_taken(line, place, broken * (size // 6))
    line.send(place, film, line.offset(place), size)
    kept = line.ask("POST", f"{place}/file")

    assert kept.status == 201
    file = File.objects.select_related("recording").get()
    assert (file.size, file.media_type, file.recording.duration) == (size, "video/mp4", 5000)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 60 * MEGABYTE, f"{grown} bytes more for {size}"
    assert (Upload.objects.exists(), Part.objects.exists()) == (False, False)


def _wait_until_taken(line: Line, place: str, least: int) -> None:
    """The house notices a moment later that the sender is gone: ask as a page's script does."""
    for _again in range(600):
        if line.offset(place) >= least:
            return
    raise AssertionError("what was sent did not arrive")


def arrived(actor: Any, path: Path, size: int) -> Upload:
    upload = begin_upload(actor, size=sparse_film(path, size), name="pond.mp4")
    with path.open("rb") as content:
        append(upload, 0, content)
    return upload


def test_whoever_is_stopped_while_it_is_put_together_finds_it_whole_again(tmp_path: Path) -> None:
    ben = make_cast().ben
    upload = arrived(ben, tmp_path / "pond.mp4", 30 * MEGABYTE)

    def stop(*_signal: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    with suppress(KeyboardInterrupt):
        keep_upload(ben, upload.id)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)

    if not File.objects.exists():  # on a machine that is quick enough nothing was interrupted
        assert offset_of(upload) == upload.size
        assert {each[0] for each in storage.everything()} == set(Part.objects.values_list("id", flat=True))
    assert keep_upload(ben, upload.id).size == upload.size
    assert File.objects.get().id == upload.id
    assert not Part.objects.exists()


def test_a_part_that_is_damaged_on_the_disk_does_not_become_a_video(tmp_path: Path) -> None:
    ben = make_cast().ben
    upload = arrived(ben, tmp_path / "pond.mp4", 3 * MEGABYTE)
    part = upload.parts.order_by("offset")[1]
    with Path(default_storage.path(f"{storage.folder_of(part.id)}/{Part.PART}")).open("r+b") as stored:
        stored.seek(5_000)
        stored.write(b"\1\2\3")

    with pytest.raises(DamagedError):
        keep_upload(ben, upload.id)

    assert not File.objects.exists()
    assert offset_of(upload) == upload.size
