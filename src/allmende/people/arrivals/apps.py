from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    name = "allmende.people.arrivals"
    label = "arrivals"

    def ready(self) -> None:
        """Offer the house what stands on the door."""
        from allmende.foundation.doors import offer  # app ready
        from allmende.people.arrivals.door import DOOR  # app ready

        offer(DOOR)
