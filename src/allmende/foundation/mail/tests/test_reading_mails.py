"""Any bytes are read or said to be unreadable; broken mails of real programs are read as people see them."""

from __future__ import annotations

import time
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation.mail.inbound.authentication import Proof, proof_of
from allmende.foundation.mail.inbound.letters import LARGEST, LONGEST_TEXT, MOST_ATTACHMENTS, Envelope, Letter
from allmende.foundation.mail.inbound.machines import why_by_machine
from allmende.foundation.mail.inbound.reading import Unreadable, parse, read, sender_of

HEAD = b"From: Ben <ben@example.org>\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"


def letter_of(raw: bytes) -> Letter:
    return read(parse(raw), raw)


LINES = st.sampled_from(
    [
        b"From: Ben <ben@example.org>", b"From: =?utf-8?q?=FF?= <b@x>", b"From: a@b, c@d", b"Subject: =?x?b?AAA?=", b"Subject: =?utf-8?B?8J+YgA==?=",
        b"Content-Type: multipart/mixed; boundary=x", b"Content-Type: multipart/alternative", b"Content-Type: text/plain; charset=utf-7",
        b"Content-Type: text/html; charset=\"windows-1252", b"Content-Type: message/rfc822", b"Content-Type: ;;;=", b"Content-Type: text/plain; charset*=x'y'%",
        b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", b"Content-Transfer-Encoding: x-uuencode", b"begin 644 x",
        b"Content-Disposition: attachment; filename*0*=utf-8''%FF; filename*1=b", b"Message-ID: <<>>", b"--x", b"--x--", b"", b" folded", b"\x00\xff\xfe", b"> quoted",
        b"Authentication-Results: mx; dmarc=pass (((", b"Precedence: bulk", b"=FF=", b"====", b"On a wrote:", b"-- ", b"format=flowed",
    ]
)  # fmt: skip


@given(
    st.one_of(
        st.binary(max_size=3_000), st.lists(st.one_of(LINES, st.binary(max_size=60)), max_size=60).map(b"\r\n".join)
    )
)
def test_any_bytes_are_read_within_limits(raw):
    message = parse(raw)
    letter = read(message, raw)

    assert len(letter.text) <= LONGEST_TEXT
    assert len(letter.attachments) <= MOST_ATTACHMENTS
    assert len(letter.sender) <= 254
    assert letter.message_id.startswith("<")
    assert letter.message_id.isascii()
    assert letter.message_id.isprintable()
    assert "\x00" not in letter.text + letter.sender + letter.subject + "".join(letter.left_out)
    assert proof_of(message, letter.sender, "mx") in Proof
    assert isinstance(letter.text.encode(), bytes), "no half characters"


@pytest.mark.parametrize(
    "raw",
    [
        HEAD
        + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"
        + b"".join(b"--a\r\nContent-Type: multipart/mixed; boundary=a%d\r\n\r\n" % n for n in range(2_000)),
        HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 5_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\nx\r\n" * 100_000,
        HEAD + b"X: y\r\n" * 100_000,
        b"x" * (LARGEST + 1),
        HEAD + b"\r\n" + b"y" * LARGEST,
    ],
    ids=["nested", "mails in mails", "many parts", "endless header", "too large", "too large a text"],
)
def test_what_would_cost_too_much_is_refused_before_it_is_read(raw):
    began = time.process_time()
    with pytest.raises(Unreadable):
        parse(raw)
    assert time.process_time() - began < 1


@pytest.mark.first
def test_twenty_megabytes_are_read_in_seconds():
    made = EmailMessage()
    made["From"], made["Message-ID"] = "ben@example.org", "<1@x>"
    made.set_content("Siehe Anhang.")
    made.add_attachment(b"\x89PNG" + bytes(14_000_000), maintype="image", subtype="png", filename="Teich.png")
    began = time.process_time()

    letter = letter_of(bytes(made))

    assert (letter.text, [file.name for file in letter.attachments]) == ("Siehe Anhang.", ["Teich.png"])
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "named", ["windows-1252", "iso-8859-1", "us-ascii", "", "no-such-charset", "utf-7", "punycode"]
)
def test_letters_of_windows_are_read_whatever_they_are_called(named):
    raw = (
        HEAD
        + f"Content-Type: text/plain; charset={named}\r\n\r\n".encode()
        + "Größe: 5 €, „tief“".encode("windows-1252")
    )
    assert letter_of(raw).text == "Größe: 5 €, „tief“"


def test_other_charsets_are_read_by_their_name():
    raw = HEAD + b"Content-Type: text/plain; charset=koi8-r\r\n\r\n" + "Привет".encode("koi8-r")
    assert letter_of(raw).text == "Привет"


def test_the_text_part_is_taken_and_not_the_html_beside_it():
    made = EmailMessage()
    made["From"] = "ben@example.org"
    made.set_content("Aus dem Text.")
    made.add_alternative("<p>Aus dem HTML.</p>", subtype="html")
    assert letter_of(bytes(made)).text == "Aus dem Text."


def test_an_empty_text_part_gives_way_to_the_html():
    made = MIMEMultipart("alternative")
    made.attach(MIMEText("\n \n"))
    made.attach(MIMEText("<p>Aus dem <b>HTML</b>.</p>", "html"))
    assert letter_of(bytes(made)).text == "Aus dem HTML."


