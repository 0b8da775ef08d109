from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    name = "allmende.observers.syndication"
    label = "syndication"

    def ready(self) -> None:
        """Say what is kept of a person."""
        from allmende.observers.syndication import personal  # noqa: F401  # app ready
