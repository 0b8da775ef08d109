from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "allmende.surfaces.web"
    label = "web"

    def ready(self) -> None:
        """Offer what help says of its pages."""
        from allmende.foundation.guides import offer_guides
        from allmende.surfaces.web.guides import GUIDES

        offer_guides(*GUIDES)
