from django.apps import AppConfig


class TagsConfig(AppConfig):
    name = "allmende.commons.tags"
    label = "tags"

    def ready(self) -> None:
        """Say what the pages are for."""
        from allmende.commons.tags.guides import GUIDES
        from allmende.foundation.guides import offer_guides

        offer_guides(*GUIDES)
