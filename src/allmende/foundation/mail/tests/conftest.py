"""A node that takes answers by mail, and letters to write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

REPLIES = "reply+{token}@allmende.example"


@pytest.fixture
def letters(settings):
    """Templates as a room would have them."""
    house = settings.TEMPLATES[0]
    settings.TEMPLATES = [house | {"DIRS": [Path(__file__).parent / "templates", *house["DIRS"]]}]


@pytest.fixture
def answered(settings):
    """A node that answers can be sent to, behind a mail server whose findings it believes."""
    settings.CONFIG = replace(
        settings.CONFIG,
        mail_replies=REPLIES,
        mail_server="mx.allmende.example",
        mail_from="Allmende <post@allmende.example>",
    )
    settings.DEFAULT_FROM_EMAIL = "Allmende <post@allmende.example>"
