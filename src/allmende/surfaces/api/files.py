"""What is said of files that are there: captions and words of recordings, what is to stay of a picture."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field

from allmende.commons.files.commands import set_captions, transcribe
from allmende.commons.files.commands.files import prepare_recut, put_in_place
from allmende.commons.files.commands.recordings import LONGEST_TRANSCRIPT
from allmende.commons.files.models import File
from allmende.commons.files.pictures import Prepared
from allmende.foundation.api import Input, Made
from allmende.surfaces.api.talk import router


class CaptionsIn(Input):
    """Captions as they stand in their file."""

    text: str = Field(max_length=1_000_000, examples=["WEBVTT\n\n00:01.000 --> 00:04.000\nThe pond is dug.\n"])


class TranscriptIn(Input):
    """What is said in a recording."""

    text: str = Field(
        max_length=LONGEST_TRANSCRIPT, examples=["Ada: The pond is dug, and the first frogs have moved in."]
    )


class CutIn(Input):
    """What is to stay of a picture, as parts of the whole."""

    left: float = Field(ge=0, le=1, examples=[0.1])
    top: float = Field(ge=0, le=1, examples=[0.2])
    width: float = Field(gt=0, le=1, examples=[0.5])
    height: float = Field(gt=0, le=1, examples=[0.5])


@router.puts("/files/{uuid:key}/captions/{slug:language}")
def put_captions(request: HttpRequest, key: UUID, language: str, sent: CaptionsIn) -> None:
    """Give a video of yours captions in a language, as WebVTT."""
    set_captions(request.actor, _file(request, key), language, sent.text.encode())  # type: ignore[attr-defined]


@router.removes("/files/{uuid:key}/captions/{slug:language}")
def remove_captions(request: HttpRequest, key: UUID, language: str) -> None:
    """Take captions in a language away."""
    set_captions(request.actor, _file(request, key), language, None)  # type: ignore[attr-defined]


@router.puts("/files/{uuid:key}/transcript")
def put_transcript(request: HttpRequest, key: UUID, sent: TranscriptIn) -> None:
    """Write down what is said in a recording of yours."""
    transcribe(request.actor, _file(request, key), sent.text)  # type: ignore[attr-defined]


def _prepared(request: HttpRequest, key: UUID, sent: CutIn, **_others: Any) -> Prepared:
    cut = sent.left, sent.top, sent.width, sent.height
    return prepare_recut(request.actor, _file(request, key), cut)  # type: ignore[attr-defined]


@router.posts("/files/{uuid:key}/cut", Made, prepare=_prepared)
def cut_picture(request: HttpRequest, key: UUID, sent: CutIn, file: Any = None) -> Any:
    """Keep a part of a picture of yours in its place.

    It is a new file with an id of its own; the picture as it was is gone.
    """
    made = put_in_place(request.actor, _file(request, key), file)  # type: ignore[attr-defined]
    return {"id": made.id, "url": reverse("thing", args=[made.thing_id]) if made.thing_id else ""}


def _file(request: HttpRequest, key: UUID) -> File:
    """A file that the caller sees; whose it is the command asks."""
    rows = File.objects.visible_to(request.actor).select_related("thing", "recording")  # type: ignore[attr-defined]
    return get_object_or_404(rows, id=key)
