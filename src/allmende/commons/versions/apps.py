from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "allmende.commons.versions"
    label = "versions"
