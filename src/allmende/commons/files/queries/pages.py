"""Pictures and documents as pages show them: plain values, a statement for a whole list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from allmende.commons.audiences.models import PUBLIC, Kind
from allmende.commons.audiences.queries import reach_of
from allmende.commons.files.judging import POSTER
from allmende.commons.files.links import address, is_current
from allmende.commons.files.models import Captions, File
from allmende.commons.files.pictures import SMALL, WIDTHS, widths_of
from allmende.commons.files.queries.recordings import Shot, captions_name, hours_of
from allmende.commons.files.uploads import DOCUMENTS
from allmende.commons.spaces.closed import in_unopened
from allmende.commons.spaces.models import Space
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Reader

type Row = dict[str, Any]

_FIELDS = (
    "id", "thing_id", "name", "media_type", "size", "width", "height", "alt", "open_to_all", "thing__audience_id",
    "thing__audience__kind",
    "recording__file", "recording__duration", "recording__width", "recording__height", "recording__has_sound",
    "recording__has_poster", "recording__transcript",
)  # fmt: skip
OUT_OF_SIGHT = (Kind.DRAFT, Kind.SEALED, Kind.BIN, Kind.HIDDEN)
"""Where an address from before holds no longer."""
_IS_CLOSED = Exists(Space.objects.filter(in_unopened(), Q(pk=OuterRef("thing_id")) | Q(pk=OuterRef("thing__space_id"))))
"""Whether a file stands in a community that has not opened yet: then it is nobody's but theirs, whatever its thing's audience."""


@dataclass(frozen=True)
class Picture:
    """A picture on a page: where its versions are, how large it is, its words for those who don't see it."""

    id: UUID
    src: str
    srcset: str
    full: str
    width: int
    height: int
    alt: str
    name: str = ""

    @property
    def small(self) -> str:
        """Where it is in the narrowest width."""
        return self.srcset.partition(" ")[0]


@dataclass(frozen=True)
class Document:
    """A document in a list: its name, its size in bytes, where it is handed over."""

    id: UUID
    url: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Version:
    """One version of a file, as the media origin hands it over. Captions come with their `text`."""

    file: File
    name: str
    media_type: str
    download_as: str
    is_public: bool
    text: str = ""


class Shown(NamedTuple):
    """What stands beside a thing."""

    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()
    recordings: tuple[Shot, ...] = ()


def pictures_of(things: Iterable[UUID]) -> dict[UUID, list[Picture]]:
    """Return the pictures of things that the reader sees, in their order; things without any are left out."""
    found: dict[UUID, list[Picture]] = {}
    for row in _rows(File.objects.filter(thing__in=list(things)).pictures()):
        found.setdefault(row["thing_id"], []).append(_picture(row))
    return found


def covers_of(things: Iterable[UUID]) -> dict[UUID, Picture]:
    """Return the first picture of each thing that has one."""
    return {thing: pictures[0] for thing, pictures in pictures_of(things).items()}


def documents_of(thing: UUID) -> list[Document]:
    """Return the documents of a thing that the reader sees."""
    return [_document(row) for row in _rows(File.objects.filter(thing=thing).documents())]


def visible_pictures(reader: Reader, ids: Iterable[UUID]) -> dict[UUID, Picture]:
    """Return those of the pictures named that the reader may see, wherever they stand; no statement where none is named.

    The same rows serve every reader, whose right is asked each time.
    """
    if not (wanted := tuple(ids)):
        return {}
    if reader.shut_out:
        rows = list(_rows(File.objects.visible_to(reader).filter(id__in=wanted).pictures()))
    else:
        rows = kept(("pictures", wanted), lambda: list(_rows(File.objects.filter(id__in=wanted).pictures())))
        rows = [row for row in rows if _is_public(row) or row["thing__audience_id"] in reach_of(reader)]
    return {row["id"]: _picture(row) for row in rows}


def visible_picture(reader: Reader, file_id: UUID | None) -> Picture | None:
    """Return one picture that the reader may see."""
    return visible_pictures(reader, [file_id]).get(file_id) if file_id else None


def shown_with(thing: UUID) -> Shown:
    """Return what stands beside a thing that the reader sees; one statement (two with recordings), and none while nothing happens."""
    return kept(("files", thing), lambda: _read([thing])).shown(thing)


def shown_on(things: Iterable[UUID]) -> dict[UUID, Shown]:
    """Return what stands beside many things that the reader sees; things without any are left out. Statements as above."""
    wanted = tuple(things)
    read = kept(("files on", wanted), lambda: _read(list(wanted)))
    return {thing: read.shown(thing) for thing in read.rows}


@dataclass(frozen=True)
class _Read:
    """Rows of files by their things, and the captions of recordings among them; kept, so without addresses."""

    rows: dict[UUID, list[Row]]
    captions: dict[UUID, list[Row]]

    def shown(self, thing: UUID) -> Shown:
        rows = self.rows.get(thing, [])
        return Shown(
            tuple(_picture(row) for row in rows if row["width"] is not None),
            tuple(_document(row) for row in rows if row["width"] is None and not row["recording__file"]),
            tuple(_recording(row, self.captions.get(row["id"], [])) for row in rows if row["recording__file"]),
        )


def _read(things: list[UUID]) -> _Read:
    rows: dict[UUID, list[Row]] = {}
    captions: dict[UUID, list[Row]] = {}
    for row in _rows(File.objects.filter(thing__in=things).order_by("position", "id")):
        rows.setdefault(row["thing_id"], []).append(row)
    recordings = [row["id"] for some in rows.values() for row in some if row["recording__file"]]
    if recordings:
        for row in Captions.objects.filter(recording__in=recordings).values("recording_id", "language", "digest"):
            captions.setdefault(row["recording_id"], []).append(row)
    return _Read(rows, captions)


