"""Addresses of the pages."""

from django.urls import URLPattern

app_name = "arrivals"

urlpatterns: list[URLPattern] = []
