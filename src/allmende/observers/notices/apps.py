from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "allmende.observers.notices"
    label = "notices"

    def ready(self) -> None:
        """Read the journal, send what is due, and forget what was read long ago."""
        from allmende.foundation.doors import offer  # app ready
        from allmende.foundation.guides import offer_guides  # app ready
        from allmende.foundation.journal.outcomes import tell_what_became  # app ready
        from allmende.foundation.mail.asking import asked_before_sending  # app ready
        from allmende.foundation.options.definitions import offer_option  # app ready
        from allmende.foundation.tasks.outgoing import also_hold_back  # app ready
        from allmende.foundation.tasks.worker import every  # app ready
        from allmende.identity.accounts.commands import when_sessions_end  # app ready
        from allmende.observers.notices import concerns, observer, personal  # noqa: F401  app ready
        from allmende.observers.notices.commands import DAYS_KEPT, PATIENCE  # app ready
        from allmende.observers.notices.commands.delivering import became_of, hold_back, still_stand  # app ready
        from allmende.observers.notices.commands.devices import forget_devices  # app ready
        from allmende.observers.notices.door import DOOR  # app ready
        from allmende.observers.notices.guides import GUIDES  # app ready
        from allmende.observers.notices.rules import MOST  # app ready
        from allmende.observers.notices.tasks import forget_old  # app ready

        offer(DOOR)
        offer_guides(*GUIDES)
        offer_option(DAYS_KEPT, PATIENCE, MOST)
        also_hold_back(hold_back)
        asked_before_sending("notices", still_stand)
        when_sessions_end(forget_devices)
        tell_what_became(became_of)
        every(forget_old, days=1)
