"""The examples of docs/api.md are requests that are answered."""

import re
import shlex
from pathlib import Path

import pytest
from django.test import Client

from allmende.commons.tokens.testing import give_token
from allmende.rooms.calls.testing import make_contribution

pytestmark = pytest.mark.django_db

FILE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SAID = {"$(stat -c %s plan.pdf)": str(len(FILE)), "$(printf plan.pdf | base64)": "cGxhbi5wZGY="}
"""What a shell makes of the words in brackets, where plan.pdf is `FILE`."""
PAGE = Path(__file__).resolve().parents[5] / "docs" / "api.md"


def curls():
    """Each `curl` command of the page, as its words."""
    for block in re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S):
        yield from block.replace("\\\n", " ").strip().splitlines()


def asked(command, values):
    """Ask what a command asks; `$NAME` stands for a value."""
    for shell, said in SAID.items():
        command = command.replace(shell, said)
    plain = shlex.split(command, comments=True)
    words = [re.sub(r"\$(\w+)", lambda found: values[found[1]], word) for word in plain][1:]
    method, headers, body, url = "GET", {}, "", ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _colon, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-I":
            method = "HEAD"
        elif word in {"-d", "--data-binary"}:
            body = FILE if (said := words.pop(0)).startswith("@") else said
        elif word == "-i":
            continue
        else:
            url = word
    options = {"data": body, "content_type": headers.pop("Content-Type")} if body else {}
    return getattr(Client(SERVER_NAME="localhost"), method.lower())(url, headers=headers, **options)


def test_every_example_is_answered(cast, call):
    values = {
        "TOKEN": give_token(cast.ben),
        "NODE": "",
        "CALL": call.slug,
        "THING": str(make_contribution(cast.ben, call).id),
    }
    answers = []
    for command in curls():
        answer = asked(command, {**values, "KEY": f"k-{len(answers)}"})  # a key of its own for each intent
        assert answer.status_code in {200, 201, 204}, (command, answer.content)
        values["ETAG"] = answer.headers.get("ETag", "")
        if "/uploads/" in (place := answer.headers.get("Location", "")):
            values["UPLOAD"] = place.rpartition("/")[2]
        answers.append(answer.status_code)

    assert answers.count(201) == 3
    assert len(answers) >= 6
