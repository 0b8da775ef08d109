"""Addresses of the web surface."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
