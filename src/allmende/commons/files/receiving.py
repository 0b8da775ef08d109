"""What a room's view calls when a form or htmx sends pictures: judged, stored and described in one step."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from allmende.commons.files import storage
from allmende.commons.files.commands import (
    attach,
    describe,
    remove,
    set_captions,
    store_document,
    store_picture,
    transcribe,
)
from allmende.commons.files.forms import PicturesField
from allmende.commons.files.judging import prepare_recording
from allmende.commons.files.models import LONGEST_ALT, File
from allmende.commons.files.pictures import Prepared
from allmende.commons.files.recordings.captions import LARGEST
from allmende.commons.things.models import Thing
from allmende.foundation.ids import key_in
from allmende.foundation.text import clean_line, clean_text
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor

MOST_RECORDINGS = 12
"""Videos and sounds that come with one form."""


def receive_pictures(
    actor: Actor,
    request: HttpRequest,
    *,
    thing: Thing | None = None,
    field: str = "pictures",
    alt: str = "alt",
    most: int = 12,
) -> list[File]:
    """Store the pictures that a request brings, all or none, with the words sent beside them.

    The words of the first are in `alt` or `alt-0`, of the second in `alt-1` and so on, as the file input's script names
    them. Raises Refused (422) with the sentence for the field.
    """
    try:
        pictures = PicturesField(required=False, most=most).clean(request.FILES.getlist(field))
        words = [_words(request, alt, place) for place in range(len(pictures))]
    except ValidationError as error:
        sentence = " ".join(error.messages)
        raise Refused(sentence, 422, errors={field: sentence}) from error
    return _store(actor, list(zip(pictures, words, strict=True)), thing)


def receive_recordings(actor: Actor, request: HttpRequest, thing: Thing) -> None:
    """Lay the recordings that a form names beside a thing, and take over what it says of those that are there.

    Raises Refused: as `attach`, `describe`, `set_captions` and `transcribe` do; what is wrong in captions is named by its lines.
    """
    for key in request.POST.getlist("recording")[:MOST_RECORDINGS]:
        file = File.objects.visible_to(actor).filter(id=key_in(key), owner=actor, thing=None).first()
        if file is not None:
            attach(actor, file, thing)
    for upload in request.FILES.getlist("recordings")[:MOST_RECORDINGS]:
        store_document(actor, _prepared(upload), thing=thing)
    there = File.objects.visible_to(actor).filter(thing=thing.pk, recording__isnull=False)
    for file in there.filter(id__in=[key_in(key) for key in request.POST.getlist("remove")]):
        remove(actor, file)
    for file in there.select_related("recording", "thing"):
        _take_over(actor, request, file)


def _prepared(upload: Any) -> Prepared:
    try:
        prepared = prepare_recording(upload)
    except Refused as refusal:
        raise Refused(f"{upload.name}: {refusal.reason}", refusal.status) from refusal
    if prepared is None:
        raise Refused(_("%(name)s is neither video nor sound.") % {"name": upload.name}, 422)
    return prepared


def _take_over(actor: Actor, request: HttpRequest, file: File) -> None:
    said = request.POST.get(f"alt-of-{file.id}")
    if said is not None and (alt := clean_line(said)[:LONGEST_ALT]) != file.alt:
        describe(actor, file, alt)
    said = request.POST.get(f"transcript-of-{file.id}")
    if said is not None and clean_text(said) != file.recording.transcript:
        transcribe(actor, file, said)
    for language in request.POST.getlist(f"captions-gone-of-{file.id}"):
        set_captions(actor, file, language, None)
    if captions := request.FILES.get(f"captions-of-{file.id}"):
        try:
            set_captions(
                actor, file, request.POST.get(f"captions-language-of-{file.id}", ""), captions.read(LARGEST + 1)
            )
        except Refused as refusal:
            raise Refused(f"{captions.name}: {refusal.reason}", refusal.status) from refusal


def _words(request: HttpRequest, alt: str, place: int) -> str:
    given = request.POST.get(f"{alt}-{place}") or (request.POST.get(alt) if place == 0 else "")
    return clean_line(given or "", LONGEST_ALT)


def _store(actor: Actor, pictures: list[tuple[Prepared, str]], thing: Thing | None) -> list[File]:
    stored: list[File] = []
    try:
        with transaction.atomic():
            for picture, words in pictures:
                stored.append(store_picture(actor, picture, thing=thing, alt=words))
    except BaseException:
        for file in stored:
            storage.erase(file.id)
        raise
    return stored
