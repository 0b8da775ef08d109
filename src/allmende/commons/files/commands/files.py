"""How files come, change and go."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max

from allmende.commons.audiences.models import PUBLIC
from allmende.commons.files import storage
from allmende.commons.files.activities import FileAttached, FileDescribed, FileRemoved, FileStored
from allmende.commons.files.commands.keys import key_in_use
from allmende.commons.files.commands.renewing import renew_picture
from allmende.commons.files.commands.settling import settle_soon
from allmende.commons.files.commands.shares import require_room
from allmende.commons.files.documents import prepare_document
from allmende.commons.files.models import LONGEST_ALT, File, space_of
from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.commons.files.rules import may_attach, may_change, may_place
from allmende.commons.files.uploads import Upload
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor


def store_picture(
    actor: Actor, upload: Upload | Prepared, *, thing: Thing | None = None, alt: str = "", open_to_all: bool = False
) -> File:
    """Keep a picture, of a thing or for later; its bytes are safe before the row is written.

    A `PictureField` hands over prepared pictures; an upload as it came is prepared here, before the transaction begins.
    `open_to_all` is for portraits and logos. Raises Refused for what is no picture, too large or not allowed.
    """
    require(may_attach(actor, thing))
    picture = upload if isinstance(upload, Prepared) else prepare_picture(upload)
    return _keep(actor, picture, thing=thing, alt=alt, open_to_all=open_to_all)


def store_document(actor: Actor, upload: Upload | Prepared, *, thing: Thing | None = None) -> File:
    """Keep a file that is handed over as it is; raises Refused for kinds that are not stored."""
    require(may_attach(actor, thing))
    document = upload if isinstance(upload, Prepared) else prepare_document(upload)
    return _keep(actor, document, thing=thing)


@transaction.atomic
def attach(actor: Actor, file: File, thing: Thing) -> File:
    """Let one's own file that stands nowhere yet belong to a thing, after its other files."""
    file = File.objects.select_for_update().get(pk=file.pk)
    require(may_place(actor, file, thing))
    file.thing, file.position = thing, _next_position(thing)
    file.save(update_fields=["thing", "position"])
    settle_soon(thing.pk)
    record(FileAttached(actor=actor.id, **_where(thing), file=file.id))
    return file


@transaction.atomic
def describe(actor: Actor, file: File, alt: str) -> File:
    """Say what is in a picture, for those who don't see it."""
    require(may_change(actor, file))
    file.alt = alt
    file.save(update_fields=["alt"])
    record(FileDescribed(actor=actor.id, **_where(file.thing), file=file.id))
    return file


def open_to_all(file: File, is_open: bool) -> None:
    """Let everyone fetch a portrait or logo by its address, or only those whose page signs it; in its command's transaction."""
    File.objects.filter(pk=file.pk).update(open_to_all=is_open)
    file.open_to_all = is_open
    settle_soon()


@transaction.atomic
def remove(actor: Actor, file: File) -> None:
    """Take a file away; its bytes go once that is certain."""
    require(may_change(actor, file))
    file_id, where = file.id, _where(file.thing)
    file.delete()
    record(FileRemoved(actor=actor.id, **where, file=file_id))
    transaction.on_commit(partial(storage.erase, file_id))


def _keep(actor: Actor, prepared: Prepared, *, thing: Thing | None, alt: str = "", open_to_all: bool = False) -> File:
    space = space_of(thing)
    is_open = open_to_all or (thing is not None and thing.audience_id == PUBLIC)
    stored = sum(map(len, prepared.contents.values()))
    require_room(actor, space, stored)  # before anything is written; what counts is the one below
    file = File(
        id=clock.new_id(),
        owner=actor,
        thing=thing,
        name=prepared.name,
        media_type=prepared.media_type,
        size=prepared.size,
        width=prepared.width,
        height=prepared.height,
        alt=clean_line(alt, LONGEST_ALT),
        digest=prepared.digest,
        open_to_all=open_to_all,
        key=None if is_open else key_in_use(space),
        space=space,
        digests=storage.digests_of(prepared.contents),
        stored=stored,
    )
    storage.write(file.id, prepared.contents, key=file.key)
    try:
        with transaction.atomic():
            require_room(actor, space, stored, takes_turns=True)
            file.position = _next_position(thing) if thing else 0
            file.save(force_insert=True)
            if file.is_picture:
                renew_picture.enqueue(str(file.id))
            record(FileStored(actor=actor.id, **_where(thing), file=file.id, media_type=file.media_type))
    except BaseException:
        storage.erase(file.id)
        raise
    return file


def _next_position(thing: Thing) -> int:
    last = File.objects.filter(thing_id=thing.pk).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _where(thing: Thing | None) -> dict[str, Any]:
    if thing is None:
        return {}
    return {"thing": thing.pk, "space": thing.space_id, "audience": thing.audience_id}
