from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "allmende.commons.threads"
    label = "threads"

    def ready(self) -> None:
        """Let comments move along with their things, and go into the bin in their own way."""
        from allmende.commons.bin.rules import governs
        from allmende.commons.spaces.commands.gates import follows_audience
        from allmende.commons.threads.listeners import CARE, move_comments
        from allmende.commons.threads.models import KIND

        follows_audience(move_comments)
        governs(KIND, CARE)
