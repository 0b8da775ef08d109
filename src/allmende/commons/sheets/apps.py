from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "allmende.commons.sheets"
    label = "sheets"

    def ready(self) -> None:
        """Bring the lists of the commons, forget what nobody fetched, and say what is kept of a person."""
        from allmende.commons.sheets import lists, personal  # noqa: F401  # app ready
        from allmende.commons.sheets.tasks import forget_exports  # app ready
        from allmende.foundation.tasks.worker import every  # app ready

        every(forget_exports, hours=1)
