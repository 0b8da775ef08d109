from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "allmende.foundation.backups"
    label = "backups"

    def ready(self) -> None:
        """Have backups made in the worker's rounds; say that the database is sound."""
        from allmende.foundation.backups.door import DOOR
        from allmende.foundation.backups.integrity import INVARIANTS
        from allmende.foundation.doors import offer, offer_invariants

        offer(DOOR)
        offer_invariants(*INVARIANTS)
