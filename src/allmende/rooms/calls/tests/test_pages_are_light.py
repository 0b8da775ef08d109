"""A call and a contribution with twenty comments stay below forty thousand bytes before compression, for members too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from allmende.commons.files.commands import store_picture
from allmende.commons.files.testing import make_upload
from allmende.commons.spaces.testing import Cast, make_member
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution

LIGHT = 41_000
"""Bytes; lasting addresses of a wheel add thirteen to each icon, so this is held with room to spare."""
WORDS = "We could plant the hedge along the path first, so that it gives shade by the summer after next. "


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de", "it"])
def test_a_call_and_a_contribution_with_twenty_comments_are_light(
    cast: Cast, signed_in: Callable[[Actor], Client], language: str
) -> None:
    with clock.frozen(NOON):
        uma = make_member(cast.team, make_person("Uma Reich", language=language))
        call = make_call(cast.ada, cast.team)
        pond = make_contribution(cast.ben, call)
        store_picture(cast.ben, make_upload(), thing=pond)
    for number in range(20):
        with clock.frozen(NOON + 0.5 * WEEK + timedelta(hours=number)):
            comment((cast.ada, cast.ben, cast.eli)[number % 3], pond, f"{number}. {WORDS}")
    with clock.frozen(NOON + 0.7 * WEEK):
        browser = signed_in(uma)
        pages = {
            name: browser.get(url).content
            for name, url in (
                ("call", f"/calls/{call.slug}/"),
                ("contribution", contribution_url(call.slug, pond.number, pond.title)),
            )
        }

    assert pages["contribution"].count(b'class="comment"') == 20
    assert {name: len(page) for name, page in pages.items() if len(page) > LIGHT} == {}
