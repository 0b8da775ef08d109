from django.apps import AppConfig


class MutesConfig(AppConfig):
    name = "allmende.commons.mutes"
    label = "mutes"

    def ready(self) -> None:
        """Offer the house what muting and blocking do, and say what they keep."""
        from allmende.commons.mutes import personal  # noqa: F401  app ready
        from allmende.commons.mutes.door import DOOR
        from allmende.commons.mutes.guides import GUIDES
        from allmende.foundation.doors import offer
        from allmende.foundation.guides import offer_guides

        offer(DOOR)
        offer_guides(*GUIDES)
