from django.apps import AppConfig


class SignOnConfig(AppConfig):
    name = "allmende.identity.signon"
    label = "signon"

    def ready(self) -> None:
        """Say what we hold of people."""
        from allmende.foundation.personal import hold
        from allmende.identity.signon.holdings import SIGN_ON

        hold(SIGN_ON)
