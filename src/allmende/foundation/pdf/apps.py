from django.apps import AppConfig


class PdfConfig(AppConfig):
    name = "allmende.foundation.pdf"
    label = "pdf"
