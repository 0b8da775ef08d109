"""How long an answer takes does not say who is here: the same hashes are made for everyone, and no mail is sent meanwhile."""

from __future__ import annotations

from itertools import count

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail

from allmende.identity.accounts.commands import open_account
from allmende.identity.accounts.tests.conftest import PASSWORD

numbers = count()


class CountedHasher(MD5PasswordHasher):
    """Says how often a password was hashed: in earnest a tenth of a second each, and all else is little beside it."""

    made = 0

    def encode(self, password: str, salt: str) -> str:
        """Hash a password, and count."""
        type(self).made += 1
        return str(super().encode(password, salt))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/", "/accounts/signup/"]
)
def test_known_and_unknown_addresses_cost_the_same(settings, browser_of, path: str) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    known = f"known{next(numbers)}@example.org"
    open_account(known, "Known", PASSWORD, confirmed=True)
    hashes, mails = {}, {}
    for address in (known, f"nobody{next(numbers)}@example.org"):
        CountedHasher.made = 0
        browser_of().post(path, sent_to(path, address))
        hashes[address], mails[address] = CountedHasher.made, len(mail.outbox)

    assert len(set(hashes.values())) == 1, hashes
    assert set(mails.values()) == {0}, "mails leave by the queue"


def sent_to(path: str, address: str) -> dict[str, str]:
    return {
        "login": address,
        "email": address,
        "password": "wrong",
        "name": "Nia",
        "password1": PASSWORD,
        "band": "adult",
    }
