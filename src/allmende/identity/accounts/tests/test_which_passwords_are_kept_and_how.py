"""Passwords lie under Argon2id, older ones from the next sign-in on; what attackers try first is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as property_tests
from hypothesis import strategies as st

from allmende.config import settings as own
from allmende.identity.accounts.passwords import forms_of, is_leaked
from allmende.identity.accounts.testing import make_person

GOOD = "seven ducks by the mill"


@pytest.fixture
def as_on_a_node(settings: Any) -> Any:
    settings.PASSWORD_HASHERS = own.PASSWORD_HASHERS
    return settings


@pytest.mark.django_db
def test_who_signs_in_under_an_older_hash_has_argon2id_from_then_on(as_on_a_node: Any) -> None:
    account = make_person("Ada Berg").account
    older = make_password(GOOD, hasher="scrypt")
    type(account).objects.filter(pk=account.pk).update(password=older)

    client = Client(SERVER_NAME="localhost")
    answer = client.post(reverse("account_login"), {"login": account.email, "password": GOOD})

    account.refresh_from_db()
    assert answer.status_code == 302
    assert account.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password(GOOD, account.password)
    assert not check_password(GOOD + "s", account.password)


def test_new_passwords_lie_under_argon2id(as_on_a_node: Any) -> None:
    made = make_password(GOOD)

    assert identify_hasher(made).algorithm == "argon2"
    assert not identify_hasher(made).must_update(made)


@pytest.mark.parametrize(
    "said",
    ["password1234", "Password!2026!", "P@ssw0rd202612", "sunshine12345", "dragondragondragon", "1q2w3e4r5t6y", "!!!Passwort!!!99", "123456123456"],
)  # fmt: skip
def test_what_attackers_try_first_is_refused_in_a_sentence(said: str) -> None:
    with pytest.raises(ValidationError, match="known from leaks"):
        validate_password(said)


@pytest.mark.parametrize(
    "said",
    [GOOD, "correct horse battery", "gartenteich mit 3 fröschen", "密码很长而且没有人知道的句子", "x9$kQ2!vLr8#"],
)
def test_several_words_of_ones_own_are_welcome(said: str) -> None:
    validate_password(said)


def test_a_list_of_leaks_that_an_operator_lays_there_counts(settings: Any, tmp_path: Path) -> None:
    leaked = [f"leaked words number {n}" for n in range(60)]
    digests = sorted(hashlib.sha1(one.encode(), usedforsecurity=False).hexdigest().upper() for one in leaked)
    listed = tmp_path / "pwned.txt"
    listed.write_bytes("".join(f"{digest}:{len(digest) * n}\r\n" for n, digest in enumerate(digests)).encode())
    settings.LEAKED_PASSWORDS = str(listed)

    assert all(map(is_leaked, leaked))
    assert not any(is_leaked(f"words of my own {n}") for n in range(60))
    with pytest.raises(ValidationError, match="known from leaks"):
        validate_password(leaked[7])


@property_tests(max_examples=50)
@given(st.text(max_size=60))
def test_no_password_is_too_odd_to_be_judged(said: str) -> None:
    assert said.strip().lower() in forms_of(said)
