"""Recordings as they are kept and handed out: always encrypted, in parts, to whoever may have them, with captions."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage
from django.test import Client, TestCase

from allmende.commons.audiences.commands import public
from allmende.commons.audiences.models import Layer
from allmende.commons.files import storage
from allmende.commons.files.commands import set_captions, store_document, transcribe
from allmende.commons.files.commands.keys import retire
from allmende.commons.files.commands.settling import settle_all
from allmende.commons.files.judging import prepare_recording
from allmende.commons.files.models import Captions, File
from allmende.commons.files.pictures import prepare_picture
from allmende.commons.files.queries import shown_on, shown_with
from allmende.commons.files.ranges import MOST
from allmende.commons.files.testing import make_mp3, make_mp4, make_upload
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.verdicts import Refused

pytestmark = pytest.mark.django_db
VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\nThe pond is dug.\n"
LONG = make_mp4(data=bytes(range(256)) * 40_000)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "allmende.commons.files.stores.FolderStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": "/m/"},
        }
    }


def get(address, **headers):
    parts = urlsplit(address)
    return Client(SERVER_NAME=parts.hostname).get(f"{parts.path}?{parts.query}", headers=headers)


def noted(cast, *, is_public):
    note = make_note(cast.team, cast.ben)
    if is_public:
        note.audience = public()
        note.save()
    return note


def film(actor, thing, content=LONG, name="pond.mp4", poster=True):
    shown = prepare_picture(make_upload()) if poster else None
    return store_document(actor, prepare_recording(make_upload(content, name), shown), thing=thing, alt="A pond")


def test_a_video_stands_beside_its_thing_with_all_that_a_player_needs(cast):
    note = make_note(cast.team, cast.ben)
    film(cast.ben, note)
    store_document(cast.ben, make_upload(make_mp3(), "frogs.mp3"), thing=note)
    store_document(cast.ben, make_upload(b"%PDF-1.7", "plan.pdf"), thing=note)

    pictures, [paper], [video, sound] = shown_with(note.id)

    assert (pictures, paper.name) == ((), "plan.pdf")
    assert (video.is_video, video.alt, video.length, video.width, video.is_upright) == (
        True,
        "A pond",
        "0:05",
        640,
        False,
    )
    assert (sound.is_video, sound.length, sound.poster, sound.media_type) == (False, "0:03", "", "audio/mpeg")
    assert get(video.poster)["Content-Type"] == "image/webp"
    assert shown_on([note.id])[note.id] == shown_with(note.id)


@pytest.mark.parametrize("layer", [Layer.TEAM, Layer.PUBLIC])
def test_it_always_lies_encrypted_and_is_handed_out_in_parts(cast, layer):
    note = noted(cast, is_public=layer == Layer.PUBLIC)
    file = film(cast.ben, note)
    [video] = shown_with(note.id).recordings

    first, middle, end = (
        get(video.src, Range="bytes=0-"),
        get(video.src, Range="bytes=5000000-5000099"),
        get(video.src, Range="bytes=-20"),
    )

    with default_storage.open(f"{storage.folder_of(file.id)}/file.mp4") as stored:
        assert stored.read(8) == b"ALMENDE1"
    whole = b"".join(get(video.src).streaming_content)
    assert whole == storage.read_versions(file)["file.mp4"]
    assert (first.status_code, first["Content-Range"]) == (206, f"bytes 0-{MOST - 1}/{file.size}"), (
        "a player asks again"
    )
    assert b"".join(middle.streaming_content) == whole[5_000_000:5_000_100]
    assert b"".join(end.streaming_content) == whole[-20:]
    is_public = layer == Layer.PUBLIC
    assert first["Cache-Control"].startswith("public" if is_public else "private")
    assert (get(video.src.partition("?")[0]).status_code, "?" in video.src) == (
        200 if is_public else 404,
        not is_public,
    )
    assert not File.objects.unsettled().exists()


def test_who_takes_it_back_ends_its_addresses_and_captions(cast):
    note = noted(cast, is_public=True)
    file = film(cast.ben, note)
    set_captions(cast.ben, file, "en", VTT)
    [video] = shown_with(note.id).recordings
    addresses = [video.src, video.poster, video.captions[0][1]]
    assert {get(each).status_code for each in addresses} == {200}

    File.objects.filter(id=file.id).update(thing=make_note(cast.team, cast.ben))

    assert {get(each).status_code for each in addresses} == {404}


def test_a_long_one_can_be_played_to_its_end_and_then_no_more(cast):
    note = make_note(cast.team, cast.ben)
    film(cast.ben, note, make_mp4(seconds=36_000))
    [video] = shown_with(note.id).recordings
    assert video.length == "10:00:00"

    with clock.travel(hours=20):
        assert get(video.src, Range="bytes=0-").status_code == 206
    with clock.travel(hours=24):
        assert get(video.src, Range="bytes=0-").status_code == 404


def test_a_damaged_piece_is_not_handed_out(cast):
    note = make_note(cast.team, cast.ben)
    file = film(cast.ben, note)
    path = default_storage.path(f"{storage.folder_of(file.id)}/file.mp4")
    with open(path, "r+b") as stored:
        stored.seek(3_000_000)
        stored.write(b"\0\0\0")
    [video] = shown_with(note.id).recordings

    assert len(b"".join(get(video.src, Range="bytes=0-99").streaming_content)) == 100
    with pytest.raises(ValueError, match="damaged"):
        b"".join(get(video.src, Range="bytes=2999000-3001000").streaming_content)


def test_it_follows_its_space_s_key_without_being_held_as_a_whole(cast):
    note = make_note(cast.team, cast.ben)
    file = film(cast.ben, note)
    before = storage.read_versions(file)
    with TestCase.captureOnCommitCallbacks(execute=True):
        retire([cast.team.id])
        settle_all(lambda _done, _all: None)

    file = File.objects.select_related("key").get(id=file.id)

    assert file.place
    assert storage.read_versions(file) == before
    assert (file.stored, set(file.digests)) == (sum(map(len, before.values())), {"file.mp4", "poster.webp"})


def test_captions_in_several_languages_come_from_their_own_addresses(cast):
    note = make_note(cast.team, cast.ben)
    file = film(cast.ben, note)
    set_captions(cast.ben, file, "en", VTT)
    set_captions(cast.ben, file, "de", VTT.replace(b"The pond is dug", b"Der Teich ist da"))
    before = dict(shown_with(note.id).recordings[0].captions)
    set_captions(cast.ben, file, "en", VTT.replace(b"dug", b"full"))
    after = dict(shown_with(note.id).recordings[0].captions)

    answer = get(after["en"])
    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == ("text/vtt; charset=utf-8", "*")
    assert b"The pond is full." in answer.getvalue()
    assert b"Der Teich" in get(after["de"]).getvalue()
    assert (after["de"], after["en"] != before["en"]) == (before["de"], True)
    assert get(before["en"]).status_code == 404
    assert get(after["en"].partition("?")[0]).status_code == 404
    set_captions(cast.ben, file, "de", None)
    assert list(Captions.objects.values_list("language", flat=True)) == ["en"]


def test_only_whoever_handed_it_in_or_may_add_beside_it_says_what_is_said(cast):
    note = make_note(cast.team, cast.ben)
    file = film(cast.ben, note)
    paper = store_document(cast.ben, make_upload(b"%PDF-1.7", "plan.pdf"), thing=note)
    sound = store_document(cast.ben, make_upload(make_mp3(), "frogs.mp3"), thing=note)

    for deed, status in (
        (lambda: set_captions(cast.finn, file, "en", VTT), 403),
        (lambda: transcribe(cast.finn, file, "Ribbit"), 403),
        (lambda: set_captions(cast.ben, paper, "en", VTT), 404),
        (lambda: set_captions(cast.ben, sound, "en", VTT), 404),
        (lambda: transcribe(cast.ben, paper, "Ribbit"), 404),
        (lambda: set_captions(cast.ben, file, "xx", VTT), 422),
        (lambda: transcribe(cast.ben, file, "a" * 100_001), 422),
    ):
        with pytest.raises(Refused) as refusal:
            deed()
        assert refusal.value.status == status

    transcribe(cast.ben, sound, "Ribbit\n\nRibbit")
    assert shown_with(note.id).recordings[1].transcript == "Ribbit\n\nRibbit"


def test_nothing_is_left_of_one_that_finds_no_room(cast, settings):
    settings.ROOM_PERSON = 1_000_000

    with pytest.raises(Refused, match="does not fit"):
        film(cast.ben, make_note(cast.team, cast.ben))

    assert list(storage.everything()) == []
