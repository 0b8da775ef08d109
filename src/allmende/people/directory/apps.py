from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "allmende.people.directory"
    label = "directory"

    def ready(self) -> None:
        """Read the journal, and look at everyone once a day."""
        from allmende.foundation.tasks.worker import every  # app ready
        from allmende.people.directory import listeners  # noqa: F401  # app ready
        from allmende.people.directory.tasks import refresh_directory  # app ready

        every(refresh_directory, hours=24)
