from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "allmende.commons.files"
    label = "files"

    def ready(self) -> None:
        """Let a worker sweep up twice a day."""
        from allmende.commons.files.tasks import sweep
        from allmende.foundation.tasks.worker import every

        every(sweep, hours=12)
