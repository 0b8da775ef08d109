"""tus 1.0.0: a file that is interrupted goes on where it stopped, and becomes a file of a thing once all of it is there."""

from __future__ import annotations

import base64
import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.handlers.wsgi import LimitedStream
from hypothesis import HealthCheck, given
from hypothesis import settings as property_tests
from hypothesis import strategies as st

from allmende.commons.files import storage
from allmende.commons.files.commands import append, begin_upload, read_upload, resuming, store_document
from allmende.commons.files.models import File, Part, Upload
from allmende.commons.files.queries import shown_with
from allmende.commons.files.tasks import sweep
from allmende.commons.files.testing import box, make_image, make_mp4, make_upload
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.testing import NOON, at_once
from allmende.foundation.verdicts import Refused
from allmende.surfaces.api.tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.7 " + bytes(range(256)) * 12_000  # three pieces and a bit
SIZE = len(PAPER)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "allmende.commons.files.stores.FolderStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": "/m/"},
        }
    }


class Sender(Caller):
    """A program that sends files in parts."""

    def tus(self, method, path, content=b"", **headers):
        headers = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        headers = {"X-CSRFToken": self.token, "Tus-Resumable": "1.0.0", "Accept-Language": "en"} | headers
        kind = headers.pop("Content-Type", "application/offset+octet-stream")
        path = path.removeprefix("http://localhost")
        return self.client.generic(method, path, content, content_type=kind, headers=headers)

    def begin(self, size=SIZE, name="plan.pdf"):
        metadata = f"filename {base64.b64encode(name.encode()).decode()},is_draft"
        return self.tus("POST", "/api/v1/uploads", Upload_Length=size, Upload_Metadata=metadata)

    def part(self, place, offset, content):
        return self.tus("PATCH", place, content, Upload_Offset=offset)

    def offset(self, place):
        return self.tus("HEAD", place).headers["Upload-Offset"]


def test_a_file_comes_in_parts_and_lies_beside_a_thing_in_the_end(cast):
    note, ben = make_note(cast.team, cast.ben), Sender(cast.ben)

    begun = ben.begin()
    place = begun.headers["Location"]
    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "0")
    assert begun.headers["Upload-Expires"] == "Tue, 03 Mar 2026 12:00:00 GMT"
    assert ben.part(place, 0, PAPER[:1_200_000]).headers["Upload-Offset"] == "1200000"
    assert ben.offset(place) == "1200000"
    use = f"/things/{note.id}/files/of/{place.rpartition('/')[2]}"
    early = is_problem(ben.send("post", use, {}, Idempotency_Key="k1"), 409)
    assert "1200000 of 3072009 bytes are here" in early["detail"]
    assert ben.part(place, 1_200_000, PAPER[1_200_000:]).status_code == 204

    made = ben.send("post", use, {}, Idempotency_Key="k1")
    again = ben.send("post", use, {}, Idempotency_Key="k1")

    assert (made.status_code, again.json()) == (201, made.json())
    file = File.objects.get()
    with storage.open_version(file, "file.pdf") as content:
        assert content.read() == PAPER
    assert (file.name, file.owner_id, file.thing_id) == ("plan.pdf", cast.ben.id, note.id)
    assert not Upload.objects.exists()
    assert not Part.objects.exists()
    is_problem(ben.send("post", use, {}, Idempotency_Key="k2"), 404)


def test_a_picture_is_made_anew_as_from_any_upload(cast):
    note, ben, content = make_note(cast.team, cast.ben), Sender(cast.ben), make_upload().read()
    place = ben.begin(len(content), "frog.png").headers["Location"]
    ben.part(place, 0, content)

    ben.send("post", f"/things/{note.id}/files/of/{place.rpartition('/')[2]}", {"alt": "A frog"}, Idempotency_Key="k1")

    assert File.objects.get().is_picture
    assert File.objects.get().alt == "A frog"


