from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "allmende.identity.accounts"
    label = "accounts"
