from django.apps import AppConfig


class ThingsConfig(AppConfig):
    name = "allmende.commons.things"
    label = "things"
