from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "allmende.foundation.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Let a worker keep the table short."""
        from allmende.foundation.tasks.tasks import forget_jobs
        from allmende.foundation.tasks.worker import every

        every(forget_jobs, days=1)
