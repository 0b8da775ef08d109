"""A picture is judged by its content and made anew from its pixels."""

import io
import resource
import struct
import time
import zlib

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from allmende.commons.files.headers import gif_size
from allmende.commons.files.pictures import MOST_PIXELS, Prepared, prepare_picture, require_readable
from allmende.commons.files.testing import make_image, make_upload
from allmende.commons.files.uploads import LARGEST
from allmende.foundation.verdicts import Refused

pytestmark = pytest.mark.filterwarnings("ignore:Invalid APNG")

SECRETS = (
    b"Exif",
    b"EXIF",
    b"http://ns.adobe.com/xap",
    b"XMP ",
    b"ICCP",
    b"iCCP",
    b"GPS",
    b"tEXt",
    b"iTXt",
    b"<script",
)
BROKEN = {"broken.png", "decompression_bomb.gif", "decompression_bomb_extents.gif"}


def opened(prepared, name: str) -> Image.Image:
    return Image.open(io.BytesIO(prepared.contents[name]))


def refusal(content: bytes, name: str = "picture.png") -> Refused:
    with pytest.raises(Refused) as caught:
        prepare_picture(ContentFile(content, name))
    return caught.value


def prepared_or_refused(content: bytes, name: str = "picture") -> Prepared | Refused:
    try:
        return prepare_picture(ContentFile(content, name))
    except Refused as refused:
        return refused


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


SMALL_GIF = make_image(100, 100, form="GIF")


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width * 3 + 1) * 50)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_picture_comes_in_fixed_widths_never_larger_than_it_was():
    prepared = prepare_picture(make_upload(make_image(1000, 500)))

    assert (prepared.width, prepared.height) == (1000, 500)
    assert {name: opened(prepared, name).size for name in prepared.contents} == {
        "128.webp": (128, 64), "320.webp": (320, 160), "640.webp": (640, 320), "960.webp": (960, 480), "1280.webp": (1000, 500),
        "full.jpg": (1000, 500),
    }  # fmt: skip


def test_a_tiny_picture_keeps_its_size():
    prepared = prepare_picture(make_upload(make_image(10, 6)))

    assert {name: opened(prepared, name).size for name in prepared.contents} == {
        "128.webp": (10, 6),
        "320.webp": (10, 6),
        "full.jpg": (10, 6),
    }


