"""Those as whom visitors of the demo sign in: one for each way of seeing the house."""

from __future__ import annotations

from typing import NamedTuple

from allmende.commons.spaces.models import Space
from allmende.surfaces.demo.reading import LANGUAGES, story

ADDRESS = "{handle}@allmende.example"
"""The e-mail address of everyone in the demo: a domain that can't exist."""


class Persona(NamedTuple):
    """A name and a sentence; `address` is the account to sign in with, empty for the guest."""

    name: str
    who: str
    address: str
    handle: str


def personas(language: str = "") -> list[Persona]:
    """Return the personas of a language; of the community that lives here unless said."""
    language = language or _spoken()
    told = story(language)
    known = [
        Persona(told.person(handle).name, sentence, ADDRESS.format(handle=handle), handle)
        for handle, sentence in told.personas.items()
    ]
    return [Persona(*told.guest, "", ""), *known]


def _spoken() -> str:
    root = Space.objects.filter(root=None).order_by("id").values_list("language", flat=True).first()
    return root if root in LANGUAGES else "de"
