from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "allmende.surfaces.backoffice"
    label = "backoffice"

    def ready(self) -> None:
        """Offer what can be done to many rows."""
        from allmende.surfaces.backoffice import deeds  # noqa: F401  app ready
