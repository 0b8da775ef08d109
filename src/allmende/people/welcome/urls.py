"""Addresses of the pages."""

from django.urls import URLPattern

app_name = "welcome"

urlpatterns: list[URLPattern] = []
