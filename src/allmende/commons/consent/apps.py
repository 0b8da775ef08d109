from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "allmende.commons.consent"
    label = "consent"
