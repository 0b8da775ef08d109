"""The examples of docs/api.md are requests that are answered."""

import re
import shlex
from pathlib import Path

import pytest
from django.test import Client

from allmende.commons.tokens.testing import give_token

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).resolve().parents[5] / "docs" / "api.md"


def curls():
    """Each `curl` command of the page, as its words."""
    for block in re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S):
        yield from block.replace("\\\n", " ").strip().splitlines()


def asked(command, values):
    """Ask what a command asks; `$NAME` stands for a value."""
    words = [re.sub(r"\$(\w+)", lambda found: values[found[1]], word) for word in shlex.split(command)][1:]
    method, headers, body, url = "GET", {}, "", ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _colon, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0)
        else:
            url = word
    options = {"data": body, "content_type": headers.pop("Content-Type")} if body else {}
    return getattr(Client(SERVER_NAME="localhost"), method.lower())(url, headers=headers, **options)


def test_every_example_is_answered(cast, call):
    values = {"TOKEN": give_token(cast.ben), "NODE": "", "CALL": call.slug, "KEY": "k-1", "THING": str(call.id)}
    answers = []
    for command in curls():
        answer = asked(command, values)
        assert answer.status_code in {200, 201, 204}, (command, answer.content)
        values["ETAG"] = answer.headers.get("ETag", "")
        answers.append(answer.status_code)

    assert answers.count(201) == 1
    assert len(answers) >= 6
