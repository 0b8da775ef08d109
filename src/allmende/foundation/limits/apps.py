from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "allmende.foundation.limits"
    label = "limits"

    def ready(self) -> None:
        """Let a worker keep the table short."""
        from allmende.foundation.limits.tasks import forget_uses
        from allmende.foundation.tasks.worker import every

        every(forget_uses, hours=6)
