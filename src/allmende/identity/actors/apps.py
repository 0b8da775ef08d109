from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "allmende.identity.actors"
    label = "actors"