def test_lines_broken_for_the_way_are_joined():
    raw = (
        HEAD
        + b"Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nEin langer \r\nSatz.\r\n \r\n  eingerueckt\r\n> zitiert \r\n-- \r\nBen"
    )
    assert letter_of(raw).text == "Ein langer Satz.\n\n eingerueckt"


def test_a_winmail_and_a_mail_within_the_mail_are_named_as_unread():
    made = EmailMessage()
    made["From"] = "ben@example.org"
    made.set_content("Hallo.")
    made.add_attachment(b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    made.add_attachment(EmailMessage())
    letter = letter_of(bytes(made))
    assert (letter.attachments, letter.left_out) == ((), ("winmail.dat", "message/rfc822"))


def test_the_logo_of_a_signature_is_no_attachment_a_photograph_is():
    made = EmailMessage()
    made["From"] = "ben@example.org"
    made.set_content("Hallo.")
    made.add_attachment(
        b"GIF89a", maintype="image", subtype="gif", filename="image001.gif", disposition="inline", cid="<a@b>"
    )
    made.add_attachment(bytes(30_000), maintype="image", subtype="jpeg", filename="IMG_1.jpeg", disposition="inline")
    assert [file.name for file in letter_of(bytes(made)).attachments] == ["IMG_1.jpeg"]


@pytest.mark.parametrize(
    ("lines", "sender"),
    [
        (b"From: Ben <Ben@Example.org>", "ben@example.org"),
        (b'From: "ada@example.org" <mallory@example.net>', "mallory@example.net"),
        (
            b"From: =?utf-8?q?ada=40example=2Eorg_=3Cada=40example=2Eorg=3E?= <mallory@example.net>",
            "mallory@example.net",
        ),
        (b"From: ada@example.org, mallory@example.net", ""),
        (b"From: ada@example.org\r\nFrom: mallory@example.net", ""),
        (b"From: <ada@example.org>, ", "ada@example.org"),
        (b"X: y", ""),
    ],
)
def test_there_is_one_sender_or_none(lines, sender):
    assert sender_of(parse(lines + b"\r\n\r\n")) == sender


@pytest.mark.parametrize("line", ["ada@example.org <mallory@example.net>", "(ada@example.org) mallory@example.net", "ada@example.org\0@example.net", "<ada@example.org>mallory@example.net>"])  # fmt: skip
def test_no_trick_makes_a_sender_of_what_is_only_a_name(line):
    assert sender_of(parse(f"From: {line}\r\n\r\n".encode())) != "ada@example.org"


PASS = "mx.example; dkim=pass header.d=example.org; dmarc=pass (p=NONE sp=NONE) header.from=example.org"


@pytest.mark.parametrize(
    ("found", "proof"),
    [
        ([PASS], Proof.PASS),
        (["MX.example 1; DMARC=Pass header.from=EXAMPLE.org"], Proof.PASS),
        (["mx.example; dmarc=pass header.from=example.net"], Proof.NONE),
        (["mx.example; dmarc=pass"], Proof.NONE),
        (["mx.elsewhere; dmarc=pass header.from=example.org"], Proof.NONE),
        (["mx.elsewhere; dmarc=fail header.from=example.org"], Proof.NONE),
        (["mx.example; dmarc=fail header.from=example.org"], Proof.FAIL),
        (["mx.example; dmarc=fail header.from=example.org", PASS], Proof.FAIL),
        (["mx.example; dmarc=none header.from=example.org", PASS], Proof.NONE),
        (["mx.example; spf=pass; dkim=pass header.d=example.org"], Proof.NONE),
        (["mx.example (dmarc=pass header.from=example.org); none"], Proof.NONE),
        (["mx.elsewhere; x=(mx.example; dmarc=pass header.from=example.org)"], Proof.NONE),
        ([], Proof.NONE),
    ],
)
def test_only_what_our_own_server_found_out_counts(found, proof):
    raw = "".join(f"Authentication-Results: {line}\r\n" for line in found).encode() + HEAD + b"\r\nHallo"
    assert proof_of(parse(raw), "ben@example.org", "mx.example") is proof
    assert proof_of(parse(raw), "ben@example.org", "") is Proof.NONE


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        ("Auto-Submitted: auto-replied", "a@b"), ("Auto-Submitted: auto-generated; x=y", "a@b"), ("Precedence: bulk", "a@b"), ("Precedence: auto_reply", "a@b"),
        ("List-Id: <x.example>", "a@b"), ("X-Autoreply: yes", "a@b"), ("X-Loop: allmende.example", "a@b"), ("X: y", ""),
        ("Content-Type: multipart/report; report-type=disposition-notification", "a@b"), ("Message-ID: <t.0123456789abcdef0123456789abcdef@allmende.example>", "a@b"),
    ],
)  # fmt: skip
def test_what_no_person_wrote_is_known_by_its_lines(answered, line, sender):
    assert why_by_machine(parse(f"{line}\r\n\r\nHi".encode()), Envelope(sender, (), "lmtp"), "ben@example.org") != ""


@pytest.mark.parametrize(
    "line", ["X: y", "Auto-Submitted: no", "Precedence: first-class", "X-Priority: 1", "X-Mailer: Outlook"]
)
def test_what_a_person_wrote_is_not_taken_for_a_machines(answered, line):
    assert why_by_machine(parse(f"{line}\r\n\r\nHi".encode()), Envelope("a@b", (), "lmtp"), "ben@example.org") == ""
