"""Help in the page: what a page is for and what one does there. Each app offers the texts of its own pages, keyed by route."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import Resolver404, resolve

from allmende.foundation.verdicts import Text


@dataclass(frozen=True)
class Guide:
    """What pages are for, in two or three sentences, and the two or three things that one does there.

    `pages` are names of routes; `calls:*` stands for every page of `calls` that has no guide of its own. `duty` is the key of
    who answers questions asked there; empty: as for the rest of the app's pages.
    """

    pages: tuple[str, ...]
    about: Text
    steps: tuple[Text, ...] = ()
    duty: str = ""


_guides: dict[str, Guide] = {}


def offer_guides(*guides: Guide) -> None:
    """Make the guides of an app's pages known (called when it is ready)."""
    _guides.update({page: guide for guide in guides for page in guide.pages})


def guides() -> dict[str, Guide]:
    """Return every guide by the page that it is offered for."""
    return dict(_guides)


def route_at(path: str) -> str:
    """Return the name of the route behind an address of this node; empty where there is none."""
    try:
        return resolve(path).view_name if path.startswith("/") else ""
    except Resolver404:
        return ""


def path_in(address: str) -> str:
    """Return the path of an address, without what stands behind it; empty for what is no address."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


SECRETS = ("token", "key", "signature")
"""What routes call the part of an address that only the reader of a mail knows; an id is none."""


def is_for_one_alone(path: str) -> bool:
    """Tell whether an address opens something to whoever has it, as links in mails do: nobody else should read it."""
    given = resolve(path).kwargs
    return any(name in given and not isinstance(given[name], UUID | int) for name in SECRETS)


def guide_for(route: str) -> Guide | None:
    """Return the guide of a page: its own, else its app's."""
    return _guides.get(route) or _guides.get(_app(route))


def duty_for(route: str) -> str:
    """Return the key of who answers questions asked on a page; empty where no guide says so."""
    found = (_guides.get(route), _guides.get(_app(route)))
    return next((guide.duty for guide in found if guide and guide.duty), "")


def _app(route: str) -> str:
    return f"{route.partition(':')[0]}:*"
