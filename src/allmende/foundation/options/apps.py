from django.apps import AppConfig


class OptionsConfig(AppConfig):
    name = "allmende.foundation.options"
    label = "options"
