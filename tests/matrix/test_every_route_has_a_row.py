"""A new route needs its row in one of the tables of this folder; so does a new operation of the API."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

OTHERS = {"accounts/", "api/v1/"}
"""Prefixes of what others route: allauth's pages, which its own settings govern, and the API, whose description says what there is."""


def routes(patterns: list[Any] | None = None, prefix: str = "", namespace: str = "") -> Iterator[str]:
    """Names of all routes of the house."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if path in OTHERS:
            continue
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, path, inner)
        else:
            yield namespace + (pattern.name or path)


@pytest.mark.once
@pytest.mark.django_db
def test_every_route_and_operation_has_a_row_in_a_table() -> None:
    folder = import_module("tests.matrix").__path__
    tables = [import_module(f"tests.matrix.{module.name}") for module in iter_modules(folder)]
    written = {route for table in tables for route in getattr(table, "ROUTES", ())}
    described = Client(SERVER_NAME="localhost").get("/api/v1/openapi.json").json()
    operations = {
        f"api:{operation['operationId']}" for methods in described["paths"].values() for operation in methods.values()
    }

    held = set(routes()) | operations
    assert held - written == set(), "Write a row by hand for each case, in tests/matrix/."
    assert written - held == set(), "These routes are gone."
