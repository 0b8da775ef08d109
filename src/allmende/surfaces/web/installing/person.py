"""Whose pages a device keeps: a key that tells people apart and names nobody."""

from functools import lru_cache
from uuid import UUID

from django.utils.crypto import salted_hmac

from allmende.identity.actors.models import Reader


def person_key(reader: Reader) -> str:
    """Return the key of a reader on the devices of this node; empty for a guest."""
    return "" if reader.id is None else _key(reader.id)


@lru_cache(maxsize=4096)
def _key(person: UUID) -> str:
    return salted_hmac("device", str(person), algorithm="sha256").hexdigest()[:20]
