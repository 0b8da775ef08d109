"""A call may ask for a video, and for captions; then nothing is handed in without them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from allmende.commons.files.commands import set_captions, store_document
from allmende.commons.files.models import File
from allmende.commons.files.testing import make_mp3, make_mp4, make_upload
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import draft_contribution, submit_contribution
from allmende.rooms.calls.models import Call, Contribution, ContributionState
from allmende.rooms.calls.testing import make_call

pytestmark = pytest.mark.django_db
VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\nThe pond is dug.\n"


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def call(cast):
    call = make_call(cast.ada, cast.team)
    Call.objects.filter(id=call.id).update(needs_video=True, needs_captions=True, budget=None)
    return Call.objects.get(id=call.id)


@pytest.fixture
def draft(cast, call) -> Contribution:
    return draft_contribution(cast.ben, call, title="A pond", text="Dig it, fill it, wait for frogs.")


@pytest.fixture
def ben(cast) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)
    return client


def missing(cast: Any, draft: Contribution) -> str:
    with pytest.raises(Refused) as refusal:
        submit_contribution(cast.ben, draft)
    assert refusal.value.status == 422
    return str(refusal.value.errors["video"])


def test_first_the_video_is_missing_then_its_captions_then_nothing(cast, draft):
    store_document(cast.ben, make_upload(make_mp3(), "frogs.mp3"), thing=draft)
    assert "asks for a video" in missing(cast, draft)

    file = store_document(cast.ben, make_upload(make_mp4(), "pond.mp4"), thing=draft)
    assert "missing for: pond.mp4" in missing(cast, draft)

    set_captions(cast.ben, file, "en", VTT)
    assert submit_contribution(cast.ben, draft).state == ContributionState.SUBMITTED


def test_what_has_no_sound_needs_no_captions(cast, draft):
    store_document(cast.ben, make_upload(make_mp4(sound=b""), "pond.mp4"), thing=draft)

    assert submit_contribution(cast.ben, draft).state == ContributionState.SUBMITTED


def test_on_the_page_it_is_added_described_and_handed_in(cast, call, draft, ben):
    page = f"/calls/{call.slug}/contributions/{draft.number}/"
    refused = ben.post(f"{page}submission/")
    assert (refused.status_code, "This call asks for a video" in refused.content.decode()) == (422, True)
    ben.post(f"{page}recordings/", {"recordings": make_upload(make_mp4(), "pond.mp4")})
    file = File.objects.get(thing=draft.id)
    wrong = ben.post(f"{page}recordings/", said(file, b"WEBVTT\n\nHello"), follow=True)
    assert "captions.vtt: Line 3: there is no time above this text" in wrong.content.decode()
    ben.post(f"{page}recordings/", said(file, VTT))
    assert ben.post(f"{page}submission/").status_code == 302

    body = ben.get(
        page.replace("/contributions/", "/contributions/").rstrip("/") + "-a-pond/", follow=True
    ).content.decode()
    assert ("<video controls preload" in body, 'srclang="en"' in body, "Water runs in" in body) == (True, True, True)
    gone = ben.post(f"{page}recordings/", {"remove": file.id}, follow=True)
    assert "This call asks for a video" in gone.content.decode()
    assert File.objects.filter(thing=draft.id).exists(), "what is handed in stays complete"


def said(file: File, captions: bytes) -> dict[str, Any]:
    return {
        f"alt-of-{file.id}": "Water runs in", f"captions-of-{file.id}": make_upload(captions, "captions.vtt"),
        f"captions-language-of-{file.id}": "en",
    }  # fmt: skip


def test_what_is_no_recording_is_told_in_words(call, draft, ben):
    page = f"/calls/{call.slug}/contributions/{draft.number}/recordings/"

    answer = ben.post(page, {"recordings": make_upload(b"%PDF-1.7", "film.mp4")}, follow=True)

    assert "film.mp4 is neither video nor sound." in answer.content.decode()
    assert not File.objects.exists()


def test_a_brief_has_videos_too_and_says_what_is_asked_for(cast, call):
    ada = Client(SERVER_NAME="localhost")
    ada.force_login(cast.ada.account)
    ada.post(f"/calls/{call.slug}/recordings/", {"recordings": make_upload(make_mp4(), "pond.mp4")})

    page = ada.get(f"/calls/{call.slug}/").content.decode()

    assert "<video controls" in page
    assert ("Every contribution brings a video." in page, "Videos need captions." in page) == (True, True)


def test_a_film_of_ten_hours_is_told_how_long_it_may_be(cast, call, draft):
    Call.objects.filter(id=call.id).update(most_minutes=10, needs_captions=False)
    store_document(cast.ben, make_upload(make_mp4(seconds=36_000), "pond.mp4"), thing=draft)

    assert (
        missing(cast, draft)
        == "10 minutes at most in this call. Too long: pond.mp4 (10:00:00). Cut it, and add it anew."
    )


@pytest.mark.parametrize("language", ["de", "it"])
def test_what_is_wrong_with_a_video_is_told_in_each_language(cast, call, draft, language):
    Call.objects.filter(id=call.id).update(most_minutes=10)
    store_document(cast.ben, make_upload(make_mp4(seconds=36_000), "pond.mp4"), thing=draft)
    in_english = missing(cast, draft)

    with override(language):
        assert "10:00:00" in missing(cast, draft) != in_english


def test_a_video_without_sound_needs_no_captions_and_one_that_stands_upright_says_so(cast, draft, ben, call):
    store_document(cast.ben, make_upload(make_mp4(sound=b"", size=(360, 640)), "pond.mp4"), thing=draft)
    handed_in = submit_contribution(cast.ben, draft)

    page = ben.get(f"/calls/{call.slug}/contributions/{handed_in.number}-a-pond/").content.decode()

    assert "data-upright" in page
    assert "without sound" in page


def test_half_a_video_is_told_that_it_is_incomplete(call, draft, ben):
    page = f"/calls/{call.slug}/contributions/{draft.number}/recordings/"
    whole = make_mp4()

    answer = ben.post(page, {"recordings": make_upload(whole[: len(whole) // 2], "film.mp4")}, follow=True)

    assert "damaged or incomplete" in answer.content.decode()
    assert not File.objects.exists()
