from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "allmende.observers.audit"
    label = "audit"

    def ready(self) -> None:
        """Check the chain once a week, also when nobody asks."""
        from allmende.foundation.tasks.worker import every
        from allmende.observers.audit.tasks import verify

        every(verify, days=7)
