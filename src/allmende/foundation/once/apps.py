from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "allmende.foundation.once"
    label = "once"

    def ready(self) -> None:
        """Let a worker keep the table short."""
        from allmende.foundation.once.tasks import forget_answers
        from allmende.foundation.tasks.worker import every

        every(forget_answers, days=1)
