"""The demo community: people, spaces and calls that live, made through the same commands as people use.

Its face: `seed` fills an empty house, `personas` says as whom a visitor can sign in. Both need Django to be set up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allmende.surfaces.demo.faces import Persona


def seed(language: str = "de", progress: Callable[[int, int, str], None] | None = None) -> None:
    """Fill an empty house with the community of a language; `progress(done, total, what)` is told of each step.

    Raises Refused (409) when there is a community already; then nothing is changed.
    """
    from allmende.surfaces.demo.seeding import move_in  # slow import

    move_in(language, progress or (lambda done, total, what: None))


def personas() -> list[Persona]:
    """Return those as whom a visitor can sign in, each a pair of name and sentence that also knows handle and address."""
    from allmende.surfaces.demo.faces import personas as known  # slow import

    return known()
