"""Addresses of tokens, below one's security settings."""

from django.urls import URLPattern, path

from allmende.commons.tokens import views

app_name = "tokens"

urlpatterns: list[URLPattern] = [
    path("settings/security/tokens/", views.index, name="index"),
    path("settings/security/tokens/new/", views.new, name="new"),
    path("settings/security/tokens/<uuid:key>/removal/", views.removal, name="removal"),
]
