"""What every upload goes through first: its size, its content's true type, a name that is only a name."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused

type Upload = File[bytes]
"""What a form, an import or a maker hands over."""

LARGEST = 20_000_000
"""Bytes."""
LARGEST_RECORDING = 2_147_483_647
"""Bytes of a video or of sound: two gigabytes."""
LONGEST_NAME = 120

PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "image/avif": "avif"}
"""Picture types that are read, with the extension of each."""

DOCUMENTS = {
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/epub+zip": "epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "audio/webm": "weba",
    "audio/ogg": "ogg",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "text/plain": "txt",
    "text/csv": "csv",
    "text/markdown": "md",
    "text/calendar": "ics",
    "text/vcard": "vcf",
    "application/json": "json",
}
"""Other types that are stored, with the extension of each."""

_TEXTS = {extension: media_type for media_type, extension in DOCUMENTS.items() if media_type.startswith("text/")} | {
    "json": "application/json",
    "pb": "text/plain",
    "markdown": "text/markdown",
}
_OFFICE = {b"word/document.xml": "docx", b"xl/workbook.xml": "xlsx", b"ppt/presentation.xml": "pptx"}
_ZIPPED = re.compile(
    rb"mimetype(application/(?:vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation)|epub\+zip))"
)
_SVG = re.compile(rb"<svg[\s>]|<!DOCTYPE svg", re.IGNORECASE)
_ODD = re.compile(r'[/\\:*?"<>|]')


def read(upload: Upload) -> bytes:
    """Read an upload from its beginning; raises Refused when it is empty or larger than `LARGEST`."""
    too_large = _("This file is larger than %(limit)s. Make it smaller and try again.") % {
        "limit": filesizeformat(LARGEST)
    }
    if (upload.size or 0) > LARGEST:
        raise Refused(too_large, 413)
    upload.seek(0)
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(too_large, 413)
    if not content:
        raise Refused(_("This file is empty. Choose another one."), 422)
    return bytes(content)


def picture_type(content: bytes) -> str | None:
    """Return the media type of a picture that can be read, by its first bytes; None for all else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    return "image/avif" if _brand(content) in {b"avif", b"avis"} else None


def is_svg(content: bytes) -> bool:
    """Whether it is a drawing in SVG, plain or packed."""
    return bool(_SVG.search(content[:4096])) and not picture_type(content)


def is_heic(content: bytes) -> bool:
    """Whether it is a picture as some telephones take it, in a format we do not read."""
    return _brand(content) in {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


def recording_type(head: bytes) -> str | None:
    """Return how a video or sound is laid out (`boxes`, `elements`, `mp3`, `wav`), by its first 16 bytes; None for all else."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "elements"
    if _brand(head):
        return None if picture_type(head) or is_heic(head) else "boxes"
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE6 == 0xE2):
        return "mp3"
    return "wav" if head.startswith(b"RIFF") and head[8:12] == b"WAVE" else None


def document_type(content: bytes, name: str) -> str | None:
    """Return the media type of a file other than a picture or recording; None for what is not stored.

    The content decides. Only among kinds of plain text, which look the same, the name does.
    """
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _zip_type(content)
    if content.startswith(b"OggS"):
        return "audio/ogg"
    return _TEXTS.get(_extension(name), "text/plain") if _is_text(content) else None


def clean_name(name: str, media_type: str) -> str:
    """A file's name without folders, control characters and tricks, ending as its content says.

    Marks that reverse the writing direction are taken out: in a file's name they only serve to hide its ending.
    """
    line = clean_line(PurePosixPath(name.replace("\\", "/")).name)
    line = "".join(letter for letter in line if unicodedata.category(letter) != "Cf")
    line = _ODD.sub("_", line).strip(" .")
    ending = (PICTURES | DOCUMENTS)[media_type]
    stem, dot, given = line.rpartition(".")
    alike = {ending, "jpeg"} if ending == "jpg" else {ending}
    if not dot:
        stem = line
    elif given.lower() not in alike and not re.fullmatch(r"\w{1,5}", given):
        stem = line  # a full stop in a sentence, not an ending
    stem = stem[: LONGEST_NAME - len(ending) - 1].strip(" .") or "file"
    return f"{stem}.{ending}"


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.lstrip(".").lower()


def _brand(content: bytes) -> bytes:
    """The major brand of a file in ISO's base media format (ISO/IEC 14496-12, 4.3); empty for others."""
    return content[8:12] if content[4:8] == b"ftyp" else b""


def _zip_type(content: bytes) -> str | None:
    """What an archive holds, by the names in it, without unpacking anything."""
    if b"vbaProject.bin" in content:
        raise Refused(_("Documents with macros can't be stored. Save it without macros and try again."), 422)
    if found := _ZIPPED.match(content, 30):
        return found[1].decode()
    if b"[Content_Types].xml" in content:
        for part, extension in _OFFICE.items():
            if part in content:
                return next(kind for kind, ending in DOCUMENTS.items() if ending == extension)
    return "application/zip"


def _is_text(content: bytes) -> bool:
    """Whether people could read it. Not only UTF-8: older spreadsheets write one byte per letter."""
    return b"\x00" not in content and not any(
        byte < 32 and byte not in b"\t\n\x0b\x0c\r\x1b" for byte in content[:4096]
    )
