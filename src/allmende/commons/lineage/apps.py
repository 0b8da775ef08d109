from django.apps import AppConfig


class LineageConfig(AppConfig):
    name = "allmende.commons.lineage"
    label = "lineage"

    def ready(self) -> None:
        """Say whom it concerns, and what always holds."""
        from allmende.commons.lineage import concerns  # noqa: F401  app ready
        from allmende.commons.lineage.invariants import INVARIANTS
        from allmende.foundation.doors import offer_invariants

        offer_invariants(*INVARIANTS)
