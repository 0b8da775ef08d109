from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "allmende.surfaces.backoffice"
    label = "backoffice"