def test_what_came_before_the_line_broke_stays(cast):
    upload = begin_upload(cast.ben, size=len(PAPER), name="plan.pdf")

    class Breaking(io.BytesIO):
        def read(self, size=-1):
            if self.tell() >= 1_500_000:
                raise OSError("the line is gone")
            return super().read(min(size, 700_000))

    assert append(upload, 0, Breaking(PAPER)) == 1_700_000
    assert append(upload, 1_700_000, LimitedStream(io.BytesIO(PAPER[1_700_000:]), len(PAPER))) == len(PAPER)
    assert read_upload(upload).read() == PAPER


def test_bytes_lie_encrypted_and_what_was_changed_there_is_noticed(cast, tmp_path):
    upload = begin_upload(cast.ben, size=9_000, name="plan.pdf")
    append(upload, 0, io.BytesIO(b"secret plan" * 700))
    [path] = list((tmp_path / "files").rglob("part"))

    assert b"secret plan" not in path.read_bytes()


def test_a_wrong_offset_too_much_and_nonsense_are_answered_clearly(cast):
    ben, ada = Sender(cast.ben), Sender(cast.ada)
    place = ben.begin(100).headers["Location"]
    ben.part(place, 0, b"x" * 40)

    assert "Go on at 40" in is_problem(ben.part(place, 0, b"x"), 409)["detail"]
    assert "Go on at 40" in is_problem(ben.part(place, 70, b"x"), 409)["detail"]
    is_problem(ben.part(place, 40, b"x" * 61), 413)
    is_problem(ben.part(place, "-1", b"x"), 422)
    is_problem(ben.part(place, "4" * 400, b"x"), 422)
    is_problem(ben.tus("PATCH", place, b"x", Upload_Offset=40, **{"Content-Type": "text/plain"}), 415)
    is_problem(ben.tus("PATCH", place, b"x", Upload_Offset=40, Tus_Resumable="0.2.2"), 412)
    is_problem(ada.part(place, 40, b"x"), 404)
    assert ada.tus("HEAD", place).status_code == 404
    assert ben.offset(place) == "40"
    is_problem(ben.begin(0), 422)
    is_problem(ben.begin(2_147_483_648), 413)
    is_problem(Sender().begin(), 401)
    assert ben.tus("OPTIONS", "/api/v1/uploads").headers["Tus-Extension"] == "creation,expiration,termination"


@pytest.mark.django_db(transaction=True)
def test_of_those_that_send_the_same_piece_at_once_one_counts(cast):
    upload = begin_upload(cast.ben, size=3_000, name="plan.txt")

    outcomes = at_once(*(lambda letter=letter: _tried(upload, letter * 3_000) for letter in (b"a", b"b", b"c")))

    assert sorted(outcomes) == [409, 409, 3_000]
    assert len(set(read_upload(upload).read())) == 1
    assert len(list(storage.everything())) == 1, "the bytes of the others are gone"


def _tried(upload, content):
    try:
        return append(upload, 0, io.BytesIO(content))
    except Refused as refusal:
        return refusal.status


def test_no_room_and_too_many_at_once_are_said_at_the_beginning(cast, settings):
    settings.ROOM_PERSON = 5_000_000
    ben = Sender(cast.ben)
    assert ben.begin(3_000_000).status_code == 201
    is_problem(ben.begin(3_000_000), 507)

    settings.ROOM_PERSON = 0
    for _time in range(resuming.MOST_OPEN - 1):
        begin_upload(cast.ben, size=10, name="a")
    is_problem(ben.begin(10), 429)


def test_what_is_not_finished_within_a_day_goes_with_its_bytes(cast):
    ben = Sender(cast.ben)
    place, given_up = ben.begin(100).headers["Location"], ben.begin(100).headers["Location"]
    for one in (place, given_up):
        ben.part(one, 0, b"x" * 40)
    assert ben.tus("DELETE", given_up).status_code == 204
    assert ben.tus("HEAD", given_up).status_code == 404

    with clock.frozen(NOON + timedelta(hours=25)):
        is_problem(ben.part(place, 40, b"x"), 410)
        sweep.call()
        assert ben.tus("HEAD", place).status_code == 404
    assert not Upload.objects.exists()
    assert not Part.objects.exists()


