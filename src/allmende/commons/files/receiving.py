"""What a room's view calls when a form or htmx sends pictures: judged, stored and described in one step."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from allmende.commons.files import storage
from allmende.commons.files.commands import store_picture
from allmende.commons.files.forms import PicturesField
from allmende.commons.files.models import LONGEST_ALT, File
from allmende.commons.files.pictures import Prepared
from allmende.commons.things.models import Thing
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor


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
