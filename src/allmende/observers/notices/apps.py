from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "allmende.observers.notices"
    label = "notices"
