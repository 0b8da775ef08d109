from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "allmende.surfaces.backoffice"
    label = "backoffice"

    def ready(self) -> None:
        """Offer what can be done to many rows."""
        from allmende.foundation.guides import offer_guides
        from allmende.surfaces.backoffice import deeds  # noqa: F401  app ready
        from allmende.surfaces.backoffice.guides import GUIDES

        offer_guides(*GUIDES)
