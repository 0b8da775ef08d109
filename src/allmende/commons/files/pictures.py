"""Pictures made anew from their pixels: upright, in sRGB, without metadata, in fixed sizes. Nothing else is kept."""

import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms

from allmende.commons.files.cuts import Cut
from allmende.commons.files.headers import gif_size, webp_size
from allmende.commons.files.recordings.facts import Facts
from allmende.commons.files.uploads import Upload, clean_name, is_heic, is_svg, picture_type, read
from allmende.foundation.verdicts import Refused

WIDTHS = (320, 640, 960, 1280, 1920)
"""Widths in pixels in which a picture is offered; the first always exists, the others up to the picture's own width."""
SMALL = 128
"""The width for portraits and logos beside a name (40 px, drawn up to three times as fine), made of every picture too."""
MADE = 1
"""Which versions there are of a picture: 0 from before AVIF and `SMALL`. Grows when others are to be made of all pictures."""
FULL = 2560
"""The longest side in pixels of the largest version, for looking closely."""
AVIF_QUALITY = 55
"""As close to the original as our WebP (PSNR), a quarter smaller."""
MOST_PIXELS = 40_000_000
LARGEST_PROFILE = 1_000_000
DECLARED = {"WEBP": webp_size, "GIF": gif_size}
"""Of what is measured before it is opened: WebP's decoder makes room for all pixels to read a header, GIF's frames may outgrow it."""

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP", "image/avif": "AVIF"}
_ORIENTATION = 0x0112
# EXIF 2.32, 4.6.4 A: what undoes each orientation.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What decoders raise on damaged input; each was seen with real or generated files.
_DAMAGE = (
    OSError, SyntaxError, ValueError, LookupError, ArithmeticError, EOFError, TypeError, AttributeError, RuntimeError,
    struct.error, zlib.error,
)  # fmt: skip
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


type Source = bytes | Callable[[], BinaryIO]
"""What is to be stored: its bytes, or for what is too large to be held what opens it, once more each time."""


@dataclass(frozen=True)
class Prepared:
    """A file ready to be stored: its versions by name. `width` and `height` are those of the upright original of a picture,
    `facts` those of a recording."""

    name: str
    media_type: str
    contents: Mapping[str, Source]
    main: str
    width: int | None = None
    height: int | None = None
    facts: Facts | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the main version, in hex."""
        whole, digest = opened(self.contents[self.main]), hashlib.sha256()
        while piece := whole.read(65_536):
            digest.update(piece)
        return digest.hexdigest()

    @property
    def size(self) -> int:
        """Bytes of the main version."""
        main = self.contents[self.main]
        return self.facts.size if self.facts else len(main) if isinstance(main, bytes) else 0

    @property
    def wanted(self) -> int:
        """Bytes of all versions."""
        return self.size + sum(
            len(source) for name, source in self.contents.items() if name != self.main and isinstance(source, bytes)
        )


def opened(source: Source) -> BinaryIO:
    """Open what is to be stored."""
    return io.BytesIO(source) if isinstance(source, bytes) else source()


def prepare_picture(upload: Upload, cut: Cut | None = None) -> Prepared:
    """Turn an upload, or what a cut leaves of it, into the versions of a picture; raises Refused in words that say what to do.

    Takes about half a second for a photograph, so do it before a transaction begins. Animations keep their first frame.
    """
    content = read(upload)
    with _words_for_damage():
        image = _opened(content)
        width, height = image.size
        turned = _orientation(image) > 4
        pixels = _pixels(image)
    if turned:
        width, height = height, width
    if cut is not None:
        pixels = pixels.crop(_box(cut, pixels.size))
        width, height = pixels.size
    contents = {
        f"{nominal}.webp": _webp(version) for nominal, version in _versions(pixels, width)
    }  # AVIF: renewed_picture
    main = "full.png" if pixels.mode == "RGBA" else "full.jpg"
    contents[main] = _encoded(pixels, "PNG", compress_level=6) if pixels.mode == "RGBA" else _jpeg(pixels)
    kept = "image/png" if pixels.mode == "RGBA" else "image/jpeg"
    return Prepared(clean_name(upload.name or "", kept), kept, contents, main, width, height)


def renewed_picture(contents: Mapping[str, bytes], main: str, width: int) -> dict[str, bytes]:
    """Return all versions of a picture that was prepared, those included that take longer or are new: AVIF, where it is smaller.

    Takes some seconds of processor time for a photograph: for a task. Raises Refused for what can't be read any more.
    """
    with _words_for_damage():
        pixels = Image.open(io.BytesIO(contents[main]), formats=["PNG" if main.endswith("png") else "JPEG"])
        pixels.load()
        made = dict(contents)
        for nominal, version in _versions(pixels, width):
            webp, avif = contents.get(f"{nominal}.webp") or _webp(version), _avif(version)
            made[f"{nominal}.webp"] = webp
            if len(avif) < len(webp):
                made[f"{nominal}.avif"] = avif
    return made


def _box(cut: Cut, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Turn a cut into whole pixels within the picture, at least one each way."""
    left, top = (min(int(part * side), side - 1) for part, side in zip(cut[:2], size, strict=True))
    width, height = (max(1, round(part * side)) for part, side in zip(cut[2:], size, strict=True))
    return left, top, min(left + width, size[0]), min(top + height, size[1])


