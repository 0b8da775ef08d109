"""The search observer's app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """Full-text search over everything that rooms say may be found."""

    name = "allmende.observers.search"
    label = "search"

    def ready(self) -> None:
        """Keep the full-text index beside its table, and read the journal; say that the index is complete."""
        from allmende.foundation.doors import offer_invariants  # app ready
        from allmende.foundation.likeness import offer_likeness  # app ready
        from allmende.observers.search import observer, tasks  # noqa: F401  app ready
        from allmende.observers.search.alike import alike  # app ready
        from allmende.observers.search.fulltext import install  # app ready
        from allmende.observers.search.invariants import INVARIANTS  # app ready

        post_migrate.connect(install, sender=self, dispatch_uid="search index")
        offer_invariants(*INVARIANTS)
        offer_likeness(alike)
