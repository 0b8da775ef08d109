from django.apps import AppConfig


class SignOnConfig(AppConfig):
    name = "allmende.identity.signon"
    label = "signon"
