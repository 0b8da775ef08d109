"""Files and people for these tests."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


def table(*lines: str) -> bytes:
    """A CSV file of these lines."""
    return "\n".join(lines).encode() + b"\n"


def workbook(*rows: list[object]) -> bytes:
    """An Excel file of these rows."""
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def eli(cast, signed_in):
    """Eli, who cares for the community, in his browser."""
    return signed_in(cast.eli)


@pytest.fixture
def choose(eli):
    """Hand a file to the wizard; return the address of its page."""

    def hand_in(content: bytes, name: str = "people.csv") -> str:
        return eli.post("/imports/people/", {"file": SimpleUploadedFile(name, content)}).url

    return hand_in


@pytest.fixture
def signed_in():
    """Make a browser in which someone has signed in."""

    def sign_in(actor):
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account)
        return client

    return sign_in
