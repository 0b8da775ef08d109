from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "allmende.foundation.once"
    label = "once"
