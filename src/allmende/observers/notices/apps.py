from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "allmende.observers.notices"
    label = "notices"

    def ready(self) -> None:
        """Read the journal, send what is due, and forget what was read long ago."""
        from allmende.foundation.doors import offer  # app ready
        from allmende.foundation.guides import offer_guides  # app ready
        from allmende.foundation.options.definitions import offer_option  # app ready
        from allmende.foundation.tasks.outgoing import also_hold_back  # app ready
        from allmende.foundation.tasks.worker import every  # app ready
        from allmende.observers.notices import observer, personal  # noqa: F401  app ready
        from allmende.observers.notices.commands import DAYS_KEPT, PATIENCE  # app ready
        from allmende.observers.notices.commands.delivering import hold_back  # app ready
        from allmende.observers.notices.door import DOOR  # app ready
        from allmende.observers.notices.guides import GUIDES  # app ready
        from allmende.observers.notices.tasks import forget_old  # app ready

        offer(DOOR)
        offer_guides(*GUIDES)
        offer_option(DAYS_KEPT, PATIENCE)
        also_hold_back(hold_back)
        every(forget_old, days=1)
