from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "allmende.observers.search"
    label = "search"
