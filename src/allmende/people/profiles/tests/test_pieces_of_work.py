"""The portfolio: written, with pictures and files, or taken from what one made here; never further than that itself."""

from __future__ import annotations

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.files.models import File
from allmende.commons.files.testing import make_upload
from allmende.commons.spaces.commands import narrow
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Refused
from allmende.people.profiles.commands import change_piece, show_work
from allmende.people.profiles.models import Piece
from allmende.people.profiles.queries.people import portfolio_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(cast: Cast) -> Client:
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})
    client.force_login(cast.ben.account)
    return client


def test_a_piece_is_written_gets_a_picture_and_a_file_and_goes(ben: Client, cast: Cast) -> None:
    made = ben.post(
        "/people/ben-roth/portfolio/new/", {"title": "A chair", "text": "Of **ash**.", "link": "", "layer": 3}
    )
    ben.post(f"{made.url}files/", {"file": make_upload(name="chair.png"), "alt": "A chair"})
    ben.post(f"{made.url}files/", {"file": make_upload(b"name;wood\nchair;ash\n", "parts.csv")})

    page = ben.get(made.url).content.decode()
    assert "<strong>ash</strong>" in page
    assert "parts.csv" in page
    assert portfolio_of(cast.finn, cast.ben)[0].pictures[0].alt == "A chair"
    ben.post(f"{made.url}removal/")
    assert not Piece.objects.exists()
    assert not File.objects.exists()


def test_what_one_made_here_comes_in_with_one_press_and_once(ben: Client, cast: Cast) -> None:
    note = make_note(cast.team, cast.ben, Layer.COMMUNITY)
    url = f"/people/ben-roth/portfolio/of/{note.id}/"

    assert ben.post(url).url == ben.post(url).url
    piece = Piece.objects.select_related("audience").get()
    assert (piece.title, piece.source_id, piece.layer) == ("A pond", note.id, Layer.COMMUNITY)


def test_it_leads_around_no_gate(cast: Cast) -> None:
    note = make_note(cast.team, cast.ben, Layer.COMMUNITY)
    piece = show_work(cast.ben, cast.ben, cast.community, note)

    with pytest.raises(Refused, match="no further than there"):
        change_piece(cast.ben, cast.community, piece, title="A pond", layer=Layer.PUBLIC)


def test_what_is_taken_back_inside_is_gone_from_the_portfolio_too(cast: Cast) -> None:
    note = make_note(cast.team, cast.ben, Layer.COMMUNITY)
    show_work(cast.ben, cast.ben, cast.community, note)
    assert [piece.title for piece in portfolio_of(cast.finn, cast.ben)] == ["A pond"]

    narrow(cast.ben, Thing.objects.get(id=note.id), cast.team, Layer.TEAM)

    assert portfolio_of(cast.finn, cast.ben) == []
    assert [piece.title for piece in portfolio_of(cast.ada, cast.ben)] == ["A pond"]
