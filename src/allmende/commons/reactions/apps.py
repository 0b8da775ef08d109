from django.apps import AppConfig


class ReactionsConfig(AppConfig):
    name = "allmende.commons.reactions"
    label = "reactions"

    def ready(self) -> None:
        """Say whom a reaction concerns, what is kept, what always holds, and what the page is for."""
        from allmende.commons.reactions import concerns, personal  # noqa: F401  app ready
        from allmende.commons.reactions.guides import GUIDES
        from allmende.commons.reactions.invariants import INVARIANTS
        from allmende.foundation.doors import offer_invariants
        from allmende.foundation.guides import offer_guides

        offer_invariants(*INVARIANTS)
        offer_guides(*GUIDES)
