"""Makers of uploads and files for tests."""

from __future__ import annotations

import io

from django.core.files.base import ContentFile
from PIL import Image

from allmende.commons.files.commands import store_picture
from allmende.commons.files.models import File
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Actor


def make_image(width: int = 800, height: int = 600, form: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    """A picture's bytes: red on its left half, blue on its right one."""
    image = Image.new(mode, (width, height), "blue")
    image.paste(Image.new(mode, (width // 2, height), "red"), (0, 0))
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def make_upload(content: bytes | None = None, name: str = "picture.png") -> ContentFile[bytes]:
    """An upload as a form hands it over."""
    return ContentFile(make_image() if content is None else content, name)


def make_picture(owner: Actor, thing: Thing | None = None, *, alt: str = "A meadow", **options: bool) -> File:
    """A stored picture."""
    return store_picture(owner, make_upload(), thing=thing, alt=alt, **options)
