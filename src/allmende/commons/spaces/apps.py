from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "allmende.commons.spaces"
    label = "spaces"

    def ready(self) -> None:
        """Let spaces have a page to be linked to, and be found."""
        from allmende.commons.spaces.door import SPACES
        from allmende.foundation.doors import offer_kind

        offer_kind(SPACES)
