"""Of an answer only what was written anew is taken, as programs of three languages send it; in doubt words stay."""

from __future__ import annotations

import time

import pytest

from allmende.foundation.mail.inbound.hypertext import words_of
from allmende.foundation.mail.inbound.trimming import trimmed

ANSWER = "Zwei Meter, würde ich sagen.\n\nAn der Seite weniger."

BELOW = {
    "Gmail, German": "\n\nAm Mo., 3. Aug. 2026 um 10:15 Uhr schrieb Garten <post@garten.example>:\n\n> Wie tief?\n>\n> Ada\n",
    "Gmail, German, broken line": "\n\nAm Mo., 3. Aug. 2026 um 10:15 Uhr schrieb Garten <\npost@garten.example>:\n\n> Wie tief?\n",
    "Gmail, Italian": "\n\nIl giorno lun 3 ago 2026 alle ore 10:15 Giardino <post@giardino.example> ha\nscritto:\n\n> Quanto?\n",
    "Gmail, English": "\n\nOn Mon, Aug 3, 2026 at 10:15 AM Garden <post@garden.example> wrote:\n\n> How deep?\n",
    "Gmail for Android, German": "\n\nGarten <post@garten.example> schrieb am Mo., 3. Aug. 2026, 10:15:\n\n> Wie tief?\n",
    "Apple Mail, German": "\n\n> Am 03.08.2026 um 10:15 schrieb Garten <post@garten.example>:\n> \n> Wie tief?\n",
    "Apple Mail, German, bare": "\n\nAm 03.08.2026 um 10:15 schrieb Garten <post@garten.example>:\n\nWie tief?\nAda\n",
    "iPhone, German": "\n\nVon meinem iPhone gesendet\n\n> Am 03.08.2026 um 10:15 schrieb Garten <post@garten.example>:\n> \n> Wie tief?\n",
    "iPhone, Italian": "\n\nInviato da iPhone\n\n> Il giorno 3 ago 2026, alle ore 10:15, Giardino <p@g.example> ha scritto:\n> \n> Quanto?\n",
    "iPhone, English": "\n\nSent from my iPhone\n\n> On Aug 3, 2026, at 10:15, Garden <p@g.example> wrote:\n> \n> How?\n",
    "Thunderbird, German": "\n\nAm 03.08.26 um 10:15 schrieb Garten:\n> Wie tief?\n\n-- \nBen Stein\nTel. 0123 456789\n",
    "Thunderbird, Italian": "\n\nIl 03/08/26 10:15, Giardino ha scritto:\n> Quanto?\n",
    "Outlook, German": "\n\nVon: Garten <post@garten.example>\nGesendet: Montag, 3. August 2026 10:15\nAn: Ben Stein <ben@example.org>\nBetreff: Garten\n\nWie tief?\n",
    "Outlook, German, bold": "\n\n*Von:* Garten <post@garten.example>\n*Gesendet:* Montag, 3. August 2026 10:15\n*An:* Ben\n*Betreff:* Garten\n\nWie tief?\n",
    "Outlook, Italian": "\n\nDa: Giardino <post@giardino.example>\nInviato: lunedì 3 agosto 2026 10:15\nA: Ben\nOggetto: Giardino\n\nQuanto?\n",
    "Outlook, English": "\n\n________________________________\nFrom: Garden <p@g.example>\nSent: Monday, August 3, 2026 10:15\nTo: Ben\nSubject: Garden\n\nHow?\n",
    "Outlook for Android": "\n\nOutlook für Android<https://aka.ms/AAb9ysg> herunterladen\n________________________________\nVon: Garten\nGesendet: Montag\nAn: Ben\n",
    "Outlook of old": "\n\n-----Ursprüngliche Nachricht-----\nVon: Garten\nGesendet: Montag\n\nWie tief?\n",
    "a signature without its sign": "\n\nMit freundlichen Grüßen\n\nBen Stein\nStein & Söhne\nTel.: +49 123 456789\nwww.stein.example\n",
    "an Italian goodbye": "\n\nCordiali saluti\nBen\n\nIl 03/08/26 10:15, Giardino ha scritto:\n> Quanto?\n",
    "lawyers": "\n\nDiese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind …\n",
}  # fmt: skip


