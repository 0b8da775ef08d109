from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "allmende.surfaces.web"
    label = "web"
