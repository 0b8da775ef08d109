"""What is looked for in the directory, as an address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from allmende.identity.actors.models import Kind

LONGEST = 120
HOURS = ("1", "5", "10", "20", "30")
KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.MANAGED)
VIEWS = ("cards", "list")
FILTERS = ("kind", "skill", "language", "hub", "hours", "offer", "seek")


@dataclass(frozen=True)
class Search:
    """What is looked for; every part may be empty."""

    text: str = ""
    kind: str = ""
    skill: str = ""
    language: str = ""
    hub: str = ""
    hours: str = ""
    offer: str = ""
    seek: str = ""
    name: str = ""  # words of a name, and of nothing else that is said of someone
    view: str = field(default="cards", compare=False)

    @property
    def query(self) -> str:
        """The search as the end of an address, without what is empty."""
        named = {"q": self.text, **{name: getattr(self, name) for name in FILTERS}}
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def is_empty(self) -> bool:
        """Whether everyone is found."""
        return self == Search()

    @property
    def filter_count(self) -> int:
        """How many filters are set."""
        return sum(bool(getattr(self, name)) for name in FILTERS)


def search_of(asked: Mapping[str, str]) -> Search:
    """Read a search from an address; what can't be is left out."""
    values = {name: " ".join(asked.get(name, "").replace("\0", "").split())[:LONGEST] for name in FILTERS}
    search = Search(text=" ".join(asked.get("q", "").replace("\0", "").split())[:LONGEST], **values)
    return replace(
        search,
        kind=search.kind if search.kind in KINDS else "",
        hours=search.hours if search.hours in HOURS else "",
        view=asked.get("view", "") if asked.get("view", "") in VIEWS else "cards",
    )
