"""Redirect addresses: few forms, compared letter by letter."""

from __future__ import annotations

import pytest

from allmende.foundation.verdicts import Refused
from allmende.identity.signon.commands import add_application, change_application
from allmende.identity.signon.redirects import clean_redirects

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    "typed",
    [
        "https://a.example/back\nhttp://127.0.0.1:8000/back\nhttp://localhost/back",
        "org.example.app:/back",
        "https://a.example/back?x=1",
    ],
)
def test_these_redirect_addresses_can_be(typed: str) -> None:
    assert clean_redirects(typed) == typed.splitlines()


@pytest.mark.parametrize(
    "typed",
    [
        "", " \n", "http://a.example/back", "https://*.example/back", "https://a.example/#x", "javascript:alert(1)", "data:text/html,x",
        "https://user@a.example/", "https://", "//a.example/", "a.example", "https://a.example/ b", "https://[::1", "https://ä.example/",
        'https://a.example/"><script>', "https://a.example\\@b.example/",
    ],
)  # fmt: skip
def test_these_can_not(operator, typed: str) -> None:
    forum, _secret = add_application(operator, name="Forum", redirects="https://forum.example.org/back")
    with pytest.raises(Refused) as refusal:
        change_application(operator, forum, name="Forum", redirects=typed)
    assert refusal.value.status == 422
