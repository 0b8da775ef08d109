from django.apps import AppConfig


class BookmarksConfig(AppConfig):
    name = "allmende.commons.bookmarks"
    label = "bookmarks"

    def ready(self) -> None:
        """Say what is kept, and what the page is for."""
        from allmende.commons.bookmarks import personal  # noqa: F401  app ready
        from allmende.commons.bookmarks.guides import GUIDES
        from allmende.foundation.guides import offer_guides

        offer_guides(*GUIDES)
