from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "allmende.commons.files"
    label = "files"
