from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "allmende.identity.consent"
    label = "consent"
