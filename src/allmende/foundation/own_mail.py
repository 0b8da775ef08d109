"""A mail that a room writes itself, where the one by which people are told of anything would not do it justice."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class OwnMail:
    """Its template, what the template needs, and the address that answers go to (empty: nowhere)."""

    template: str
    values: dict[str, Any]
    reply_to: str = ""
