from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "allmende.foundation.text"
    label = "text"
