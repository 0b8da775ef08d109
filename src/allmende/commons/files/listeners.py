"""How the bytes of files follow what happens to their thing."""

from __future__ import annotations

from allmende.commons.files.commands.settling import settle_soon
from allmende.commons.files.models import File
from allmende.commons.things.models import Thing


def move_files(thing: Thing) -> None:
    """Have a thing's files encrypted or opened after it has moved along the ladder or to the bin."""
    if File.objects.filter(thing=thing.pk).exists():
        settle_soon(thing.pk)
