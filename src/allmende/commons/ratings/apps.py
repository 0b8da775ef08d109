from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "allmende.commons.ratings"
    label = "ratings"

    def ready(self) -> None:
        """Say what is kept of a person, and what always holds."""
        from allmende.commons.ratings import personal  # noqa: F401  app ready
        from allmende.commons.ratings.invariants import INVARIANTS
        from allmende.foundation.doors import offer_invariants

        offer_invariants(*INVARIANTS)