def test_killed_after_the_bytes_and_before_the_row_nothing_counts_and_nothing_stays(cast, monkeypatch):
    upload = begin_upload(cast.ben, size=100, name="plan.txt")
    monkeypatch.setattr(storage, "erase", lambda file: None)  # a process that is killed tidies nothing up
    with monkeypatch.context() as broken:
        broken.setattr(Part, "save", lambda *_args, **_named: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            append(upload, 0, io.BytesIO(b"x" * 60))
    monkeypatch.undo()

    assert resuming.offset_of(upload) == 0
    assert append(upload, 0, io.BytesIO(b"y" * 100)) == 100
    assert read_upload(upload).read() == b"y" * 100


@property_tests(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, 5_000), max_size=6), content=st.binary(min_size=1, max_size=5_000))
def test_however_it_is_cut_it_is_the_same_file(cast, cuts, content):
    upload, there = begin_upload(cast.ben, size=len(content), name="a.bin"), 0

    for until in [*sorted(min(cut, len(content)) for cut in cuts), len(content)]:
        there = append(upload, there, io.BytesIO(content[there:until]))

    assert read_upload(upload).read() == content
    resuming.drop_upload(upload)


def test_what_is_no_recording_is_refused_with_its_first_bytes_where_it_is_larger_than_files_are(cast):
    ben = Sender(cast.ben)
    place = ben.begin(20_000_001, name="film.mp4").headers["Location"]

    is_problem(ben.part(place, 0, PAPER), 413)

    assert (ben.offset(place), Part.objects.count()) == ("0", 0)


def test_a_video_becomes_a_file_that_stands_nowhere_and_the_same_again_is_the_same(cast):
    film = make_mp4(in_movie=box(b"udta", b"+46.4983"))
    ben, ada = Sender(cast.ben), Sender(cast.ada)
    place = ben.begin(len(film), name="pond.mov").headers["Location"].removeprefix("http://localhost")
    is_problem(ben.client.post(f"{place}/file", headers={"X-CSRFToken": ben.token}), 409)
    ben.part(place, 0, film)
    is_problem(ada.client.post(f"{place}/file", headers={"X-CSRFToken": ada.token}), 404)
    sent = {"alt": "Frogs", "poster": ContentFile(make_image(), "poster.png")}

    made = ben.client.post(f"{place}/file", sent, headers={"X-CSRFToken": ben.token})
    again = ben.client.post(f"{place}/file", headers={"X-CSRFToken": ben.token})

    assert (made.status_code, again.status_code, made.json()) == (201, 201, again.json())
    file = File.objects.select_related("recording", "key").get()
    assert (file.name, file.alt, file.media_type, file.thing_id, file.owner) == (
        "pond.mp4",
        "Frogs",
        "video/mp4",
        None,
        cast.ben,
    )
    assert (file.recording.duration, file.recording.width, file.recording.has_poster) == (5000, 640, True)
    assert b"+46.4983" not in storage.read_versions(file)["file.mp4"]
    assert (Upload.objects.count(), Part.objects.count()) == (0, 0)


def test_a_program_gives_a_video_captions_and_what_is_said(cast):
    note, ben, finn = make_note(cast.team, cast.ben), Caller(cast.ben), Caller(cast.finn)
    file = store_document(cast.ben, make_upload(make_mp4(), "film.mp4"), thing=note)

    is_problem(finn.send("put", f"/files/{file.id}/captions/en", {"text": "WEBVTT"}), 404)
    wrong = is_problem(ben.send("put", f"/files/{file.id}/captions/en", {"text": "WEBVTT\n\nHello"}), 422)
    assert "Line 3" in wrong["detail"]
    assert (
        ben.send(
            "put", f"/files/{file.id}/captions/en", {"text": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello"}
        ).status_code
        == 204
    )
    assert ben.send("put", f"/files/{file.id}/transcript", {"text": "Hello"}).status_code == 204
    [shot] = shown_with(note.id).recordings
    assert (shot.transcript, [code for code, _src in shot.captions]) == ("Hello", ["en"])
    assert ben.send("delete", f"/files/{file.id}/captions/en").status_code == 204
    assert shown_with(note.id).recordings[0].captions == ()
