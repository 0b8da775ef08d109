"""Addresses of the back office."""

from django.urls import URLPattern, path

from allmende.surfaces.backoffice import applications, providers, views

app_name = "backoffice"

urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("providers/", providers.index, name="providers"),
    path("providers/new/", providers.new, name="provider_new"),
    path("providers/<slug:key>/", providers.provider, name="provider"),
    path("providers/<slug:key>/trial/", providers.trial, name="provider_trial"),
    path("providers/<slug:key>/opening/", providers.opening, name="provider_opening"),
    path("providers/<slug:key>/opening/removal/", providers.closing, name="provider_closing"),
    path("providers/<slug:key>/removal/", providers.removal, name="provider_removal"),
    path("applications/", applications.index, name="applications"),
    path("applications/new/", applications.new, name="application_new"),
    path("applications/<slug:client_id>/", applications.application, name="application"),
    path("applications/<slug:client_id>/secret/", applications.secret, name="application_secret"),
    path("applications/<slug:client_id>/removal/", applications.removal, name="application_removal"),
]
