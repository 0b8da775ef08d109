from django.apps import AppConfig


class StagesConfig(AppConfig):
    name = "allmende.commons.stages"
    label = "stages"

    def ready(self) -> None:
        """Offer the API, say what is kept of people and what the pages are for."""
        from allmende.commons.stages.door import DOOR, HOLDING
        from allmende.commons.stages.guides import GUIDES
        from allmende.foundation.doors import offer
        from allmende.foundation.guides import offer_guides
        from allmende.foundation.personal import hold

        offer(DOOR)
        hold(HOLDING)
        offer_guides(*GUIDES)
