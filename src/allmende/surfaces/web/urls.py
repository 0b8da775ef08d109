"""Addresses of the web surface."""

from django.urls import URLPattern, path

from allmende.surfaces.web import looks, preferences, sheet

urlpatterns: list[URLPattern] = [
    path("language/", preferences.language, name="language"),
    path("spaces/<slug:slug>/look.css", looks.look, name="space_look"),
    path("components/", sheet.components, name="components"),
]
