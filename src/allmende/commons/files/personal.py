"""Pictures and documents that someone handed in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.files import storage
from allmende.commons.files.commands.resuming import drop_uploads
from allmende.commons.files.models import File, Upload
from allmende.commons.files.queries.pages import main_name
from allmende.commons.spaces.models import Space
from allmende.foundation.personal import Holding, Opened, hold
from allmende.identity.actors.models import Actor


def _theirs(actor: Actor) -> QuerySet[File]:
    """What they handed in, without the logos of spaces: those are the spaces' own."""
    return File.objects.filter(owner=actor).exclude(id__in=Space.objects.exclude(logo=None).values("logo"))


def _export(actor: Actor) -> dict[str, Any]:
    return {
        "files": list(
            File.objects.filter(owner=actor).values("id", "name", "alt", "media_type", "size", "thing", "created")
        ),
        "uploads": list(Upload.objects.filter(owner=actor).values("id", "name", "size", "expires")),
    }


def _files(actor: Actor) -> Iterable[tuple[str, Opened]]:
    for file in _theirs(actor).select_related("key").order_by("id"):
        main = main_name(file.media_type, is_picture=file.is_picture)
        yield f"{file.id}-{main}", partial(storage.open_version, file, main)


def _forget(actor: Actor) -> None:
    """Portraits and what stands nowhere go; what belongs to a thing stays with it."""
    _erase(_theirs(actor).filter(thing=None))
    drop_uploads(Upload.objects.filter(owner=actor))
    File.objects.filter(owner=actor, thing=None).update(name="logo")


def _anonymise(actor: Actor) -> None:
    _erase(_theirs(actor))
    drop_uploads(Upload.objects.filter(owner=actor))


def _erase(files: QuerySet[File]) -> None:
    ids = list(files.values_list("id", flat=True))
    File.objects.filter(id__in=ids).delete()
    for file in ids:
        transaction.on_commit(partial(storage.erase, file))


hold(
    Holding(
        "files", ("files.File", "files.Upload", "files.Part", "files.Recording", "files.Captions"), _export, _forget, anonymise=_anonymise, files=_files,
        title=_("Pictures and documents you handed in"), why=_("So that they can be seen where you put them; hidden data in pictures is taken out."),
        until=_("until you remove them; portraits go when you leave"),
    )
)  # fmt: skip
