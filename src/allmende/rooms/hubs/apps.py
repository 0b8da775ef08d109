from django.apps import AppConfig


class HubsConfig(AppConfig):
    name = "allmende.rooms.hubs"
    label = "hubs"

    def ready(self) -> None:
        """Say whom it concerns when a booking ends, and what is kept of a person."""
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.personal import hold
        from allmende.rooms.hubs import concerns as _concerns  # noqa: F401  app ready
        from allmende.rooms.hubs.guides import GUIDES
        from allmende.rooms.hubs.room import HOLDING

        hold(HOLDING)
        offer_guides(*GUIDES)
