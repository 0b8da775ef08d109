from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "allmende.people.welcome"
    label = "welcome"

    def ready(self) -> None:
        """Show the way in on the home page, look after promises in every round, and say what is kept of people."""
        from allmende.foundation.doors import offer
        from allmende.foundation.personal import hold
        from allmende.people.welcome import concerns, listeners  # noqa: F401  app ready
        from allmende.people.welcome.door import DOOR, HOLDING

        offer(DOOR)
        hold(HOLDING)
