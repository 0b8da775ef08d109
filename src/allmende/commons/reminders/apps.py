from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "allmende.commons.reminders"
    label = "reminders"

    def ready(self) -> None:
        """Look ahead every ten minutes, tell whom it concerns, and remind of what waits at a gate."""
        from allmende.commons.reminders import concerns, gates  # noqa: F401  app ready
        from allmende.commons.reminders.invariants import INVARIANTS
        from allmende.commons.reminders.tasks import look_ahead
        from allmende.foundation.doors import offer_invariants
        from allmende.foundation.tasks.worker import every

        offer_invariants(*INVARIANTS)
        every(look_ahead, minutes=10)
