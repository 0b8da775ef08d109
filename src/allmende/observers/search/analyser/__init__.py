"""The analyser: it writes the indexed text and rewrites the query, so that every database finds the same."""

from allmende.observers.search.analyser.documents import Analysis, analyse
from allmende.observers.search.analyser.query import Every, Query, Some, Term, parse

__all__ = ["Analysis", "Every", "Query", "Some", "Term", "analyse", "parse"]
