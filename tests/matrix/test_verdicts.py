"""Every rule answers each of the cast as it is written in the tables of `rules/`; a rule without a row fails."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps

from allmende.commons.audiences.kept import outdate
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from tests.matrix.tables import asked, cell, read

TABLES = sorted(module.name for module in iter_modules(import_module("tests.matrix.rules").__path__))


def table_of(name: str) -> ModuleType:
    return import_module(f"tests.matrix.rules.{name}")


def verbs_of(module: ModuleType) -> set[str]:
    """The rules that a module, or a file of it, holds."""
    functions = inspect.getmembers(module, inspect.isfunction)
    return {
        name
        for name, function in functions
        if name.startswith("may_") and f"{function.__module__}.".startswith(f"{module.__name__}.")
    }


def rules() -> Iterator[ModuleType]:
    """The rules of every app of ours."""
    for app in apps.get_app_configs():
        if app.name.startswith("allmende.") and find_spec(f"{app.name}.rules"):
            yield import_module(f"{app.name}.rules")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.django_db
def test_each_of_the_cast_is_answered_as_written(name: str, cast: Any) -> None:
    table, wrong = table_of(name), []
    rows = read(table.TABLE)
    with clock.frozen(NOON):
        asks = table.asks(cast)
        assert sorted((row.verb, row.case) for row in rows) == sorted(asks), "every case is written, every row asked"
        for row in rows:
            outdate()
            cells = asked(row.cells)
            answers = [cell(asks[row.verb, row.case](getattr(cast, who))) for who, _cell in cells]
            if answers != [written for _who, written in cells]:
                said = f"written: {' '.join(row.cells)} | answered: {' '.join(answers)}"
                wrong.append(f"{row.verb} | {row.case} | {said}")

    assert wrong == []


def test_every_rule_has_a_row() -> None:
    written = {(table_of(name).RULES, row.verb) for name in TABLES for row in read(table_of(name).TABLE)}
    held = {(module.__name__, verb) for module in rules() for verb in verbs_of(module)}

    assert held - written == set(), "Write a row for each case by hand, in tests/matrix/rules/."
    assert written - held == set(), "These rules are gone."
