from django.apps import AppConfig


class PreviewsConfig(AppConfig):
    name = "allmende.commons.previews"
    label = "previews"

    def ready(self) -> None:
        """Look for links where something was said, and look at old ones anew once a day."""
        from allmende.commons.previews import listeners  # noqa: F401  app ready
        from allmende.commons.previews.tasks import refresh  # app ready
        from allmende.foundation.tasks.worker import every  # app ready

        every(refresh, hours=24)
