"""The name of an upload is only a name: no folder, no trick, no ending but the true one."""

import json

import pytest
from django.core.files.base import ContentFile

from allmende.commons.files.pictures import prepare_picture
from allmende.commons.files.testing import make_image, make_upload


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("holiday.PNG", "holiday.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\windows\\evil.exe", "evil.jpg"),
        ("invoice\u202egnp.exe", "invoicegnp.jpg"),
        ("a.tar.gz.php.png", "a.tar.gz.php.jpg"),
        ("..", "file.jpg"),
        ("", "file.jpg"),
        ('<img src=x onerror="alert(1)">.png', "_img src=x onerror=_alert(1)__.jpg"),
        ("Vom 3. Mai", "Vom 3. Mai.jpg"),
        ("a" * 300 + ".png", "a" * 116 + ".jpg"),
    ],
)
def test_a_name_is_only_a_name(given_name, kept):
    assert prepare_picture(make_upload(name=given_name)).name == kept


def test_naughty_names_do_no_harm(shared):
    names = json.loads((shared / "data/naughty-strings/blns.json").read_text())
    content = make_image(2, 2)

    kept = [prepare_picture(ContentFile(content, name)).name for name in names]

    assert len(kept) > 400
    assert [
        n for n in kept if not n.endswith(".jpg") or len(n) > 120 or set(n) & set('/\\\0\r\n\t<>"') or n[0] == "."
    ] == []
