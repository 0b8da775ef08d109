"""What people, browsers and attackers send that nobody asked for: a clear sentence, nothing lost, nothing half done."""

import json
import unicodedata
from datetime import datetime, timedelta
from html import escape, unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from allmende.commons.files.models import File
from allmende.commons.files.testing import make_image
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.text import clean_line, clean_text
from allmende.rooms.calls.commands import change_call, draft_contribution
from allmende.rooms.calls.models import Call, Contribution, Section
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution, make_draft

END = NOON + WEEK
TEXT = "It cools the air in summer, and frogs like it."


@pytest.fixture
def call(cast, at_noon):
    return make_call(cast.ada, cast.team)


@pytest.fixture
def ben(cast, signed_in):
    return signed_in(cast.ben)


@pytest.fixture(scope="module")
def naughty(shared, part):
    """Strings that broke programs, and payloads that ran in pages; as they arrive over HTTP."""
    strings = json.loads((shared / "data" / "naughty-strings" / "blns.json").read_text(encoding="utf-8"))
    cases = json.loads((shared / "data" / "sanitiser" / "dompurify-expect.json").read_text(encoding="utf-8"))
    pictures = sorted((shared / "data" / "sanitiser" / "svg").glob("*.svg"))
    extra = ["\x00", "a\x00b", "²", "９", "-1", "9" * 5000, "\u202e", "\ud7ff", "%00", "1e400", "NaN"]
    found = [
        *part(strings),
        *part([case["payload"] for case in cases]),
        *part([p.read_text("utf-8", "replace") for p in pictures]),
        *extra,
    ]
    return [text.encode("utf-8", "replace").decode() for text in found]


def url(name, call, *rest):
    return reverse(f"calls:{name}", args=[call.slug, *rest])


# Two windows, two people


def test_two_windows_save_the_same_draft_and_neither_loses(cast, ben, call):
    draft = draft_contribution(cast.ben, call, title="A pond", text=TEXT)
    write = url("write", call, draft.number)

    first = ben.post(write, {"title": "A deep pond", "text": TEXT, "cost": "", "version": "0"})
    second = ben.post(write, {"title": "A wide pond", "text": TEXT, "cost": "", "version": "0"})

    assert first.status_code == 302
    assert second.status_code == 409
    page = second.content.decode()
    assert "saved in another window" in page
    assert "A wide pond" in page, "what was typed here is still here"
    assert Contribution.objects.get().title == "A deep pond", "what was saved there is still there"


def test_two_hosts_save_the_same_call_and_neither_loses(cast, signed_in, call):
    draft = call
    page = signed_in(cast.ada).get(url("edit", draft)).context
    form = {
        **{name: value for name, value in page["form"].initial.items() if value not in {None, False}},
        "version": page["call"].revision, "s-TOTAL_FORMS": "1", "s-INITIAL_FORMS": "0",
        "s-0-heading": "What it is about", "s-0-text": "The yard is hot.",
    }  # fmt: skip
    first = signed_in(cast.ada).post(url("edit", draft), {**form, "title": "Cooler together"})
    second = signed_in(cast.eli).post(
        url("edit", draft), {**form, "title": "Shade for all", "s-0-text": "Other words."}
    )

    assert first.status_code == 302, first.content.decode()
    assert "Somebody saved this call in the meantime" in second.content.decode()
    assert "Shade for all" in second.content.decode()
    assert Call.objects.get().title == "Cooler together"
    assert [section.text for section in Section.objects.all()] == ["The yard is hot."]


def test_a_call_is_saved_whole_or_not_at_all(cast, signed_in, at_noon):
    draft = make_draft(cast.ada, cast.team)
    form = {
        "title": "Another title", "summary": "x", "budget": "100", "ballot": "knapsack", "rule": "greedy",
        "version": draft.revision, "s-TOTAL_FORMS": "1", "s-INITIAL_FORMS": "0", "s-0-heading": "", "s-0-text": "No heading.",
    }  # fmt: skip

    answer = signed_in(cast.ada).post(url("edit", draft), form)

    assert answer.status_code == 422
    assert "Give each section a heading" in answer.content.decode()
    assert Call.objects.get().title == "A cooler schoolyard"


def test_two_hosts_set_the_dates_and_the_second_is_told(cast, signed_in, call):
    draft = call
    row = {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "p-0-kind": "submit", "p-0-opens": "2026-03-03T12:00"}
    form = {"version": draft.revision, **row, "p-0-closes": "2026-03-10T12:00"}

    assert signed_in(cast.ada).post(url("phases", draft), form).status_code == 302
    second = signed_in(cast.eli).post(url("phases", draft), {**form, "p-0-closes": "2026-04-10T12:00"})

    assert "Somebody saved this call in the meantime" in second.content.decode()
    assert Call.objects.get().phases.get().closes.isoformat().startswith("2026-03-10")


