from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "allmende.people.trust"
    label = "trust"
