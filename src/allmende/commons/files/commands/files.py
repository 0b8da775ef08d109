"""How files come, change and go."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import PUBLIC
from allmende.commons.files import storage
from allmende.commons.files.activities import FileAttached, FileDescribed, FileRemoved, FileStored
from allmende.commons.files.commands.keys import key_in_use
from allmende.commons.files.commands.renewing import renew_picture
from allmende.commons.files.commands.settling import settle_soon
from allmende.commons.files.commands.shares import require_room
from allmende.commons.files.cuts import Cut
from allmende.commons.files.documents import prepare_document
from allmende.commons.files.judging import POSTER
from allmende.commons.files.models import LONGEST_ALT, File, Recording, space_of
from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.commons.files.queries.pages import main_name
from allmende.commons.files.rules import may_attach, may_change, may_place
from allmende.commons.files.uploads import Upload
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, require
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
    return keep(actor, picture, thing=thing, alt=alt, open_to_all=open_to_all)


def store_document(actor: Actor, upload: Upload | Prepared, *, thing: Thing | None = None, alt: str = "") -> File:
    """Keep a file that is handed over as it is, or a recording to be played; raises Refused for kinds that are not stored."""
    require(may_attach(actor, thing))
    document = upload if isinstance(upload, Prepared) else prepare_document(upload)
    return keep(actor, document, thing=thing, alt=alt)


@transaction.atomic
def attach(actor: Actor, file: File, thing: Thing) -> File:
    """Let one's own file that stands nowhere yet belong to a thing, after its other files."""
    file = File.objects.select_for_update().get(pk=file.pk)
    require(may_place(actor, file, thing))
    file.thing, file.position = thing, _next_position(thing)
    file.save(update_fields=["thing", "position"])
    settle_soon(thing.pk)
    record(FileAttached(actor=actor.id, **where(thing), file=file.id))
    return file


@transaction.atomic
def describe(actor: Actor, file: File, alt: str) -> File:
    """Say what is in a picture or recording, for those who don't see it."""
    require(may_change(actor, file))
    file.alt = alt
    file.save(update_fields=["alt"])
    record(FileDescribed(actor=actor.id, **where(file.thing), file=file.id))
    return file


def recut(actor: Actor, file: File, cut: Cut) -> File:
    """Keep a part of a picture in its place: a new file, since addresses stay what they are. What is cut off is gone.

    Takes up to a second: not in a transaction. Raises Refused as `prepare_recut` does.
    """
    return put_in_place(actor, file, prepare_recut(actor, file, cut))


def prepare_recut(actor: Actor, file: File, cut: Cut) -> Prepared:
    """Return the part of a picture that is to stay, before any transaction. Raises Refused: 403, 422 no picture."""
    require(may_change(actor, file))
    if not file.is_picture:
        raise Refused(_("Only pictures can be cut."), 422)
    with storage.open_version(file, main_name(file.media_type, is_picture=True)) as content:
        return prepare_picture(ContentFile(content.read(), file.name), cut)


def put_in_place(actor: Actor, file: File, prepared: Prepared) -> File:
    """Let a prepared picture stand where another stood, with its words. Raises Refused: 403, 507."""
    require(may_change(actor, file))
    made = keep(actor, prepared, thing=file.thing, alt=file.alt, open_to_all=file.open_to_all)
    with transaction.atomic():
        File.objects.filter(id=made.id).update(position=file.position)
        remove(actor, file)
    return made


def open_to_all(file: File, is_open: bool) -> None:
    """Let everyone fetch a portrait or logo by its address, or only those whose page signs it; in its command's transaction."""
    File.objects.filter(pk=file.pk).update(open_to_all=is_open)
    file.open_to_all = is_open
    settle_soon()


@transaction.atomic
def remove(actor: Actor, file: File) -> None:
    """Take a file away; its bytes go once that is certain."""
    require(may_change(actor, file))
    file_id, stood = file.id, where(file.thing)
    file.delete()
    record(FileRemoved(actor=actor.id, **stood, file=file_id))
    transaction.on_commit(partial(storage.erase, file_id))


def keep(
    actor: Actor, prepared: Prepared, *, thing: Thing | None, alt: str = "", open_to_all: bool = False, file_id: UUID | None = None
) -> File:  # fmt: skip
    """Store what is prepared and write its row, for the other commands here; with a place of its own where the id is given."""
    space = space_of(thing)
    is_open = open_to_all or (thing is not None and thing.audience_id == PUBLIC)
    require_room(actor, space, prepared.wanted)  # before anything is written; what counts is the one below
    file = File(
        id=file_id or clock.new_id(),
        place=storage.new_place() if file_id else "",
        owner=actor,
        thing=thing,
        name=prepared.name,
        media_type=prepared.media_type,
        size=prepared.size,
        width=prepared.width,
        height=prepared.height,
        alt=clean_line(alt, LONGEST_ALT),
        open_to_all=open_to_all,
        key=None if is_open and not prepared.facts else key_in_use(space),
        space=space,
    )
    written = storage.write(file.id, prepared.contents, place=file.place, key=file.key)
    file.digests, file.stored, file.digest = written.digests, written.stored, written.digests[prepared.main]
    try:
        with transaction.atomic():
            require_room(actor, space, file.stored, takes_turns=True)
            file.position = _next_position(thing) if thing else 0
            file.save(force_insert=True)
            if facts := prepared.facts:
                Recording.objects.create(
                    file=file, duration=facts.duration, width=facts.width, height=facts.height, has_sound=facts.has_sound,
                    has_poster=POSTER in written.digests,
                )  # fmt: skip
            if file.is_picture:
                renew_picture.enqueue(str(file.id))
            record(FileStored(actor=actor.id, **where(thing), file=file.id, media_type=file.media_type))
    except BaseException:
        storage.erase_place(file.id, file.place)
        raise
    return file


def _next_position(thing: Thing) -> int:
    last = File.objects.filter(thing_id=thing.pk).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def where(thing: Thing | None) -> dict[str, Any]:
    """Return what activities say of where a file is."""
    if thing is None:
        return {}
    return {"thing": thing.pk, "space": thing.space_id, "audience": thing.audience_id}
