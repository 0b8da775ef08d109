"""A table of ideas comes into a call: read first, good lines in, the others back with what to mend; and it can be undone."""

from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.incoming import waiting_file
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands.ideas import let_go_of_old_tables
from allmende.rooms.calls.models import Call, Contribution, IdeaImport, ImportedIdea, ImportState
from allmende.rooms.calls.testing import make_call

pytestmark = pytest.mark.django_db

TABLE = """Nr;Titel;Beschreibung;Kosten;Von
1;Ein Teich im Hof;Er kühlt die Luft, und die Frösche freuen sich.;"1.200,50 €";Maria Rossi
2;Sonnensegel;;900;
3;X;zu kurz;100;
4;Ein Brunnen;Trinkwasser für alle;sehr viel;
1;Noch ein Teich;dieselbe Nummer;500;
5;=HYPERLINK;ein Titel wie eine Formel;300;
"""


@pytest.fixture
def call(cast):
    with clock.frozen(NOON):
        yield make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, language="de")


@pytest.fixture
def ada(cast):
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ada.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def bring(ada, call):
    """Choose a table, have it read, and bring in what is good; return its page."""

    def brought(content=TABLE, name="ideen.csv", *, confirmed=True):
        content = content.encode() if isinstance(content, str) else content
        url = ada.post(f"/calls/{call.slug}/ideas/", {"file": SimpleUploadedFile(name, content)}).url
        run_due()
        if confirmed:
            assert ada.post(f"{url}confirmation/").status_code == 302
            run_due()
        return url

    return brought


def titles(call):
    return list(Contribution.objects.filter(call=call).order_by("number").values_list("title", flat=True))


def test_the_dry_run_shows_what_would_come_in_and_writes_nothing(ada, call, bring):
    url = bring(confirmed=False)

    shown = ada.get(url).content.decode()
    assert titles(call) == []
    assert "Some lines would stay out" in shown
    assert "€1,200.50" in shown
    assert "“sehr viel” is no amount" in shown
    assert IdeaImport.objects.get().summary["good"] == 3
    assert IdeaImport.objects.get().rejected == 3


def test_good_lines_come_in_and_stand_where_the_call_is_seen(cast, call, bring):
    bring()

    pond, sail, formula = Contribution.objects.filter(call=call).order_by("number")
    assert (pond.title, pond.cost, pond.author, pond.audience_id) == (
        "Ein Teich im Hof",
        120_050,
        cast.ada,
        call.audience_id,
    )
    assert "Idee von Maria Rossi" in pond.text
    assert (sail.summary, formula.title) == ("Sonnensegel", "=HYPERLINK")
    assert Call.objects.get(id=call.id).contribution_count == 3
    assert Call.objects.get(id=call.id).next_number == 4


def test_what_stayed_out_can_be_fetched_with_what_to_mend(ada, bring):
    url = bring()

    body = b"".join(ada.get(f"{url}rejected.csv").streaming_content).decode("utf-8-sig")
    lines = body.splitlines()
    assert lines[0] == "Nr,Titel,Beschreibung,Kosten,Von,What to mend"
    assert lines[1] == "3,X,zu kurz,100,,No title. Write one of at least three letters."
    assert lines[2].startswith('4,Ein Brunnen,Trinkwasser für alle,sehr viel,,"“sehr viel” is no amount')
    assert "The same idea as in line 2" in lines[3]
    assert len(lines) == 4


def test_mended_lines_come_in_later_and_nothing_comes_in_twice(call, bring):
    bring()
    mended = TABLE.replace("3;X;", "3;Xylophon im Park;").replace("sehr viel", "4000")
    bring(mended)
    bring(mended)

    assert titles(call) == ["Ein Teich im Hof", "Sonnensegel", "=HYPERLINK", "Xylophon im Park", "Ein Brunnen"]


def test_an_import_is_taken_back_except_what_people_talk_about(cast, ada, call, bring):
    url = bring()
    pond = Contribution.objects.get(title="Ein Teich im Hof")
    comment(cast.ben, pond, "Und wer pflegt ihn?")

    ada.post(f"{url}undoing/")
    run_due()

    kinds = dict(Contribution.objects.filter(call=call).values_list("title", "audience__kind"))
    assert kinds == {"Ein Teich im Hof": call.audience.kind, "Sonnensegel": Kind.BIN, "=HYPERLINK": Kind.BIN}
    assert Call.objects.get(id=call.id).contribution_count == 1
    shown = ada.get(url).content.decode()
    assert "The import has been taken back." in shown
    assert ada.post(f"{url}undoing/").status_code == 409

    bring()
    assert Call.objects.get(id=call.id).contribution_count == 3, "lines whose idea is gone come in again"


