from django.apps import AppConfig


class FeedConfig(AppConfig):
    name = "allmende.observers.feed"
    label = "feed"
