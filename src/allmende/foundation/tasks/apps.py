from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "allmende.foundation.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Let a worker keep the table short; say that no job is lost."""
        from allmende.foundation.doors import offer_invariants
        from allmende.foundation.tasks.invariants import INVARIANTS
        from allmende.foundation.tasks.tasks import forget_jobs
        from allmende.foundation.tasks.worker import every

        every(forget_jobs, days=1)
        offer_invariants(*INVARIANTS)
