"""What a call asked and what was handed in, written out again: table, JSON, and a book to print."""

import json
import os
from pathlib import Path

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.rooms.calls.testing import make_call, make_contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(cast):
    with clock.frozen(NOON):
        made = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
        make_contribution(cast.ben, made, title="Ein Teich")
        make_contribution(cast.finn, made, title="#set page(fill: red) “Sonnensegel”")
        yield made


@pytest.fixture
def taken(cast):
    def fetched(key, call, form, who="ben", **columns):
        client = Client(SERVER_NAME="localhost")
        client.force_login(getattr(cast, who).account, backend="allauth.account.auth_backends.AuthenticationBackend")
        columns = columns.get("columns", ["number", "title", "text", "cost"])
        answer = client.post(f"/lists/{key}/exports/?call={call.slug}", {"form": form, "columns": columns})
        if answer.status_code == 302:
            run_due()
            answer = client.get(f"{answer.url}file/")
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    return fetched


def test_contributions_are_read_by_programs_as_they_were_written(taken, call):
    pond, sail = sorted(json.loads(taken("contributions", call, "json")), key=lambda each: each["number"])

    assert pond == {
        "number": 1,
        "title": "Ein Teich",
        "cost": "€5,000",
        "text": "Ein Teich: it cools the air, and the frogs will like it too.",
    }
    assert sail["title"] == "#set page(fill: red) “Sonnensegel”"


def test_the_brief_goes_along_section_by_section(taken, call):
    brief = json.loads(taken("brief", call, "json", columns=["heading", "text"]))

    assert brief == [
        {"heading": "A cooler schoolyard", "text": "Where is shade missing?"},
        {"heading": "What it is about", "text": "The yard is too hot in summer."},
    ]


def test_the_book_is_a_paper_of_all_that_the_reader_sees(taken, call):
    book = taken("contributions", call, "pdf")

    assert book.startswith(b"%PDF-")
    if folder := os.environ.get("KEEP_PAPERS"):
        (Path(folder) / "book.pdf").write_bytes(book)
