"""Under whose name a mail goes out: a community writes as itself, from its own host name."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from allmende.foundation.ui.colour import Brand, Tokens, UnreadableColour, brand_tokens

HOUSE_BRAND = Brand(
    light=Tokens("#0a5c43", "#07432f", "#d9eee1", "#ffffff"), dark=Tokens("#6cdbac", "#93ebc8", "#12382a", "#05231a")
)
"""The brand of static/allmende/css/tokens.css."""


@dataclass(frozen=True)
class Letterhead:
    """A name, the address that links begin with (without a slash at its end), and the sender's mail address; empty: the node's.

    `colour` is the brand (#rrggbb; empty: the house's), `list_id` what the mails of a space are sorted by (RFC 2919).
    """

    name: str = ""
    url: str = ""
    address: str = ""
    colour: str = ""
    list_id: str = ""

    @property
    def home(self) -> str:
        """Where links of the mail begin."""
        return self.url or str(settings.NODE_URL)

    @property
    def brand(self) -> Brand:
        """The colours of its mails, by light and by night; the house's own where the brand can't be read on."""
        try:
            return brand_tokens(self.colour) if self.colour else HOUSE_BRAND
        except UnreadableColour:
            return HOUSE_BRAND


NODE = Letterhead()
