"""A secret address is made once, however often its form is sent."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from allmende.observers.syndication.models import SecretAddress

pytestmark = pytest.mark.django_db


def test_a_form_sent_twice_makes_one_address(cast):
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)
    key = re.search(r'name="once" value="(\w+)"', client.get("/feeds/").content.decode())[1]

    first, second = (client.post("/feeds/", {"name": "Phone", "once": key}) for _time in range(2))

    assert SecretAddress.objects.filter(owner=cast.ben).count() == 1
    assert "feed.atom" in first.content.decode()  # its secret is shown once
    assert (second.status_code, second.headers["Location"]) == (302, "/feeds/")
