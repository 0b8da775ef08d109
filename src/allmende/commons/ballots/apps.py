from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "allmende.commons.ballots"
    label = "ballots"

    def ready(self) -> None:
        """Say what holds of every vote."""
        from allmende.commons.ballots.invariants import INVARIANTS
        from allmende.foundation.doors import offer_invariants

        offer_invariants(*INVARIANTS)
