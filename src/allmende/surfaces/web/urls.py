"""Addresses of the web surface."""

from django.urls import URLPattern, path

from allmende.surfaces.web import preferences, sheet

urlpatterns: list[URLPattern] = [
    path("language/", preferences.language, name="language"),
    path("components/", sheet.components, name="components"),
]
