from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    name = "allmende.people.connections"
    label = "connections"