@pytest.mark.parametrize("program", BELOW)
def test_what_a_program_adds_below_is_left_out(program):
    assert trimmed(ANSWER + BELOW[program]) == ANSWER


@pytest.mark.parametrize("program", BELOW)
def test_lines_that_end_as_windows_ends_them_are_the_same(program):
    assert trimmed((ANSWER + BELOW[program]).replace("\n", "\r\n")) == ANSWER


def test_an_answer_below_or_between_quotes_is_taken_without_them():
    above = "Am 03.08.26 um 10:15 schrieb Ada:\n> Wie tief?\n\nZwei Meter.\n\n> Und wie breit?\n\nDrei.\n"
    assert trimmed(above) == "Zwei Meter.\n\n\nDrei."


@pytest.mark.parametrize(
    "text",
    [
        "Ich nehme:\n\n- Äpfel\n- Birnen\n\nReicht das?",
        "Ada schrieb am Montag:\nsie kommt nicht.",
        "Von: hier bis dort sind es zwei Meter.",
        "Danke! Best regards from the pond, we saw a frog.",
        "Viele Grüße\n\nPS: Den Spaten bringe ich mit.",
        "    if depth > 2:\n        stop()",
        "Eins\n\n---\n\nZwei",
        "Mit freundlichen Grüßen",
        "1. Erst graben\n2. dann Wasser",
    ],
)
def test_words_of_ones_own_stay(text):
    assert trimmed(text) == text.strip()


def test_nothing_but_a_quote_is_nothing():
    assert trimmed(BELOW["Gmail, German"]) == ""


@pytest.mark.parametrize(
    "html",
    [
        '<div dir="ltr">Zwei Meter.</div><br><div class="gmail_quote"><div class="gmail_attr">Am Mo. schrieb Ada:<br></div><blockquote class="gmail_quote">Wie tief?</blockquote></div>',
        '<html><head><style>p{color:red}</style></head><body><p>Zwei Meter.</p><div class="moz-cite-prefix">Am 03.08. schrieb Ada:</div><blockquote type="cite">Wie tief?</blockquote></body></html>',
        '<div class="WordSection1"><p class="MsoNormal">Zwei Meter.<o:p></o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>Von:</b> Garten</p></div></div><p>Wie tief?</p></div>',
        '<div>Zwei Meter.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Von:</b> Garten</div><div>Wie tief?</div>',
        "Zwei Meter.<br><blockquote type=cite><div>Am 3. Aug schrieb Ada:</div><div>Wie tief?",
        '<p>Zwei&nbsp;Meter.</p><script>alert(1)</script><img src="https://spy.example/x.gif">',
    ],
)
def test_a_mail_without_text_is_read_from_its_html_without_quotes(html):
    assert trimmed(words_of(html)) == "Zwei Meter."


def test_blocks_are_lines_and_links_keep_where_they_lead():
    html = '<p>Lies <a href="https://pond.example/how">das hier</a>.</p><ul><li>Eins</li><li>Zwei</li></ul>'
    assert words_of(html) == "Lies das hier (https://pond.example/how).\n\nEins\n\nZwei"


@pytest.mark.parametrize(
    "text",
    [
        "On " + "a " * 50_000,
        "\n" * 100_000,
        "> " * 50_000,
        "From: a\n" * 20_000,
        "schrieb " * 20_000 + ":",
        "*" * 100_000,
        "Diese Nachricht wurde von " * 4_000,
        "This email (" * 8_000,
        "Mit besten Grüßen\n" * 5_000,
        "--\n" * 50_000,
        "Am 10:15 schrieb\n" * 10_000,
    ],
)
def test_no_text_takes_long(text):
    began = time.process_time()
    trimmed(text)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "html", ["<div>" * 50_000, "<blockquote>" * 30_000, "<!--" * 50_000, "</" * 100_000, "<a href=x" * 30_000]
)
def test_no_html_takes_long(html):
    began = time.process_time()
    words_of(html)
    assert time.process_time() - began < 3
