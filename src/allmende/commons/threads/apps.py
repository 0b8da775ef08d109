from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "allmende.commons.threads"
    label = "threads"
