from django.apps import AppConfig


class AuthorshipConfig(AppConfig):
    name = "allmende.commons.authorship"
    label = "authorship"

    def ready(self) -> None:
        """Say whom it concerns, what is kept, and what always holds."""
        from allmende.commons.authorship import concerns, personal  # noqa: F401  app ready
        from allmende.commons.authorship.invariants import INVARIANTS
        from allmende.foundation.doors import offer_invariants

        offer_invariants(*INVARIANTS)
