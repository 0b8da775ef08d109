from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "allmende.identity.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Hear what allauth does, let a worker keep the table of sessions short."""
        from allmende.foundation.tasks.worker import every
        from allmende.identity.accounts.reactions import listen
        from allmende.identity.accounts.sharing import share_between_processes
        from allmende.identity.accounts.tasks import forget_sessions

        listen()
        share_between_processes()
        every(forget_sessions, hours=6)
