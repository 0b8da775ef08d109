from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "allmende.people.profiles"
    label = "profiles"
