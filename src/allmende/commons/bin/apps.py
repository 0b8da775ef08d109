from django.apps import AppConfig


class BinConfig(AppConfig):
    name = "allmende.commons.bin"
    label = "bin"

    def ready(self) -> None:
        """Empty the bin of what is old, a few times a day."""
        from allmende.commons.bin.tasks import empty_bin
        from allmende.foundation.tasks.worker import every

        every(empty_bin, hours=6)
