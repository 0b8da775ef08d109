"""How the keys of spaces come, change and go."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from allmende.commons.files.keyring import purpose_of, secret_of
from allmende.commons.files.models import NOWHERE, File, SpaceKey
from allmende.foundation import clock
from allmende.foundation.wrapping import newest_master, wrap

KEPT_FOR = timedelta(days=1)
"""How long a retired key stays though no file is under it: an upload that began with it may still be on its way."""


def key_in_use(space: UUID = NOWHERE) -> SpaceKey:
    """Return the key under which new files of a space are written, made on first use."""
    found = SpaceKey.objects.filter(space=space, retired=None).first()
    return found or SpaceKey.objects.get_or_create(space=space, retired=None, defaults=_fresh())[0]


def retire(spaces: list[UUID] | None = None) -> int:
    """Give up the keys of spaces, or of all; return how many. Their files are unsettled, the next one makes a new key."""
    keys = SpaceKey.objects.filter(retired=None)
    return (keys if spaces is None else keys.filter(space__in=spaces)).update(retired=clock.now())


def rewrap(key: SpaceKey) -> bool:
    """Wrap a key under the newest master key; say whether it was under another. No file is touched."""
    if key.master == newest_master():
        return False
    master, wrapped = wrap(secret_of(key), purpose_of(key.id))
    return bool(SpaceKey.objects.filter(id=key.id, master=key.master).update(master=master, wrapped=wrapped))


def rewrap_all(report: Callable[[int, int], object]) -> int:
    """Wrap all keys under the newest master key; return how many were under another. Started again it goes on."""
    keys = list(SpaceKey.objects.exclude(master=newest_master()).order_by("id"))
    for number, key in enumerate(keys, 1):
        rewrap(key)
        report(number, len(keys))
    return len(keys)


def drop_retired() -> int:
    """Delete retired keys that no file needs any more; none while a file is on its way from one to another."""
    if File.objects.unsettled().exists():
        return 0
    return SpaceKey.objects.filter(files=None, parts=None, retired__lt=clock.now() - KEPT_FOR).delete()[0]


def _fresh() -> dict[str, object]:
    key_id = clock.new_id()
    master, wrapped = wrap(os.urandom(32), purpose_of(key_id))
    return {"id": key_id, "master": master, "wrapped": wrapped}
