"""Where methods, sessions and findings stand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse


def method_url(key: UUID) -> str:
    """The page of a method card."""
    return reverse("methods:method", args=[key])


def session_url(key: UUID) -> str:
    """The page of a session."""
    return reverse("methods:session", args=[key])


def finding_url(key: UUID) -> str:
    """The page of a finding."""
    return reverse("methods:finding", args=[key])


def method_urls(things: Sequence[UUID]) -> dict[UUID, str]:
    """The pages of many method cards."""
    return {key: method_url(key) for key in things}


def session_urls(things: Sequence[UUID]) -> dict[UUID, str]:
    """The pages of many sessions."""
    return {key: session_url(key) for key in things}


def finding_urls(things: Sequence[UUID]) -> dict[UUID, str]:
    """The pages of many findings."""
    return {key: finding_url(key) for key in things}
