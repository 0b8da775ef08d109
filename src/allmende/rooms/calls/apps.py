from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "allmende.rooms.calls"
    label = "calls"
