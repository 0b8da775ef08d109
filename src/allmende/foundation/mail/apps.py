from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "allmende.foundation.mail"
    label = "mail"
