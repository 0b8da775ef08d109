"""Text that people write: cleaned, rendered, sanitised and shortened in one place."""

from allmende.foundation.text.cleaning import check_length, clean_line, clean_text, grouped, isolate
from allmende.foundation.text.excerpts import own_words, plain
from allmende.foundation.text.markdown import render_markdown
from allmende.foundation.text.sanitising import sanitise

__all__ = [
    "PlainField",
    "RichTextField",
    "check_length",
    "clean_line",
    "clean_text",
    "grouped",
    "isolate",
    "own_words",
    "plain",
    "render_markdown",
    "sanitise",
]


def __getattr__(name: str) -> object:
    """Load the model fields on first use, so that the pure functions work before Django is set up."""
    if name in {"PlainField", "RichTextField"}:
        from allmende.foundation.text import fields  # app ready

        return getattr(fields, name)
    raise AttributeError(name)
