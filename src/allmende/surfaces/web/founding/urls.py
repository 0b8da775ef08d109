"""Addresses of the founding."""

from django.urls import path

from allmende.surfaces.web.founding import views

app_name = "founding"

urlpatterns = [
    path("charter/", views.charter, name="charter"),
    path("charter/signature/", views.signature, name="signature"),
    path("opening/", views.opening, name="opening"),
    path("<slug:key>/", views.begin, name="begin"),
    path("<slug:key>/<slug:step>/", views.step, name="step"),
]
