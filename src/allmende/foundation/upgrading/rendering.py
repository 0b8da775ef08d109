"""An empty database gets its tables in a fifth of the time: models that migrations make are rendered alone.

Whenever one model changes, Django renders all that are related to it anew, and in this house nearly all are, through people and
things. But of a new model nobody knows an older one, an index or a constraint changes no field, and tables are made from a model's
own fields: what others refer to, its key, stays as it was. Code that runs between finds all of them rendered anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def rendered_alone() -> Iterator[None]:
    """Let migrations that go forward from nothing do so for as long as the block."""
    state: Any = ProjectState
    before = state.add_model, state.reload_model, state._append_option
    state.add_model, state.reload_model, state._append_option = _add_model, _reload_model, _append_option
    try:
        yield
    finally:
        state.add_model, state.reload_model, state._append_option = before


def _add_model(state: Any, model: ModelState) -> None:
    """Know a new model."""
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # what is not rendered yet need not be
        state.apps.render_multiple([model])


def _reload_model(state: Any, app: str, model: str, delay: bool = False) -> None:
    """Know a model whose fields or options have changed."""
    if "apps" in state.__dict__:
        state.is_delayed = True  # or what refers to it would not be rendered anew for code
        state.apps.unregister_model(app, model)
        state.apps.render_multiple([state.models[app, model]])


def _append_option(state: Any, app: str, model: str, option: str, added: object) -> None:
    """Know a further index or constraint of a model."""
    options = state.models[app, model].options
    options[option] = [*options[option], added]
    if "apps" in state.__dict__:
        meta = state.apps.get_model(app, model)._meta
        setattr(meta, option, [*getattr(meta, option), added])
        meta._expire_cache()
