"""Addresses of web hooks: nouns; a change of state is a noun to which one posts."""

from django.urls import URLPattern, path

from allmende.observers.webhooks import views

app_name = "webhooks"

urlpatterns: list[URLPattern] = [
    path("hooks/", views.index, name="index"),
    path("hooks/new/", views.new, name="new"),
    path("hooks/<uuid:key>/", views.hook, name="hook"),
    path("hooks/<uuid:key>/edit/", views.edit, name="edit"),
    path("hooks/<uuid:key>/secret/", views.secret, name="secret"),
    path("hooks/<uuid:key>/secret/removal/", views.secret_removal, name="secret_removal"),
    path("hooks/<uuid:key>/test/", views.test, name="test"),
    path("hooks/<uuid:key>/pause/", views.pause, name="pause"),
    path("hooks/<uuid:key>/pause/removal/", views.pause_removal, name="pause_removal"),
    path("hooks/<uuid:key>/resending/", views.resending, name="resending"),
    path("hooks/<uuid:key>/deliveries/<uuid:delivery>/resending/", views.resending, name="delivery_resending"),
    path("hooks/<uuid:key>/removal/", views.removal, name="removal"),
]