# The time runs out between looking and sending


def test_a_phase_that_ends_while_writing_says_when_and_loses_nothing(cast, ben, call):
    draft = draft_contribution(cast.ben, call, title="A pond", text=TEXT, cost=100)
    write = url("write", call, draft.number)
    assert ben.get(write).status_code == 200
    typed = {"title": "A deep pond", "text": f"{TEXT} And newts!", "cost": "1", "version": "0", "submit": "1"}

    in_time = ben.post(url("draft", call, draft.number), typed | {"title": "A pond", "text": TEXT}).json()
    with clock.frozen(END):
        answer = ben.post(write, typed)
        autosave = ben.post(url("draft", call, draft.number), typed)
        submission = ben.post(url("submission", call, draft.number))
        kept = ben.get(url("contribution", call, f"{draft.number}-a-pond"))

    assert datetime.fromisoformat(in_time["saved_at"]), "the script of the page reads it"
    assert (answer.status_code, autosave.status_code, submission.status_code) == (410, 410, 410)
    assert "The time for handing in ended on 9 March 2026, 13:00." in answer.content.decode()
    assert "And newts!" in answer.content.decode(), "what was typed is still in the form"
    assert "ended on" in autosave.json()["message"]
    assert (kept.status_code, *Contribution.objects.values_list("state", "title").get()) == (200, "draft", "A pond")


def test_a_first_draft_that_comes_too_late_is_still_in_the_form(ben, call):
    assert ben.get(url("begin", call)).status_code == 200
    with clock.frozen(END):
        answer = ben.post(url("begin", call), {"title": "A pond", "text": TEXT, "once": "x"})

    assert answer.status_code == 410
    assert TEXT in answer.content.decode()
    assert not Contribution.objects.exists()


def test_the_last_second_is_in_time(cast, ben, call):
    draft = draft_contribution(cast.ben, call, title="A pond", text=TEXT, cost=100)

    with clock.frozen(END - timedelta(seconds=1)):
        assert ben.post(url("submission", call, draft.number)).status_code == 302

    assert Contribution.objects.get().state == "submitted"


# Pictures that are none


def test_what_is_no_picture_is_refused_in_a_sentence_and_the_text_stays(cast, ben, call, shared):
    draft = draft_contribution(cast.ben, call, title="A pond", text=TEXT)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    huge = _png_header(30_000, 30_000)
    bomb = (shared / "data" / "images" / "decompression_bomb.gif").read_bytes()
    uploads = {
        "text.png": b"I am no picture.", "drawing.svg": svg, "drawing.png": svg, "huge.png": huge, "bomb.gif": bomb, "empty.png": b"",
        "page.jpg": b"<html><script>alert(1)</script></html>", "cut.png": make_image()[:200],
    }  # fmt: skip

    for name, content in uploads.items():
        answer = ben.post(
            url("contribution_picture", call, draft.number), {"picture": SimpleUploadedFile(name, content), "alt": "x"}
        )
        page = answer.content.decode()
        assert answer.status_code == 422, name
        assert 'class="err" id="id_picture_error"' in page, name
        assert TEXT in page, name
        assert "alert(1)" not in page
    assert not File.objects.exists()
    assert Contribution.objects.get().picture is None


def _png_header(width, height):
    """A PNG that announces a size in its head and has next to nothing behind."""
    import struct
    import zlib

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


# Hostile text in every field


def test_hostile_text_in_a_contribution_is_stored_and_shown_unchanged(cast, ben, call, naughty):
    draft = draft_contribution(cast.ben, call, title="A pond")
    revision = 0
    for text, title in zip(naughty[::4], naughty[2::4], strict=False):
        sent = {"title": title[:120], "text": text, "cost": title[:100], "version": str(revision)}
        answer = ben.post(url("draft", call, draft.number), sent)
        assert answer.status_code == 200, (text, answer.content)
        revision = answer.json()["version"]
        stored = Contribution.objects.get()
        if "text" not in answer.json()["errors"]:
            assert stored.text == clean_text(text).strip(), text
        if "title" not in answer.json()["errors"]:
            assert stored.title == clean_line(title[:120])


