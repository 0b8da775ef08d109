from django.apps import AppConfig


class BulkConfig(AppConfig):
    name = "allmende.commons.bulk"
    label = "bulk"

    def ready(self) -> None:
        """Forget old batches, once a day."""
        from allmende.commons.bulk.tasks import forget_batches
        from allmende.foundation.tasks.worker import every

        every(forget_batches, days=1)
