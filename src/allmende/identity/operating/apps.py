from django.apps import AppConfig


class OperatingConfig(AppConfig):
    name = "allmende.identity.operating"
    label = "operating"

    def ready(self) -> None:
        """Let accounts in again whose time is up; say how long they can be kept out."""
        from allmende.foundation.options.definitions import offer_option
        from allmende.foundation.tasks.worker import every
        from allmende.identity.operating.rules import LONGEST
        from allmende.identity.operating.tasks import end_suspensions

        every(end_suspensions, minutes=10)
        offer_option(LONGEST)
