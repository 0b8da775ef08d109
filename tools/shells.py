"""What the tests hold of every page that they render: its own values leave those of the shell around it alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def shells_uncovered() -> Iterator[None]:
    """Let a page fail that has another value by a name of the shell's, for as long as the block."""
    from django.test.signals import template_rendered  # app ready

    def look(context: Any, **_others: object) -> None:
        place = getattr(context, "_processors_index", None)
        if place is None:
            return
        shell, own = context.dicts[place], context.dicts[place + 1 :]
        covered = {name for values in own for name in values if name in shell and values[name] is not shell[name]}
        assert not covered, f"a page covers what its shell calls {sorted(covered)}"

    template_rendered.connect(look)
    try:
        yield
    finally:
        template_rendered.disconnect(look)
