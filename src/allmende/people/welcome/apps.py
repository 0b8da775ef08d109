from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "allmende.people.welcome"
    label = "welcome"