def test_a_killed_import_goes_on_where_it_stopped(cast, call, bring, monkeypatch):
    url = bring(confirmed=False)
    row = IdeaImport.objects.get(id=url.rstrip("/").rsplit("/", 1)[-1])
    Contribution.objects.create(
        kind="contribution", author=cast.ada, space=call.place.thing_ptr, call=call, audience=call.audience, number=90,
        ballot_key="0090", title="Ein Teich im Hof", state="submitted", language="de",
    )  # fmt: skip
    ImportedIdea.objects.create(
        call=call, source="id:1", contribution=Contribution.objects.get(number=90), brought_by=row
    )
    Call.objects.filter(id=call.id).update(next_number=91)

    bring()

    assert titles(call) == ["Ein Teich im Hof", "Sonnensegel", "=HYPERLINK"]


def test_other_columns_can_be_chosen(ada, call, bring):
    url = bring("Was;Wieviel\nEin Teich;100\n", confirmed=False)
    assert "None of the columns is called “Title”" in ada.get(url).content.decode()

    ada.post(f"{url}columns/", {"column": ["title", "cost"]})
    run_due()
    ada.post(f"{url}confirmation/")
    run_due()

    assert titles(call) == ["Ein Teich"]
    assert ada.post(f"{url}columns/", {"column": ["title", "title"]}).status_code == 409


def test_a_sealed_call_keeps_them_sealed_until_the_time_is_over(cast, ada):
    with clock.frozen(NOON):
        sealed = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, sealed=True)
        url = ada.post(f"/calls/{sealed.slug}/ideas/", {"file": SimpleUploadedFile("a.csv", TABLE.encode())}).url
        run_due()
        ada.post(f"{url}confirmation/")
        run_due()

    assert set(Contribution.objects.filter(call=sealed).values_list("audience__kind", flat=True)) == {Kind.SEALED}


def test_a_vote_that_begins_meanwhile_keeps_what_is_voted_on(ada, call, bring):
    url = bring(confirmed=False)
    ada.post(f"{url}confirmation/")
    with clock.frozen(NOON + timedelta(weeks=2, hours=1)):
        run_due()

    assert titles(call) == []
    assert IdeaImport.objects.get().problems == [{"code": "refused", "line": ANY, "column": "", "value": ANY}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The submitted file is empty"),
        (b"\0\0\0\0", "This file is empty"),
        (b"Titel\n", "Nothing of this table can come in yet"),
        (b"PK\x03\x04 no archive", "This Excel file is damaged"),
        (b"\xd0\xcf\x11\xe0 old", "This is an old Excel file"),
        ("Titel;Kosten\n" + "x" * 121 + ";5\n", "Too long: 121/120 characters"),
        ("Titel;Kosten\nEin Teich;0\n", "is nothing, or more than the whole budget"),
        ("Titel;Kosten\nEin Teich;99999999\n", "is nothing, or more than the whole budget"),
        ("Titel\nEin Teich\n", "This call spends a budget"),
        ('Titel;Kosten\n"Ein Teich;5\n', "A quotation mark that begins here"),
        ("Titel;Kosten\nEin\0Teich;5\n", ""),
    ],
)
def test_a_bad_table_is_answered_in_words(ada, call, content, said):
    content = content.encode() if isinstance(content, str) else content
    answer = ada.post(f"/calls/{call.slug}/ideas/", {"file": SimpleUploadedFile("a.csv", content)})
    run_due()

    shown = (ada.get(answer.url) if answer.status_code == 302 else answer).content.decode()
    assert said in shown
    assert titles(call) == []


def test_the_file_goes_when_nobody_can_undo_any_more(ada, call, bring):
    url = bring()
    row = IdeaImport.objects.get()
    with clock.frozen(NOON + timedelta(days=29)):
        let_go_of_old_tables()
    assert waiting_file(row.digest, "ideas").exists()
    with clock.frozen(NOON + timedelta(days=30, hours=1)):
        let_go_of_old_tables()

        assert not waiting_file(row.digest, "ideas").exists()
        assert ada.get(f"{url}rejected.csv").status_code in {404, 409}
    assert row.state == ImportState.DONE
