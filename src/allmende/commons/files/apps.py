from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "allmende.commons.files"
    label = "files"

    def ready(self) -> None:
        """Let a worker sweep up twice a day; say what holds of every file."""
        from allmende.commons.files.invariants import INVARIANTS  # app ready
        from allmende.commons.files.tasks import sweep  # app ready
        from allmende.foundation.doors import offer_invariants  # app ready
        from allmende.foundation.tasks.worker import every  # app ready

        every(sweep, hours=12)
        offer_invariants(*INVARIANTS)
