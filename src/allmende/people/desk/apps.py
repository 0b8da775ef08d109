from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "allmende.people.desk"
    label = "desk"

    def ready(self) -> None:
        """Say whom asks and calls for help concern, and what the desk keeps."""
        from allmende.foundation.doors import offer
        from allmende.foundation.personal import hold
        from allmende.people.desk import concerns  # noqa: F401  app ready
        from allmende.people.desk.door import DOOR, HELD

        offer(DOOR)
        hold(HELD)
