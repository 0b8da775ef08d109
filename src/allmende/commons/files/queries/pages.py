"""Pictures and documents as pages show them: plain values, a statement for a whole list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from allmende.commons.audiences.models import PUBLIC
from allmende.commons.audiences.queries import reach_of
from allmende.commons.files.links import address, is_current
from allmende.commons.files.models import File
from allmende.commons.files.pictures import SMALL, WIDTHS, widths_of
from allmende.commons.files.uploads import DOCUMENTS
from allmende.commons.spaces.closed import in_unopened
from allmende.commons.spaces.models import Space
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Reader

type Row = dict[str, Any]

_FIELDS = (
    "id", "thing_id", "name", "media_type", "size", "width", "height", "alt", "open_to_all", "thing__audience_id",
)  # fmt: skip
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
    """One version of a file, as the media origin hands it over."""

    file: File
    name: str
    media_type: str
    download_as: str
    is_public: bool


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


def shown_with(thing: UUID) -> tuple[tuple[Picture, ...], tuple[Document, ...]]:
    """Return pictures and documents of a thing that the reader sees; one statement, and none while nothing happens."""
    rows = kept(("files", thing), lambda: list(_rows(File.objects.filter(thing=thing))))
    pictures = tuple(_picture(row) for row in rows if row["width"] is not None)
    return pictures, tuple(_document(row) for row in rows if row["width"] is None)


def shown_on(things: Iterable[UUID]) -> dict[UUID, tuple[tuple[Picture, ...], tuple[Document, ...]]]:
    """Return pictures and documents of many things that the reader sees; things without any are left out. One statement."""
    by_thing: dict[UUID, list[Row]] = {}
    for row in _rows(File.objects.filter(thing__in=list(things)).order_by("position")):
        by_thing.setdefault(row["thing_id"], []).append(row)
    return {
        thing: (
            tuple(_picture(row) for row in rows if row["width"] is not None),
            tuple(_document(row) for row in rows if row["width"] is None),
        )
        for thing, rows in by_thing.items()
    }


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
    file = File.objects.filter(id=file_id).annotate(is_closed=_IS_CLOSED).select_related("key", "thing").first()
    if file is None:
        return None
    is_public = file.is_public and (file.open_to_all or not file.is_closed)
    if not (is_public or is_current(file_id, until, by)):
        return None
    if name == main_name(file.media_type, is_picture=file.is_picture):
        return Version(file, name, file.media_type, "" if file.is_picture else file.name, is_public)
    if file.width is not None and name in {f"{size}.webp" for size in (SMALL, *dict(widths_of(file.width)))}:
        found = _best(file, name.removesuffix(".webp"), reads_avif)
        return Version(file, found, f"image/{found.rpartition('.')[2]}", "", is_public)
    return None


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
    signed = not _is_public(row)
    versions = [
        (address(row["id"], f"{nominal}.webp", signed=signed), width) for nominal, width in widths_of(row["width"])
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


def _document(row: Row) -> Document:
    return Document(row["id"], _main_address(row), row["name"], row["media_type"], row["size"])


def _is_public(row: Row) -> bool:
    return bool(row["open_to_all"] or (row["thing__audience_id"] == PUBLIC and not row["is_closed"]))


def _main_address(row: Row) -> str:
    return address(
        row["id"], main_name(row["media_type"], is_picture=row["width"] is not None), signed=not _is_public(row)
    )
