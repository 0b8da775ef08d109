from django.apps import AppConfig


class ReasonsConfig(AppConfig):
    name = "allmende.people.reasons"
    label = "reasons"

    def ready(self) -> None:
        """Say what verdicts stand on, and open the area in the back office."""
        from allmende.foundation.doors import offer  # app ready
        from allmende.people.reasons.door import DOOR  # app ready
        from allmende.people.reasons.queries import grounds  # noqa: F401  # app ready

        offer(DOOR)
