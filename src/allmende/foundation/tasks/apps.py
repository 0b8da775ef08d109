from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "allmende.foundation.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Let a worker keep the table short, for as long as operators say; say that no job is lost."""
        from allmende.foundation.doors import offer_invariants
        from allmende.foundation.options.definitions import offer_option
        from allmende.foundation.tasks.invariants import INVARIANTS
        from allmende.foundation.tasks.tasks import forget_jobs
        from allmende.foundation.tasks.worker import DAYS_KEPT, every

        every(forget_jobs, days=1)
        offer_invariants(*INVARIANTS)
        offer_option(DAYS_KEPT)