def require_readable(upload: Upload) -> None:
    """Raise Refused when an upload can't be a picture, from its first bytes alone."""
    with _words_for_damage():
        _opened(read(upload))


def widths_of(width: int) -> list[tuple[int, int]]:
    """Return the versions of a picture that wide: (name of the size, true width)."""
    offered = [nominal for before, nominal in zip((0, *WIDTHS), WIDTHS, strict=False) if width > before]
    return [(nominal, min(nominal, width)) for nominal in offered]


@contextmanager
def _words_for_damage() -> Iterator[None]:
    """Say what to do about a picture that a decoder stumbles over."""
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except _DAMAGE as error:
        raise Refused(_("This picture is damaged or incomplete. Open it, save it anew and try again."), 422) from error


def _too_many_pixels() -> Refused:
    limit = MOST_PIXELS // 1_000_000
    return Refused(
        _("This picture has more than %(limit)s million pixels. Make it smaller and try again.") % {"limit": limit}, 413
    )


def _format(content: bytes) -> str:
    """The decoder to use, by the content's first bytes; raises Refused for what is no picture."""
    media_type = picture_type(content)
    if media_type is not None:
        return _FORMATS[media_type]
    if is_svg(content):
        raise Refused(_("Drawings in SVG can't be shown safely. Save it as PNG and try again."), 422)
    if is_heic(content):
        raise Refused(_("Pictures in HEIC can't be read here. Save it as JPEG and try again."), 422)
    raise Refused(_("This file is not a picture. Choose a JPEG, PNG, WebP, GIF or AVIF file."), 422)


def _opened(content: bytes) -> Image.Image:
    """Read the header, with the one decoder that the first bytes name, and refuse what is too large to decode."""
    form = _format(content)
    if form in DECLARED:
        _require_size(DECLARED[form](content))
    image = Image.open(io.BytesIO(content), formats=[form])
    _require_size(image.size)
    return image


def _require_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_many_pixels()


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _DAMAGE:  # unreadable metadata is no reason to refuse a readable picture
        return 1


def _pixels(image: Image.Image) -> Image.Image:
    """Decode to RGB or RGBA: at most `FULL` on a side, upright, in sRGB, and nothing but pixels."""
    orientation, profile = _orientation(image), image.info.get("icc_profile")
    ratio = min(1.0, FULL / max(image.size))
    size = (max(1, round(image.width * ratio)), max(1, round(image.height * ratio)))
    image.draft(None, size)  # JPEG decodes straight to half or a quarter
    image.load()
    image = _resized(_in_plain_mode(image), size)
    image = _in_srgb(image, profile)
    if image.mode == "RGBA" and image.getchannel("A").getextrema()[0] == 255:
        image = image.convert("RGB")
    if orientation in _UPRIGHT:
        image = image.transpose(_UPRIGHT[orientation])
    image.info = {}
    return image


def _in_plain_mode(image: Image.Image) -> Image.Image:
    """A mode that can be scaled and colour-managed: L, RGB, RGBA or CMYK."""
    if image.mode == "RGBA":
        return image  # not copied: forty million pixels take 160 MB
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    if image.mode.startswith("I") or image.mode == "F":  # sixteen bits of grey
        return image.convert("F").point(lambda value: value / 257).convert("L")
    return image.convert("RGB")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Apply the picture's colour profile; a missing or broken one is taken for sRGB."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if isinstance(profile, bytes) and 0 < len(profile) <= LARGEST_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            managed = ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, *_DAMAGE):
            return image.convert(mode)
        return managed or image.convert(mode)
    return image.convert(mode)


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _versions(pixels: Image.Image, width: int) -> list[tuple[int, Image.Image]]:
    """The picture in each offered width, each made from the next larger one."""
    made: list[tuple[int, Image.Image]] = []
    for nominal, offered in reversed([(SMALL, min(SMALL, width)), *widths_of(width)]):
        # A very tall picture was scaled down to `FULL` already and may be narrower than it came.
        narrow = min(offered, pixels.width)
        pixels = _resized(pixels, (narrow, max(1, round(pixels.height * narrow / pixels.width))))
        made.append((nominal, pixels))
    return made


def _webp(image: Image.Image) -> bytes:
    return _encoded(image, "WEBP", quality=80, method=2)


def _avif(image: Image.Image) -> bytes:
    return _encoded(image, "AVIF", quality=AVIF_QUALITY, speed=6, max_threads=1)


def _jpeg(image: Image.Image) -> bytes:
    return _encoded(image, "JPEG", quality=85, progressive=True, optimize=True)


def _encoded(image: Image.Image, form: str, **options: int) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()
