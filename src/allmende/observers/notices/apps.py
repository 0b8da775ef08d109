from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "allmende.observers.notices"
    label = "notices"

    def ready(self) -> None:
        """Read the journal, and forget what was read long ago."""
        from allmende.foundation.doors import offer_invariants
        from allmende.foundation.options.definitions import offer_option
        from allmende.foundation.tasks.worker import every
        from allmende.observers.notices import observer  # noqa: F401  app ready
        from allmende.observers.notices.commands import DAYS_KEPT
        from allmende.observers.notices.invariants import INVARIANTS
        from allmende.observers.notices.tasks import forget_old

        every(forget_old, days=1)
        offer_invariants(*INVARIANTS)
        offer_option(DAYS_KEPT)
