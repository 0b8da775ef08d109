from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "allmende.people.directory"
    label = "directory"
