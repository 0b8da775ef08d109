from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "allmende.commons.files"
    label = "files"

    def ready(self) -> None:
        """Let files follow their things; let a worker sweep up twice a day and look after keys and pictures every hour; say what holds of every file."""
        from allmende.commons.files.commands.renewing import renew_pictures  # app ready
        from allmende.commons.files.invariants import INVARIANTS  # app ready
        from allmende.commons.files.listeners import move_files  # app ready
        from allmende.commons.files.tasks import look_after_keys, sweep  # app ready
        from allmende.commons.spaces.commands.gates import follows_audience  # app ready
        from allmende.foundation.doors import offer_invariants  # app ready
        from allmende.foundation.tasks.worker import every  # app ready

        every(sweep, hours=12)
        every(look_after_keys, hours=1)
        every(renew_pictures, hours=1)
        follows_audience(move_files)
        offer_invariants(*INVARIANTS)
