"""What `allmende check` looks at holds: style, types, import contracts, house rules, complete translations."""

from pathlib import Path

import pytest

from tools.checks import all_checks

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.once
@pytest.mark.first
@pytest.mark.parametrize("check", all_checks(ROOT, fix=False), ids=lambda check: check.name)
def test_the_source_is_as_we_want_it(check):
    from tools.checks import answer

    outcome = answer(check, ROOT)

    assert outcome.fine, f"{check.question}: no.\n{outcome.words}"
