"""Addresses of the house's pages, found out once: Django looks for each anew, which takes longer than the rest of a card."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse


@lru_cache(20_000)
def address_of(route: str, *args: object) -> str:
    """Return the address of a route with its parts, as `reverse` does. Raises NoReverseMatch where there is none."""
    return reverse(route, args=args)
