from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "allmende.people.organisations"
    label = "organisations"
