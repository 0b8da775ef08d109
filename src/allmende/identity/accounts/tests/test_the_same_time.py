"""How long an answer takes does not say who is here, also with passwords hashed as in earnest."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from statistics import median
from time import thread_time

import pytest
from django.core.cache import caches

from allmende.foundation.limits.models import Limit
from allmende.identity.accounts.tests.conftest import PASSWORD

numbers = count()
ROUNDS = 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/", "/accounts/signup/"]
)
def test_known_and_unknown_addresses_take_equally_long(settings, browser_of, path: str) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    people = [register(browser_of) for _ in range(ROUNDS + 1)]
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for number, known in enumerate(people):
        for kind, address in (("known", known), ("unknown", f"nobody{next(numbers)}@example.org")):
            spent = seconds(lambda address=address: browser_of().post(path, sent_to(path, address)))
            if number:  # the first of each warms up
                times[kind].append(spent)
            Limit.objects.all().delete()
            caches["shared"].clear()

    assert abs(median(times["known"]) - median(times["unknown"])) < 0.020


def register(browser_of: Callable) -> str:
    from allmende.identity.accounts.commands import open_account

    address = f"known{next(numbers)}@example.org"
    open_account(address, "Known", PASSWORD, confirmed=True)
    return address


def sent_to(path: str, address: str) -> dict[str, str]:
    return {"login": address, "email": address, "password": "wrong", "name": "Nia", "password1": PASSWORD}


def seconds(act: Callable[[], object]) -> float:
    began = thread_time()  # our own work: a busy machine says nothing about an address
    act()
    return thread_time() - began
