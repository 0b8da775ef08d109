from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "allmende.commons.tokens"
    label = "tokens"

    def ready(self) -> None:
        """Say what is kept of people."""
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("personal")
