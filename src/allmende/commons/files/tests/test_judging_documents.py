"""Files other than pictures: their content says what they are."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from allmende.commons.files.documents import prepare_document
from allmende.foundation.verdicts import Refused

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def archive(**entries: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, text in entries.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return target.getvalue()


def docx(**more: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            packed.writestr(name, "<x/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "given_name", "media_type", "name"),
    [
        (b"%PDF-1.7\n...", "plan.pdf", "application/pdf", "plan.pdf"),
        (b"%PDF-1.7\n...", "plan.html", "application/pdf", "plan.pdf"),
        (b"%PDF-1.7\n..." + archive(a="b"), "both.zip", "application/pdf", "both.pdf"),
        (docx(), "letter.docx", WORD, "letter.docx"),
        (
            archive(mimetype="application/vnd.oasis.opendocument.text"),
            "l",
            "application/vnd.oasis.opendocument.text",
            "l.odt",
        ),
        (archive(a="b"), "x.docx", "application/zip", "x.zip"),
        (b"a;b\n1;2\n", "Kosten.csv", "text/csv", "Kosten.csv"),
        ("Grüße".encode("latin-1"), "old.txt", "text/plain", "old.txt"),
        (b"<html><script>alert(1)</script>", "page.html", "text/plain", "page.txt"),
        (b"alert(1)", "run.js", "text/plain", "run.txt"),
        (b"@echo off", "invoice.pdf.bat", "text/plain", "invoice.pdf.txt"),
    ],
)
def test_a_document_is_what_its_content_says(content, given_name, media_type, name):
    prepared = prepare_document(ContentFile(content, given_name))

    assert (prepared.media_type, prepared.name) == (media_type, name)
    assert prepared.contents[prepared.main] == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\x00\x03", "can't be stored"),
        (b"\x7fELF\x02\x01", "can't be stored"),
        (docx(**{"word/vbaProject.bin": ""}), "macros"),
        (b"<svg onload='alert(1)'>", "Save it as PNG"),
        (b"", "empty"),
    ],
)
def test_what_is_not_stored_is_refused_in_words(content, words):
    with pytest.raises(Refused) as refusal:
        prepare_document(ContentFile(content, "x.pdf"))

    assert words in str(refusal.value.reason)
