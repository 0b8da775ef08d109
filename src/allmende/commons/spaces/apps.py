from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "allmende.commons.spaces"
    label = "spaces"
