"""Addresses of papers."""

from django.urls import path

from allmende.commons.agreements import views

app_name = "agreements"

urlpatterns = [
    path("agreements/signatures/<uuid:key>.pdf", views.signed, name="signed"),
    path("deeds/<uuid:key>.pdf", views.deed, name="deed"),
]
