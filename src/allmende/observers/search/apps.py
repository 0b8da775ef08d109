"""The search observer's app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Full-text search over everything that rooms say may be found."""

    name = "allmende.observers.search"
    label = "search"
