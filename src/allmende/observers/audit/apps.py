from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "allmende.observers.audit"
    label = "audit"
