from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "allmende.commons.ballots"
    label = "ballots"
