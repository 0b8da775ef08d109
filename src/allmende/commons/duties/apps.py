from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "allmende.commons.duties"
    label = "duties"