def picture_source(file: File) -> Picture:
    """Return a file's picture for a page whose reader may see it."""
    return _picture(_rows(File.objects.filter(id=file.id)).get())


def portrait_url(file_id: UUID | None, *, signed: bool = False) -> str:
    """Return the address of a portrait or logo as it stands beside a name, without asking the database; or nothing."""
    return address(file_id, f"{SMALL}.webp", signed=signed) if file_id else ""


def large(url: str) -> str:
    """Return where the same portrait or logo is for a place where it stands large."""
    return url.replace(f"/{SMALL}.webp", f"/{WIDTHS[0]}.webp")


def readable_version(file_id: UUID, name: str, until: str, by: str, *, reads_avif: bool = False) -> Version | None:
    """Return a version for whoever asks the media origin: public, or with a signature that holds; None otherwise.

    Of a size that is asked for as WebP whoever reads AVIF gets that, once it is made.
    """
    file = (
        File.objects.filter(id=file_id).annotate(is_closed=_IS_CLOSED).select_related("key", "thing__audience").first()
    )
    if file is None:
        return None
    is_public = file.is_public and (file.open_to_all or not file.is_closed)
    if not (is_public or is_current(file_id, until, by, _among(file))):
        return None
    if name == POSTER and name in file.digests:
        return Version(file, name, "image/webp", "", is_public)
    if name.endswith(".vtt"):
        return _captions(file, name, is_public)
    if name == main_name(file.media_type, is_picture=file.is_picture):
        return Version(file, name, file.media_type, "" if file.is_picture else file.name, is_public)
    if file.width is not None and name in {f"{size}.webp" for size in (SMALL, *dict(widths_of(file.width)))}:
        found = _best(file, name.removesuffix(".webp"), reads_avif)
        return Version(file, found, f"image/{found.rpartition('.')[2]}", "", is_public)
    return None


def _captions(file: File, name: str, is_public: bool) -> Version | None:
    rows = Captions.objects.filter(recording=file.id)
    found = next((row for row in rows if name == captions_name(row.language, row.digest)), None)
    return Version(file, name, "text/vtt", "", is_public, found.text) if found else None


def _best(file: File, size: str, reads_avif: bool) -> str:
    """The version to hand over: AVIF where it is read, else WebP; a picture from before `SMALL` in the next size."""
    if reads_avif and f"{size}.avif" in file.digests:
        return f"{size}.avif"
    is_missing = size == str(SMALL) and f"{size}.webp" not in file.digests
    return f"{WIDTHS[0]}.webp" if is_missing else f"{size}.webp"


def main_name(media_type: str, *, is_picture: bool) -> str:
    """Return the name of a file's largest version."""
    if not is_picture:
        return f"file.{DOCUMENTS[media_type]}"
    return "full.png" if media_type == "image/png" else "full.jpg"


def _rows(files: QuerySet[File]) -> QuerySet[File, Row]:
    rows: QuerySet[File, Row] = files.annotate(is_closed=_IS_CLOSED).values(*_FIELDS, "is_closed")
    return rows


def _picture(row: Row) -> Picture:
    signed, among = not _is_public(row), _hidden_in(row)
    versions = [
        (address(row["id"], f"{nominal}.webp", signed=signed, among=among), width)
        for nominal, width in widths_of(row["width"])
    ]
    return Picture(
        id=row["id"],
        src=versions[min(1, len(versions) - 1)][0],
        srcset=", ".join(f"{url} {width}w" for url, width in versions),
        full=_main_address(row),
        width=row["width"],
        height=row["height"],
        alt=row["alt"],
        name=row["name"],
    )


def _recording(row: Row, captions: Iterable[Row]) -> Shot:
    how: dict[str, Any] = {"signed": not _is_public(row), "among": _hidden_in(row)}
    hours = hours_of(row["recording__duration"])
    return Shot(
        id=row["id"],
        src=address(row["id"], main_name(row["media_type"], is_picture=False), hours=hours, **how),
        poster=address(row["id"], POSTER, **how) if row["recording__has_poster"] else "",
        width=row["recording__width"], height=row["recording__height"], duration=row["recording__duration"],
        has_sound=row["recording__has_sound"], alt=row["alt"], name=row["name"], media_type=row["media_type"], size=row["size"],
        transcript=row["recording__transcript"],
        captions=tuple(
            (each["language"], address(row["id"], captions_name(each["language"], each["digest"]), hours=hours, **how))
            for each in captions
        ),
    )  # fmt: skip


def _document(row: Row) -> Document:
    return Document(row["id"], _main_address(row), row["name"], row["media_type"], row["size"])


def _is_public(row: Row) -> bool:
    return bool(row["open_to_all"] or (row["thing__audience_id"] == PUBLIC and not row["is_closed"]))


def _hidden_in(row: Row) -> int:
    """The audience of what is out of sight, 0 of all else."""
    return row["thing__audience_id"] if row["thing__audience__kind"] in OUT_OF_SIGHT else 0


def _among(file: File) -> int:
    return file.thing.audience_id if file.thing and file.thing.audience.kind in OUT_OF_SIGHT else 0


def _main_address(row: Row) -> str:
    return address(
        row["id"],
        main_name(row["media_type"], is_picture=row["width"] is not None),
        signed=not _is_public(row),
        among=_hidden_in(row),
    )
