from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    name = "allmende.people.arrivals"
    label = "arrivals"
