from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "allmende.identity.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Say what we hold of people, hear what allauth does, let a worker keep the table of sessions short."""
        from allmende.foundation.personal import hold
        from allmende.foundation.tasks.worker import every
        from allmende.identity.accounts.holdings import ACCOUNTS
        from allmende.identity.accounts.reactions import listen
        from allmende.identity.accounts.sharing import share_between_processes
        from allmende.identity.accounts.tasks import forget_sessions

        hold(ACCOUNTS)
        listen()
        share_between_processes()
        every(forget_sessions, hours=6)
