from django.apps import AppConfig


class HousesConfig(AppConfig):
    name = "allmende.surfaces.houses"
    label = "houses"

    def ready(self) -> None:
        """Open the areas in the back office."""
        from allmende.foundation.doors import offer  # app ready
        from allmende.surfaces.houses.door import DOOR  # app ready

        offer(DOOR)
