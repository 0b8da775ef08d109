from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "allmende.commons.spaces"
    label = "spaces"

    def ready(self) -> None:
        """Say whom it concerns when something happens in a space."""
        from allmende.commons.spaces import concerns  # noqa: F401  app ready
