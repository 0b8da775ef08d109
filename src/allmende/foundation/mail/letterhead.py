"""Under whose name a mail goes out: a community writes as itself, from its own host name."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Letterhead:
    """A name, the address that links begin with (without a slash at its end), and the sender's mail address; empty: the node's."""

    name: str = ""
    url: str = ""
    address: str = ""

    @property
    def home(self) -> str:
        """Where links of the mail begin."""
        return self.url or str(settings.NODE_URL)


NODE = Letterhead()