@pytest.mark.parametrize("size", [(1, 9_000), (9_000, 1), (1, 1)])
def test_pictures_of_odd_shapes_are_pictures_too(size):
    prepared = prepare_picture(make_upload(make_image(*size)))

    assert (prepared.width, prepared.height) == size


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG", "AVIF"])
def test_a_picture_stands_upright(orientation, form):
    upright = Image.open(io.BytesIO(make_image(80, 40)))
    undo = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270}  # fmt: skip
    lying = upright.transpose(undo[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    target = io.BytesIO()
    lying.save(target, form, exif=exif)

    prepared = prepare_picture(make_upload(target.getvalue()))

    assert (prepared.width, prepared.height) == (80, 40)
    red, blue = (opened(prepared, "320.webp").convert("RGB").getpixel(at) for at in ((10, 20), (70, 20)))
    assert red[0] > 200 > 60 > red[2]
    assert blue[2] > 200 > 60 > blue[0]


def test_nothing_but_pixels_is_kept():
    text = PngInfo()
    text.add_text("Comment", "<script>alert(1)</script>")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = make_image(400, 300, pnginfo=text, exif=exif, icc_profile=profile)

    prepared = prepare_picture(make_upload(content + b"<script>alert(1)</script>"))

    assert all(secret in content + b"Exif GPS <script" for secret in (b"tEXt", b"iCCP", b"<script"))
    assert [(name, secret) for name, made in prepared.contents.items() for secret in SECRETS if secret in made] == []


def test_every_upload_of_others_is_either_made_anew_or_refused_in_words(shared):
    files = [path for path in sorted((shared / "data/images").iterdir()) if path.suffix not in {".md", ".pillow"}]
    kept = {}
    for path in files:
        began = time.thread_time()
        outcome = prepared_or_refused(path.read_bytes(), path.name)
        if isinstance(outcome, Prepared):
            kept[path.name] = outcome
        else:
            assert 400 <= outcome.status < 500
            assert str(outcome.reason)
        assert time.thread_time() - began < 2

    leaks = [(n, s) for n, p in kept.items() for made in p.contents.values() for s in SECRETS if s in made]
    assert leaks == []
    assert not BROKEN & set(kept)
    assert not [name for name in kept if name.startswith("timeout") or name.endswith(".ico")]
    assert len([name for name in kept if "orientation" in name]) == 14


@pytest.mark.parametrize(
    "content",
    [
        bomb(),
        bomb(1, 2**31 - 1),
        b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + b"\xfe\x3f\x00" * 2,
        b"RIFF" + struct.pack("<I", 18) + b"WEBPVP8L" + struct.pack("<I", 5) + b"\x2f\xff\xff\xff\x0f" + bytes(4),
        b"GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x00;",
        SMALL_GIF[:-1] + b"!\xf9\x04" + bytes(5) + b",\xff\xff\xff\xff\x64\x00\x64\x00\x00\x02\x00;",
        SMALL_GIF[:-1] + b",\x00\x00\x00\x00\xff\xff\xff\xff\x80" + bytes(6) + b"\x02\x00",
    ],
    ids=[
        "png",
        "png column",
        "webp",
        "webp lossless",
        "gif",
        "gif, a later frame far out",
        "gif, a later frame as large, cut off",
    ],
)
def test_a_bomb_is_refused_by_its_header(content):
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.thread_time()
    refused = refusal(content)

    assert refused.status == 413
    assert str(refused.reason) == "This picture has more than 40 million pixels. Make it smaller and try again."
    assert time.thread_time() - began < 0.2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


@given(st.binary(max_size=200), st.integers(0, 60))
def test_a_gif_s_size_is_found_whatever_follows_and_is_never_less_than_its_screen(tail, cut):
    width, height = gif_size(SMALL_GIF[: len(SMALL_GIF) - cut] + tail)

    assert width >= 100
    assert height >= 100


def test_the_largest_picture_allowed_is_taken():
    upload = make_upload(bomb(8_000, MOST_PIXELS // 8_000))

    require_readable(upload)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "Save it as PNG"),
        (b"<?xml version='1.0'?><!DOCTYPE svg><svg onload='alert(1)'/>", "Save it as PNG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "Save it as JPEG"),
        (b"MZ\x90\0 this is a program", "not a picture"),
        (b"<html><script>alert(1)</script>", "not a picture"),
        (b"", "empty"),
        (b"x" * (LARGEST + 1), "larger than"),
        (make_image()[:200], "damaged"),
        (make_image(form="JPEG")[:900], "damaged"),
        (make_image(form="WEBP")[:60], "damaged"),
        (b"GIF89a", "damaged"),
    ],
)
def test_what_is_no_picture_is_refused_in_words_that_help(content, words):
    assert words in str(refusal(content).reason)


def test_hostile_drawings_are_refused(shared):
    drawings = sorted((shared / "data/sanitiser/svg").glob("*.svg"))

    assert len(drawings) == 5
    assert all("Save it as PNG" in str(refusal(path.read_bytes(), "holiday.png").reason) for path in drawings)


@pytest.mark.parametrize(
    "tail",
    [b"/*<script>alert(1)</script>*/", b"%PDF-1.7 <</JS(app.alert(1))>>", b"PK\x03\x04", b"<?php system('x') ?>"],
)
@pytest.mark.parametrize("form", ["GIF", "PNG", "JPEG"])
def test_a_picture_that_is_something_else_as_well_is_only_a_picture_afterwards(form, tail):
    prepared = prepare_picture(ContentFile(make_image(form=form) + tail, "x.gif"))

    assert not [name for name, made in prepared.contents.items() if tail in made]


def test_an_animation_keeps_its_first_picture():
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue")]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])

    prepared = prepare_picture(make_upload(target.getvalue()))

    made = opened(prepared, "320.webp")
    assert getattr(made, "n_frames", 1) == 1
    assert made.convert("RGB").getpixel((5, 5))[0] > 200


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_mode_of_colour_becomes_a_picture_for_the_web(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    content = io.BytesIO()
    Image.new("RGBA" if mode == "P" else mode, (40, 40)).convert(mode).save(content, form)

    prepared = prepare_picture(make_upload(content.getvalue()))

    assert opened(prepared, "320.webp").mode in {"RGB", "RGBA"}


def test_transparency_is_kept_and_kept_only_where_there_is_any():
    clear = prepare_picture(make_upload(make_image(mode="RGBA", form="PNG")))
    content = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(content, "PNG")
    glass = prepare_picture(make_upload(content.getvalue()))

    assert clear.media_type == "image/jpeg"
    assert (glass.media_type, opened(glass, "full.png").getpixel((1, 1))[3]) == ("image/png", 0)


def test_colours_of_another_colour_space_are_translated():
    # A profile whose red and blue are swapped: applying it must swap them back.
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")
    plain = prepare_picture(make_upload(make_image(40, 20, icc_profile=srgb)))
    managed = prepare_picture(make_upload(make_image(40, 20, icc_profile=swapped)))

    assert opened(plain, "full.jpg").getpixel((5, 5))[0] > 200
    assert opened(managed, "full.jpg").getpixel((5, 5))[2] > 200


def test_a_broken_colour_profile_spoils_nothing():
    prepared = prepare_picture(make_upload(make_image(40, 20, icc_profile=b"no profile")))

    assert opened(prepared, "full.jpg").getpixel((5, 5))[0] > 200


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "AVIF"]), st.data())
def test_damage_anywhere_ends_in_a_picture_or_in_words(form, data):
    content = bytearray(make_image(24, 16, form))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))

    outcome = prepared_or_refused(bytes(content[:cut]))

    assert opened(outcome, "320.webp").size[0] <= 320 if isinstance(outcome, Prepared) else str(outcome.reason)
