from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "allmende.commons.participation"
    label = "participation"

    def ready(self) -> None:
        """Say what the page is for."""
        from allmende.commons.participation.guides import GUIDES
        from allmende.foundation.guides import offer_guides

        offer_guides(*GUIDES)
