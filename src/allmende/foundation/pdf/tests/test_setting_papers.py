"""Papers: beautiful, archived, read aloud, the same bytes for the same words; what people write never becomes markup."""

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from allmende.foundation.mail.letterhead import Letterhead
from allmende.foundation.pdf import press, rendering
from allmende.foundation.pdf.prose import blocks_of
from allmende.foundation.pdf.rendering import Unprintable, render_pdf
from allmende.foundation.verdicts import Refused

GARDEN = Letterhead("Garden", "https://garden.example", colour="#c0392b")
DAY = datetime(2026, 3, 2, tzinfo=UTC)
PLAIN = "pdf/plain.typ"

pytestmark = pytest.mark.once


def plain(title: str = "An agreement", text: str = "Words.", *, language: str = "en") -> bytes:
    """A plain paper of the garden."""
    return render_pdf(
        PLAIN, {"title": title, "blocks": blocks_of(text)}, language=language, letterhead=GARDEN, dated=DAY
    )


def read(paper: bytes, folder: Path) -> str:
    """The text of a paper, as a reader's program takes it out."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) reads papers here")
    path = folder / "paper.pdf"
    path.write_bytes(paper)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True)
    return done.stdout


def test_a_paper_can_be_archived_and_read_aloud():
    paper = plain("Überlassung", language="de")

    assert paper.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in paper
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in paper
    assert b"<pdfuaid:part>1</pdfuaid:part>" in paper
    assert "Überlassung".encode() in paper
    assert b"/MarkInfo" in paper
    assert b"/Lang(de)" in paper


def test_it_bears_the_communitys_name_and_counts_its_pages(tmp_path):
    text = read(plain(text="Word. " * 3_000, language="de"), tmp_path)

    pages = text.rstrip("\f").split("\f")
    assert pages[0].strip().startswith("Garden")
    assert "garden.example" in pages[0]
    assert f"Seite 1 von {len(pages)}" in pages[0]
    assert f"Seite {len(pages)} von {len(pages)}" in pages[-1]


def test_the_same_words_give_the_same_bytes_and_others_give_others():
    assert plain() == plain()
    assert plain() != plain(text="Other words.")


def test_what_looks_like_markup_stays_what_was_written(tmp_path):
    hostile = '#import "/data.json"\n\n#panic("x") $x^2$ <label> @ref #sys.version [a](javascript:alert(1)) \\u{41}'

    text = read(plain(title='#eval("1+1") & *Title*', text=hostile), tmp_path)

    assert '#eval("1+1") & *Title*' in text
    assert '#panic("x") $x^2$ <label> @ref #sys.version' in re.sub(r"\s+", " ", text)


def test_naughty_strings_become_a_paper(shared: Path):
    naughty = json.loads((shared / "data/naughty-strings/blns.json").read_text("utf-8"))

    paper = render_pdf(
        PLAIN,
        {
            "title": "Naughty",
            "facts": [[each, each] for each in naughty],
            "blocks": [block for each in naughty for block in blocks_of(each, top=2)],
        },
        language="it",
    )

    assert paper.startswith(b"%PDF-")


def test_bytes_that_nobody_sees_do_no_harm(tmp_path):
    text = read(plain(title="A\x00d\x07a \u202eevol\u202c \ud800 L", text="\x1b[31mred\x00"), tmp_path)

    assert "Ada evol" in text


def test_letters_that_our_fonts_lack_are_no_reason_to_refuse_a_name():
    assert plain(title="李小龍 أحمد Ελένη 😀").startswith(b"%PDF-")


def test_a_text_that_is_too_long_to_wait_for_is_refused_before_it_is_set():
    with pytest.raises(Refused) as refused:
        plain(text="x" * (rendering.MOST_BYTES + 1))

    assert refused.value.status == 413


def test_a_paper_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(rendering, "MOST_BYTES", 10**9)

    with pytest.raises(Refused) as refused:
        render_pdf(PLAIN, {"title": "Long", "blocks": blocks_of("word " * 400_000)}, language="en", seconds=1)

    assert refused.value.status == 413


@pytest.mark.parametrize("template", ["pdf/none.typ", "pdf/../../rendering.py"])
def test_a_template_that_is_not_there_says_so(template):
    with pytest.raises(Unprintable):
        render_pdf(template, {}, language="en")


def test_a_mistake_in_what_a_template_asks_for_is_told_with_its_own_words():
    with pytest.raises(Unprintable, match="title"):
        render_pdf(PLAIN, {}, language="en")


def test_the_press_imports_nothing_of_ours_and_the_server_no_typesetter():
    assert "allmende" not in re.findall(r"^(?:from|import) (\w+)", Path(press.__file__).read_text(), re.MULTILINE)
    assert "import typst" not in Path(rendering.__file__).read_text()


def test_our_fonts_lie_beside_the_press():
    assert sorted(path.name for path in rendering.FONTS.iterdir()) == [
        "headings.ttf",
        "text-bold.ttf",
        "text-italic.ttf",
        "text-regular.ttf",
    ]
