"""Browsers of those who work in the office."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from allmende.identity.accounts.commands import open_account
from allmende.surfaces.backoffice.tests.office import PASSWORD, browser_of


@pytest.fixture
def olga(db: None) -> Client:
    """Olga, who runs this node, in her browser."""
    return browser_of(open_account("olga@example.org", "Olga", PASSWORD, operator=True, language="en"))


@pytest.fixture
def eli(cast: Any) -> Client:
    """Eli, the community's curator, in his browser."""
    return browser_of(cast.eli)
