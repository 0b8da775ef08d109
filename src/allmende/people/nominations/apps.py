from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "allmende.people.nominations"
    label = "nominations"
