"""What is loaded before the processes part is loaded whole, and no connection is among it."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.once

ASKED = """
import gc, os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.config.settings")
import django
django.setup()
from allmende.surfaces.cli.sharing import load_for_all
load_for_all("allmende.config.wsgi")
from django.conf import settings
from django.db import connections
from django.urls import get_resolver, reverse
from allmende.observers.search.analyser.german import words
print(words.cache_info().currsize, settings.LANGUAGE_CODE in get_resolver()._reverse_dict, gc.get_freeze_count() > 100_000)
resolver = get_resolver()
read = [{code: set(each) for code, each in kept.items()} for kept in (resolver._reverse_dict, resolver._namespace_dict, resolver._app_dict)]
for kept in (resolver._reverse_dict, resolver._namespace_dict, resolver._app_dict):
    kept.clear()
from django.utils import translation
for code, _name in settings.LANGUAGES:
    with translation.override(code):
        resolver._populate()
print(read == [{code: set(each) for code, each in kept.items()} for kept in (resolver._reverse_dict, resolver._namespace_dict, resolver._app_dict)])
import sys
before = "ninja" in sys.modules
print(before, reverse("api:openapi-json"), "ninja" in sys.modules)
print([each.connection for each in connections.all(initialized_only=True)])
"""


def test_addresses_and_words_are_there_frozen_and_no_connection_is_open() -> None:
    answer = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)

    told, same_in_all_languages, api, open_connections = answer.stdout.splitlines()[-4:]
    assert told == "1 True True"
    assert same_in_all_languages == "True"
    assert api == "False /api/v1/openapi.json True", "the API is read when it is asked for, not before"
    assert set(open_connections) <= set("[None, ]")
