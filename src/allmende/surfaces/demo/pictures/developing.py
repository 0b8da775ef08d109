"""Painting and preparing many pictures beside the story: two at a time, asked for early, collected when they are due."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from django.core.files.base import ContentFile

from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.surfaces.demo.pictures.portraits import Face, portrait
from allmende.surfaces.demo.pictures.scenes import paint
from allmende.surfaces.demo.pictures.sign import sign

LARGE, USUAL, SMALL = 1280, 960, 320
"""Widths in pixels: covers, pictures of contributions, portraits."""


class Darkroom:
    """Develops pictures in threads of its own (Pillow works outside Python's lock); leave it to stop them.

    `share` makes all of them smaller: tests have no eyes.
    """

    def __init__(self, share: float = 1.0) -> None:
        self._share = share
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="darkroom")
        self._asked: dict[str, Future[Prepared]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def scene(self, key: str, motif: str, light: str, width: int = USUAL) -> None:
        """Ask for a scene, to be collected by `key`; the key is also its seed."""
        self._ask(key, lambda: paint(motif, key, light=light, width=round(width * self._share)))

    def face(self, key: str, face: Face) -> None:
        """Ask for a portrait."""
        self._ask(key, lambda: portrait(key, face, round(SMALL * self._share)))

    def sign(self, key: str, colour: str, shape: str) -> None:
        """Ask for a logo."""
        self._ask(key, lambda: sign(colour, shape))

    def collect(self, key: str) -> Prepared:
        """Return a picture, ready to be stored; waits until it is. Raises KeyError for one that nobody asked for."""
        return self._asked.pop(key).result()

    def _ask(self, key: str, make: Callable[[], bytes]) -> None:
        self._asked[key] = self._pool.submit(lambda: prepare_picture(ContentFile(make(), name=f"{key}.png")))
