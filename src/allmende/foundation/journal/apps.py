from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "allmende.foundation.journal"
    label = "journal"
