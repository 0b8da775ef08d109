from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "allmende.observers.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        """Read the journal, look every second for what is due, and keep the log short."""
        from allmende.foundation.doors import offer  # app ready
        from allmende.foundation.tasks.worker import every  # app ready
        from allmende.observers.webhooks import concerns, observer, personal  # noqa: F401  # app ready
        from allmende.observers.webhooks.door import DOOR  # app ready
        from allmende.observers.webhooks.tasks import forget_deliveries  # app ready

        offer(DOOR)
        every(forget_deliveries, hours=6)
