from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "allmende.foundation.journal"
    label = "journal"

    def ready(self) -> None:
        """Know every activity of the house, whoever reads the journal in this process; say that its chain is whole."""
        from allmende.foundation.doors import offer_invariants
        from allmende.foundation.journal.chain import INVARIANTS

        autodiscover_modules("activities")
        offer_invariants(*INVARIANTS)
