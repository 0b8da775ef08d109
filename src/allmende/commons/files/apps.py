from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "allmende.commons.files"
    label = "files"

    def ready(self) -> None:
        """Let a worker sweep up twice a day."""
        from allmende.commons.files.tasks import sweep  # app ready
        from allmende.foundation.tasks.worker import every  # app ready

        every(sweep, hours=12)
