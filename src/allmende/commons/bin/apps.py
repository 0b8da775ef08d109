from django.apps import AppConfig


class BinConfig(AppConfig):
    name = "allmende.commons.bin"
    label = "bin"