def test_hostile_titles_are_shown_as_they_were_written(cast, ben, call, naughty):
    titles = [title for text in naughty[::15] if len(title := clean_line(text[:100])) >= 3]
    for title in titles:
        make_contribution(cast.ben, call, title=title)

    page = ben.get(url("contributions", call)).content.decode()
    shown = [
        title
        for title in titles
        if escape(title, quote=False) in page or escape(title) in page or title in unescape(page)
    ]

    assert len(shown) >= min(len(titles), 24)
    for contribution in Contribution.objects.order_by("number"):
        answer = ben.get(url("contribution", call, str(contribution.number)), follow=True)
        body = answer.content.decode()
        assert answer.status_code == 200
        assert unicodedata.normalize("NFC", contribution.title) in unescape(body), contribution.title
        assert "<script>alert" not in body
        assert "<img src=x onerror" not in body


FORMS = {
    "new": (lambda call, draft: reverse("calls:new"), ["title", "summary", "budget", "ballot", "rule", "space"]),
    "edit": (
        lambda call, draft: url("edit", call),
        ["title", "summary", "budget", "ballot", "rule", "version", "s-TOTAL_FORMS", "s-INITIAL_FORMS", "s-0-heading", "s-0-text"],
    ),
    "phases": (lambda call, draft: url("phases", call), ["version", "p-TOTAL_FORMS", "p-0-kind", "p-0-opens", "p-0-closes", "p-0-title", "p-0-move", "p-0-to-see"]),
    "publication": (lambda call, draft: url("publication", call), ["layer"]),
    "begin": (lambda call, draft: url("begin", call), ["title", "text", "cost", "once"]),
    "write": (lambda call, draft: url("write", call, draft.number), ["title", "text", "cost", "version", "submit"]),
    "vote": (lambda call, draft: url("vote", call), ["choices", "receipt"]),
    "outcome": (lambda call, draft: url("outcome", call), ["text"]),
    "picture": (lambda call, draft: url("contribution_picture", call, draft.number), ["picture", "alt"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_hostile_text_in_any_field_of_any_form_never_breaks_a_page(cast, signed_in, call, naughty, name):
    draft = draft_contribution(cast.ada, call, title="A pond")
    where, fields = FORMS[name]
    ada = signed_in(cast.ada)
    at = NOON + 2 * WEEK if name == "vote" else NOON

    with clock.frozen(at):
        for number in range(0, len(naughty), 23):
            sent = {field: naughty[(number + 37 * place) % len(naughty)] for place, field in enumerate(fields)}
            answer = ada.post(where(call, draft), sent)
            assert answer.status_code < 500, (name, sent)


@pytest.mark.parametrize(
    ("name", "parameters"), [("index", ["show", "after"]), ("contributions", ["order", "after"]), ("call", ["x"]),
    ("talk", ["after", "reply", "new", "order"]), ("vote", ["cast"]), ("new", ["space"])],
)  # fmt: skip
def test_hostile_text_in_any_address_never_breaks_a_page(cast, signed_in, call, naughty, name, parameters):
    ada = signed_in(cast.ada)
    where = reverse(f"calls:{name}") if name in {"index", "new"} else url(name, call)
    for number in range(0, len(naughty), 61):
        sent = {field: naughty[(number + 37 * place) % len(naughty)][:2000] for place, field in enumerate(parameters)}
        assert ada.get(where, sent).status_code < 500, (name, sent)


@pytest.mark.parametrize("place", ["²", "9" * 40, "9" * 5000, "0", "-1", "%00", "1%00", "x", "1-%F0%9F%90%B8"])
def test_an_address_that_is_none_is_a_404(ben, call, place):
    assert ben.get(f"/calls/{call.slug}/contributions/{place}/").status_code == 404
    assert ben.get(f"/calls/{call.slug}/contributions/{place}/edit/").status_code == 404


def test_every_part_of_a_call_is_found_by_its_earlier_address(cast, ben, call):
    change_call(cast.ada, call, slug="cool-yard")
    for part in ("", "contributions/", "discussion/", "contributions/new/"):
        answer = ben.get(f"/calls/{call.slug}/{part}?order=newest")
        assert (answer.status_code, answer.url) == (301, f"/calls/cool-yard/{part}?order=newest")
    sent = ben.post(f"/calls/{call.slug}/contributions/new/", {"title": "A pond"})
    assert (sent.status_code, sent.url) == (308, "/calls/cool-yard/contributions/new/")


def test_a_call_named_like_a_page_gets_an_address_of_its_own(cast, at_noon):
    assert make_draft(cast.ada, cast.team, title="New").slug == "new-2"
