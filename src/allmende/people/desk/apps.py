from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "allmende.people.desk"
    label = "desk"
